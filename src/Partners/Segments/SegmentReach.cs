using Entente.Access;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>Partners and people as segments see them, with what was asked about them, and the lists that are kept by hand.</summary>
internal sealed record SegmentWorld(
    IReadOnlyDictionary<PartnerId, SegmentSubject> Partners,
    IReadOnlyDictionary<PersonId, SegmentSubject> People,
    ILookup<SegmentId, Guid> Hands,
    DateTimeOffset Now
)
{
    public SegmentAnswer Judge(SegmentId id, SegmentSheet sheet, SegmentSubject subject) =>
        sheet.Rule is { } rule ? rule.Judge(subject, Now)
        : Hands[id].Contains(subject.Person?.Value ?? subject.Partner.Value) ? new(true, "In, because it was put on the list by hand.")
        : new(false, "Not in, because nobody put it on the list.");

    public IEnumerable<SegmentSubject> Subjects(SegmentOf of) => of is SegmentOf.Partners ? Partners.Values : People.Values;

    /// <summary>Whoever is in, by name, and why.</summary>
    public IReadOnlyList<(SegmentSubject Subject, string Why)> In(SegmentId id, SegmentSheet sheet) =>
        [
            .. Subjects(sheet.Of)
                .Select(s => (Subject: s, Answer: Judge(id, sheet, s)))
                .Where(s => s.Answer.In)
                .OrderBy(s => s.Subject.Name, StringComparer.OrdinalIgnoreCase)
                .Select(s => (s.Subject, s.Answer.Why)),
        ];

    /// <summary>How many people a set of subjects is: of partners all who are active there.</summary>
    public int Heads(IEnumerable<SegmentSubject> subjects)
    {
        var all = subjects.ToList();
        var whole = all.Where(s => s.Person is null).Select(s => s.Partner).ToHashSet();
        return all.Count(s => s.Person is not null) + (whole.Count == 0 ? 0 : People.Values.Count(p => whole.Contains(p.Partner)));
    }
}

/// <summary>Loads what rules ask about, as far as whoever acts sees partners; a handful of questions however many there are.</summary>
internal sealed class SegmentReach(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    IEnumerable<ISegmentFacts> sources,
    TimeProvider clock
)
{
    /// <param name="only">One partner alone; null: all.</param>
    public async Task<SegmentWorld> Load(IReadOnlyCollection<SegmentSheet> sheets, PartnerId? only, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<PartnerCard> cards = only is { } one
            ? await partners.Get(one, ct) is { } card
                ? [card]
                : []
            : [.. await partners.All(entering: false, ct)];
        var shown = cards.ToDictionary(c => c.Id);
        var members = (only is { } alone ? await access.PartnerPeople(alone, ct) : await access.AllPartnerPeople(ct))
            .Where(m => m is { Active: true, Person.Email.Length: > 0, Partner: { } at } && shown.ContainsKey(at))
            .ToList();
        var asked = sheets.SelectMany(s => s.Rule?.Conditions ?? []).ToList();
        var managers = asked.Exists(c => c.Facet is SegmentFacet.Manager)
            ? await access.People(cards.Select(c => c.Manager).OfType<PersonId>(), ct)
            : new Dictionary<PersonId, PersonCard>();
        var facts = await Facts(cards, asked, now, ct);
        var subjects = cards.ToDictionary(c => c.Id, c => Of(c, managers, [.. facts[c.Id]]));
        return new(
            subjects,
            members.ToDictionary(
                m => m.Person.Id,
                m => subjects[m.Partner!.Value] with { Name = m.Person.Name, Person = m.Person.Id, Role = m.PartnerRole?.ToString() ?? "" }
            ),
            await Hands(only, sheets.Any(s => s.Rule is null), ct),
            now
        );
    }

    private async Task<ILookup<PartnerId, SegmentFact>> Facts(
        List<PartnerCard> cards,
        List<SegmentCondition> asked,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var facets = asked.Select(c => c.Facet).ToHashSet();
        var since = now.AddDays(-asked.Select(c => c.Days).DefaultIfEmpty(0).Max());
        var all = new List<SegmentFact>();
        // One after the other: they share one database context.
        if (cards.Count > 0)
            foreach (var source in sources.Where(s => s.Facets.Any(facets.Contains)))
                all.AddRange(
                    await source.Of([.. cards.Select(c => c.Id)], source.Facets.Where(facets.Contains).ToHashSet(), since, now, ct)
                );
        return all.ToLookup(f => f.Partner);
    }

    private async Task<ILookup<SegmentId, Guid>> Hands(PartnerId? only, bool any, CancellationToken ct) =>
        (
            any
                ? await db.Set<SegmentMember>()
                    .Where(m => only == null || m.PartnerId == only)
                    .Select(m => new { m.SegmentId, m.Member })
                    .ToListAsync(ct)
                : []
        ).ToLookup(m => m.SegmentId, m => m.Member);

    private static SegmentSubject Of(
        PartnerCard card,
        IReadOnlyDictionary<PersonId, PersonCard> managers,
        IReadOnlyList<SegmentFact> facts
    ) =>
        new(
            card.Id,
            card.Name,
            null,
            "",
            card.Type,
            card.Tier,
            card.Region,
            card.Status,
            card.Manager is { } manager ? (manager, managers.GetValueOrDefault(manager)?.Name ?? "somebody") : null,
            card.Programs,
            facts
        );
}
