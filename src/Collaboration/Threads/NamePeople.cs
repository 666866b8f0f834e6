using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A text, and whom it names of those who will read it.</summary>
/// <param name="Problem">Names that nobody who reads it bears.</param>
internal sealed record Named(string Text, IReadOnlyList<Mentioned> People, Problem? Problem);

/// <summary>
/// Finds the people whom a message names. Only who will read it can be named; an outsider names their colleagues, the partner's manager and
/// staff who have written to them, and learns of nobody else whether there is such a person. By a link only those who have written.
/// </summary>
internal sealed class NamePeople(EntenteDb db, Actor actor, ReadersOf readers, Fields fields)
{
    /// <param name="with">Null: it is internal.</param>
    /// <param name="chosen">Picked from the list; named at the beginning when the text does not name them.</param>
    /// <param name="lenient">A mail is never refused for a name: what nobody bears stays text.</param>
    public async Task<Named> In(string text, PersonId? chosen, ThreadPlace place, PartnerId? with, bool lenient, CancellationToken ct)
    {
        if (chosen is null && !text.Contains('@', StringComparison.Ordinal))
            return new(text, [], null);
        var all = await readers.Load(place, actor.Workspace, ct);
        var people = await Nameable(all, place, with, ct);
        if (chosen is { } person)
        {
            if (people.FirstOrDefault(p => p.Id == person) is not { Name.Length: > 0 } one)
                return new(text, [], lenient ? null : Refusals.NotAReader(["somebody"], Others(people)));
            if (Mentions.Read(text, people).People.All(m => m.Person != person))
                text = $"@{one.Name} {text}";
        }
        var found = Mentions.Read(text, people);
        // Of two people of one name the chosen one is meant.
        if (chosen is { } meant)
            found = found with
            {
                People =
                [
                    .. found.People.Where(m =>
                        m.Person == meant
                        || found.People.All(o => o.Person != meant || !o.Written.Equals(m.Written, StringComparison.OrdinalIgnoreCase))
                    ),
                ],
            };
        var named = new List<Mentioned>();
        var kept = new List<string>();
        foreach (var one in found.People)
        {
            // A role that sees no messages is told of none.
            if (with is { } partner && all.Sides.Any(s => s.People.Any(m => m.Person.Id == one.Person)))
                if (!ThreadPlace.Opens(await fields.ForPartner(partner, one.Person, ct)))
                {
                    kept.Add(one.Written);
                    continue;
                }
            named.Add(one);
        }
        IReadOnlyList<string> unknown = [.. found.Unknown, .. kept];
        return new(text, named, lenient || unknown.Count == 0 ? null : Refusals.NotAReader(unknown, Others(people)));
    }

    /// <summary>Whom this actor can name in a message shared with that partner, or an internal one.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> Nameable(
        ThreadReaders all,
        ThreadPlace place,
        PartnerId? with,
        CancellationToken ct
    )
    {
        var people = all.Of(with);
        if (actor.IsStaff)
            return people;
        var about = place.Subject;
        var wrote = await db.Set<SharedMessage>()
            .Where(m => m.SubjectKind == about.Kind && m.SubjectId == about.Id && m.Author != null)
            .Select(m => m.Author!.Value)
            .Distinct()
            .ToListAsync(ct);
        // A link may be in other hands: it lists nobody who does not stand in the conversation anyway.
        if (actor.Channel is Channel.Link)
            return [.. people.Where(p => wrote.Contains(p.Id))];
        var own = all.Sides.SelectMany(s => s.People).Select(m => m.Person.Id).ToHashSet();
        return [.. people.Where(p => own.Contains(p.Id) || wrote.Contains(p.Id) || all.Sides.Any(s => s.Manager == p.Id))];
    }

    private IReadOnlyList<string> Others(IReadOnlyList<(PersonId Id, string Name)> people) =>
        [.. people.Where(p => p.Id != actor.Person).Select(p => p.Name)];
}
