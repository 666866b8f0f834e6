using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A message as it is shown.</summary>
/// <param name="From">The author's company.</param>
/// <param name="IsNew">Came since this reader last looked.</param>
/// <param name="Mail">The kept original, for staff who may open it.</param>
public sealed record ThreadLine(
    Guid Id,
    Guid AuthorId,
    string Author,
    string From,
    bool Internal,
    Channel Through,
    DateTimeOffset At,
    string Text,
    bool IsNew,
    Guid? Mail,
    string? PlacedBy
);

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
);

/// <summary>Reads a conversation. What is internal is never asked for where an outsider looks.</summary>
public sealed class ThreadQuery
{
    /// <summary>More of a conversation is not shown at once.</summary>
    public const int Most = 200;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ThreadHosts hosts;
    private readonly Fields fields;
    private readonly AccessApi access;
    private readonly Workspaces workspaces;
    private readonly TimeProvider clock;

    internal ThreadQuery(
        EntenteDb db,
        Actor actor,
        ThreadHosts hosts,
        Fields fields,
        AccessApi access,
        Workspaces workspaces,
        TimeProvider clock
    ) =>
        (this.db, this.actor, this.hosts, this.fields, this.access, this.workspaces, this.clock) = (
            db,
            actor,
            hosts,
            fields,
            access,
            workspaces,
            clock
        );

    /// <summary>Null where this actor takes no part: no such record, or the safelist keeps messages from its partner.</summary>
    /// <param name="last">How many of the newest are loaded.</param>
    public async Task<ThreadView?> Load(SubjectRef about, int last, CancellationToken ct)
    {
        if (await hosts.Find(about, ct) is not { } place || actor.Kind is not (ActorKind.Staff or ActorKind.Partner))
            return null;
        var shown = await fields.For(actor, ct);
        if (!shown.Shows(place.SafeObject, ThreadPlace.MessageField))
            return null;
        var open =
            !actor.IsStaff
            || (await fields.ForPartner(place.Partner, place.Submitter, ct)).Shows(place.SafeObject, ThreadPlace.MessageField);
        var readers = await ThreadReaders.Load(access, workspaces, place, open, actor.Workspace, ct);
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
            shown.Show(place.SafeObject, place.TitleField, place.Title),
            [.. (await Placed(lines, ct)).OrderBy(l => l.At).ThenBy(l => l.Id).TakeLast(last)],
            total,
            // A link that names nobody has nobody's reading to remember.
            actor.Person
                is null
                ? 0
                : unread,
            readers,
            actor.IsStaff,
            actor.Person
        );
    }

    /// <summary>This person has read it as far as it goes now.</summary>
    public async Task Read(ThreadView view, CancellationToken ct)
    {
        if (actor.Person is not { } person || view.New == 0)
            return;
        await using var held = await db.Hold([$"seen:{view.About}:{person.Value:N}"], ct);
        var mark = await db.Set<ThreadSeen>()
            .SingleOrDefaultAsync(s => s.SubjectKind == view.About.Kind && s.SubjectId == view.About.Id && s.PersonId == person, ct);
        if (mark is null)
            db.Add(
                mark = new ThreadSeen
                {
                    SubjectKind = view.About.Kind,
                    SubjectId = view.About.Id,
                    PersonId = person,
                }
            );
        mark.At = clock.GetUtcNow();
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
            m.ByStaff ? readers.Vendor : readers.PartnerName,
            false,
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
            true,
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
        var names = await access.People(ids, ct);
        return lines.Select(l =>
            l.PlacedBy is { } by ? l with { PlacedBy = names.GetValueOrDefault(new PersonId(Guid.Parse(by)))?.Name } : l
        );
    }
}
