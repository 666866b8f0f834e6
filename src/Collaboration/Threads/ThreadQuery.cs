using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A file of a message, with the address below the conversation's page.</summary>
/// <param name="Size">Bytes.</param>
public sealed record LineFile(Guid Id, string Name, long Size, string Sha256);

/// <summary>How many reacted so.</summary>
/// <param name="Mine">This reader among them.</param>
public sealed record LineReaction(ReactionKind Kind, int Count, bool Mine);

/// <summary>A message as it is shown.</summary>
/// <param name="From">The author's company.</param>
/// <param name="With">With which partner it is shared; null: it is internal.</param>
/// <param name="IsNew">Came since this reader last looked.</param>
/// <param name="Mail">The kept original, for staff who may open it.</param>
public sealed record ThreadLine(
    Guid Id,
    Guid AuthorId,
    string Author,
    string From,
    PartnerId? With,
    Channel Through,
    DateTimeOffset At,
    string Text,
    bool IsNew,
    Guid? Mail,
    string? PlacedBy
)
{
    public bool Internal => With is null;
    public IReadOnlyList<string> Names { get; init; } = [];
    public IReadOnlyList<LineFile> Files { get; init; } = [];
    public IReadOnlyList<LineReaction> Reactions { get; init; } = [];
}

/// <summary>A conversation as one actor may see it, the oldest first.</summary>
/// <param name="Title">Null: the safelist hides it.</param>
/// <param name="Total">Of those this actor may see.</param>
public sealed record ThreadView(
    SubjectRef About,
    string Number,
    string? Title,
    IReadOnlyList<ThreadLine> Lines,
    int Total,
    int New,
    ThreadReaders Readers,
    bool ForStaff,
    PersonId? Me
)
{
    /// <summary>In a sentence: <c>the deal</c>.</summary>
    public string InWords { get; init; } = Number;

    /// <summary>Whoever looks came by a personal link.</summary>
    public bool ByLink { get; init; }

    /// <summary>For a person of the partner: who will read what they write.</summary>
    public string OutwardWords => Readers.OutwardWords(Me, ByLink);

    /// <summary>The conversation's own page for whoever looks.</summary>
    public string Page { get; init; } = "";

    /// <summary>The record's page; null: it has none for whoever looks.</summary>
    public string? Record { get; init; }

    /// <summary>Whether they may say, do and react here.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Whom they can name, and who can be given a task: of all audiences.</summary>
    public IReadOnlyList<(PersonId Id, string Name, string Of)> People { get; init; } = [];

    /// <summary>Open ones first, by their day.</summary>
    public IReadOnlyList<TaskLine> Tasks { get; init; } = [];
}

/// <summary>A conversation by the name of its record.</summary>
internal sealed record ThreadHead(string Name, string Page);

/// <summary>Reads a conversation. What is internal is never asked for where an outsider looks.</summary>
public sealed class ThreadQuery
{
    /// <summary>More of a conversation is not shown at once.</summary>
    public const int Most = 200;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ThreadHosts hosts;
    private readonly Fields fields;
    private readonly ReadersOf readersOf;
    private readonly NamePeople names;
    private readonly LineParts parts;
    private readonly AccessApi access;

    internal ThreadQuery(
        EntenteDb db,
        Actor actor,
        ThreadHosts hosts,
        Fields fields,
        ReadersOf readersOf,
        NamePeople names,
        LineParts parts,
        AccessApi access
    )
    {
        (this.db, this.actor, this.hosts, this.fields, this.readersOf) = (db, actor, hosts, fields, readersOf);
        (this.names, this.parts, this.access) = (names, parts, access);
    }

    /// <summary>Null where this actor takes no part: no such record, or the safelist keeps messages from its partner.</summary>
    /// <param name="last">How many of the newest are loaded.</param>
    public async Task<ThreadView?> Load(SubjectRef about, int last, CancellationToken ct)
    {
        if (await hosts.Find(about, ct) is not { } place || actor.Kind is not (ActorKind.Staff or ActorKind.Partner))
            return null;
        var shown = await fields.For(actor, ct);
        if (!ThreadPlace.Opens(shown))
            return null;
        var readers = await readersOf.Load(place, actor.Workspace, ct);
        var seen = await Seen(about, ct);
        var shared = db.Set<SharedMessage>().AsNoTracking().Where(m => m.SubjectKind == about.Kind && m.SubjectId == about.Id);
        var (lines, total) = (
            (await shared.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(last).ToListAsync(ct)).ConvertAll(m =>
                Line(m, readers, seen)
            ),
            await shared.CountAsync(ct)
        );
        var unread = await shared.CountAsync(m => m.At > seen && (m.Author == null || m.Author != actor.Person), ct);
        if (actor.IsStaff)
        {
            var notes = Notes(about);
            lines.AddRange(
                (await notes.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(last).ToListAsync(ct)).Select(m =>
                    Line(m, readers, seen)
                )
            );
            total += await notes.CountAsync(ct);
            unread += await notes.CountAsync(m => m.At > seen && (m.Author == null || m.Author != actor.Person), ct);
        }
        return new(
            about,
            place.Number,
            place.TitleFor(shown),
            await parts.Of([.. (await Placed(lines, ct)).OrderBy(l => l.At).ThenBy(l => l.Id).TakeLast(last)], ct),
            total,
            // A link that names nobody has nobody's reading to remember.
            actor.Person
                is null
                ? 0
                : unread,
            readers,
            actor.IsStaff,
            actor.Person
        )
        {
            InWords = place.InWords,
            ByLink = actor.Channel is Channel.Link,
            Page = actor.IsStaff ? place.StaffPath : place.PartnerPath,
            Record = actor.IsStaff ? place.StaffBack : place.PartnerBack,
            MayWrite = actor.IsStaff ? !actor.ReadOnly : PartnerRights.Holds(actor, PartnerRights.Talk),
            People = await People(readers, place, ct),
            Tasks = await parts.Tasks(about, ct),
        };
    }

    /// <summary>What this actor calls the record, and where its conversation is; null where they take no part.</summary>
    internal async Task<ThreadHead?> Head(SubjectRef about, CancellationToken ct)
    {
        if (actor.Kind is not (ActorKind.Staff or ActorKind.Partner) || await hosts.Find(about, ct) is not { } place)
            return null;
        var shown = await fields.For(actor, ct);
        if (!ThreadPlace.Opens(shown))
            return null;
        var title = place.TitleFor(shown);
        return new(title is null ? place.Number : $"{place.Number} · {title}", actor.IsStaff ? place.StaffPath : place.PartnerPath);
    }

    private async Task<IReadOnlyList<(PersonId Id, string Name, string Of)>> People(
        ThreadReaders readers,
        ThreadPlace place,
        CancellationToken ct
    )
    {
        var all = (actor.IsStaff ? readers.Of(null) : []).ToList();
        foreach (var side in readers.Sides.Where(s => s.Shared))
            all.AddRange(await names.Nameable(readers, place, side.Id, ct));
        return
        [
            .. all.DistinctBy(p => p.Id)
                .Select(p =>
                    (p.Id, p.Name, readers.Sides.FirstOrDefault(s => s.People.Any(m => m.Person.Id == p.Id))?.Name ?? readers.Vendor)
                ),
        ];
    }

    /// <summary>This person has read it as far as the view goes: what came since stays new. Whoever views as somebody leaves it new to them.</summary>
    public async Task Read(ThreadView view, CancellationToken ct)
    {
        if (actor is not { Person: { } person, ReadOnly: false } || view.New == 0 || view.Lines.Count == 0)
            return;
        await using var held = await db.Hold([SeenMarks.Key(view.About, person)], ct);
        await SeenMarks.Set(db, view.About, person, view.Lines[^1].At, ct);
        await held.Save(ct);
    }

    private IQueryable<InternalMessage> Notes(SubjectRef about) =>
        db.Set<InternalMessage>().AsNoTracking().Where(m => m.SubjectKind == about.Kind && m.SubjectId == about.Id);

    private async Task<DateTimeOffset> Seen(SubjectRef about, CancellationToken ct) =>
        actor.Person is { } person
            ? await db.Set<ThreadSeen>()
                .Where(s => s.SubjectKind == about.Kind && s.SubjectId == about.Id && s.PersonId == person)
                .Select(s => s.At)
                .SingleOrDefaultAsync(ct)
            : default;

    private ThreadLine Line(SharedMessage m, ThreadReaders readers, DateTimeOffset seen) =>
        new(
            m.Id.Value,
            m.Author?.Value ?? m.PartnerId.Value,
            m.AuthorName,
            m.ByStaff ? readers.Vendor : readers.Sides.FirstOrDefault(x => x.Id == m.PartnerId)?.Name ?? "",
            m.PartnerId,
            m.Through,
            m.At,
            m.Text,
            m.At > seen && m.Author != actor.Person,
            Original(m.MailId),
            actor.IsStaff ? m.PlacedBy?.Value.ToString("N") : null
        );

    private ThreadLine Line(InternalMessage m, ThreadReaders readers, DateTimeOffset seen) =>
        new(
            m.Id.Value,
            m.Author?.Value ?? m.Id.Value,
            m.AuthorName,
            m.Author is null ? "By mail" : readers.Vendor,
            null,
            m.Through,
            m.At,
            m.Text,
            m.At > seen && m.Author != actor.Person,
            Original(m.MailId),
            m.PlacedBy?.Value.ToString("N")
        );

    private Guid? Original(InboundMailId? mail) => actor.May(Permissions.SortMail) ? mail?.Value : null;

    private async Task<IEnumerable<ThreadLine>> Placed(List<ThreadLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.PlacedBy).OfType<string>().Distinct().Select(p => new PersonId(Guid.Parse(p))).ToList();
        var placers = await access.People(ids, ct);
        return lines.Select(l =>
            l.PlacedBy is { } by ? l with { PlacedBy = placers.GetValueOrDefault(new PersonId(Guid.Parse(by)))?.Name } : l
        );
    }
}
