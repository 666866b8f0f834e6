using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>
/// A shared message is mailed to whom it concerns, besides its author: of the partner the submitter (or its admins) and those who have written here,
/// of the vendor whoever looks after the partner and those who have written here; and whoever is named in it, who hears of that instead. Each gets
/// an address of their own to answer to. An internal one is told to whom it names, and cannot be answered by mail: an answer would be shared.
/// </summary>
internal sealed class TellOthers(
    EntenteDb db,
    ThreadHosts hosts,
    AccessApi access,
    ReadersOf readersOf,
    PublicAddress address,
    Fields fields,
    Notices notices,
    ReplyDoors doors,
    Workspaces workspaces,
    MailSettings settings,
    TimeProvider clock
) : IHandle<MessageShared>, IHandle<ColleaguesNamed>
{
    private const int LinkDays = 180;

    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        var message = await db.Set<SharedMessage>().AsNoTracking().SingleAsync(m => m.Id == what.Message, ct);
        if (await hosts.Find(message.Subject, ct) is not { } place || place.Side(message.PartnerId) is not { } side)
            return;
        var earlier = await db.Set<SharedMessage>()
            .AsNoTracking()
            .Where(m =>
                m.SubjectKind == message.SubjectKind
                && m.SubjectId == message.SubjectId
                && m.PartnerId == message.PartnerId
                && m.At <= message.At
                && m.Id != message.Id
            )
            .OrderBy(m => m.At)
            .Select(m => new Earlier(m.Id, m.Author, m.OutsideId))
            .ToListAsync(ct);
        var named = await Named(message.Id.Value, ct);
        var reading = (await readersOf.Load(place, db.Workspace, ct)).Sides.Single(s => s.Id == side.Partner);
        var everybody = reading.People.Concat(reading.Staff).ToList();
        var hear = WhoReads.Hear(
            everybody.Select(m => new Hearer(
                m.Person.Id,
                m.Partner is not null,
                m.Partner is not null ? m.PartnerRole is PartnerRole.Admin : m.StaffRole is StaffRole.Owner or StaffRole.Admin
            )),
            side.Submitter,
            side.Manager,
            message.ByStaff,
            earlier.Select(e => e.Author).OfType<PersonId>().ToHashSet()
        );
        var (told, mentioned) = (new List<NoticeFor>(), new List<NoticeFor>());
        var others = everybody.Where(m => m.Person.Id != message.Author && m.Person.Id != message.PlacedBy);
        foreach (var reader in others.Where(m => hear.Contains(m.Person.Id) || named.Contains(m.Person.Id)))
            if (await For(place, side, message, earlier.LastOrDefault(), reader, named.Contains(reader.Person.Id), ct) is { } one)
                (named.Contains(reader.Person.Id) ? mentioned : told).Add(one);
        await notices.Tell(NoticeEvents.Mention, mentioned, ct);
        await notices.Tell(NoticeEvents.Message, told, ct);
    }

    public async Task Handle(ColleaguesNamed what, Telling telling, CancellationToken ct)
    {
        var id = NoteId.From(what.Note);
        var note = await db.Set<InternalMessage>().AsNoTracking().SingleAsync(m => m.Id == id, ct);
        if (await hosts.Find(note.Subject, ct) is not { } place)
            return;
        var named = await Named(what.Note, ct);
        var staff = (await readersOf.Load(place, db.Workspace, ct)).Staff.Where(m =>
            named.Contains(m.Person.Id) && m.Person.Id != note.Author
        );
        await notices.Tell(
            NoticeEvents.Mention,
            [
                .. staff.Select(reader => new NoticeFor(
                    new MailDraft(
                        $"note:{what.Note:N}",
                        place.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        $"{place.Number}: {place.Title}",
                        $"{note.AuthorName} names you on {place.InWords}",
                        [.. Lines(note.Text), "Internal: answer in the conversation. An answer to this mail reaches nobody."],
                        [],
                        ("Open the conversation", address.Of(place.StaffPath)),
                        $"You get this because {note.AuthorName} named you."
                    ),
                    Concern.Own,
                    place.Sides.Count == 1 ? place.Sides[0].Partner : null,
                    $"{place.Number} · {place.Title}"
                )),
            ],
            ct
        );
    }

    private sealed record Earlier(MessageId Id, PersonId? Author, string? OutsideId);

    private async Task<HashSet<PersonId>> Named(Guid message, CancellationToken ct) =>
        [.. await db.Set<MessageMention>().Where(m => m.MessageId == message).Select(m => m.PersonId).ToListAsync(ct)];

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<NoticeFor?> For(
        ThreadPlace place,
        ThreadSide side,
        SharedMessage message,
        Earlier? before,
        MemberCard reader,
        bool named,
        CancellationToken ct
    )
    {
        var outside = reader.Partner is not null;
        var shown = outside ? await fields.ForPartner(side.Partner, reader.Person.Id, ct) : Projection.Everything;
        if (!ThreadPlace.Opens(shown))
            return null;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var link = outside
            ? await access.IssueLink(
                LinkKind.Follow,
                reader.Person.Id,
                side.Partner,
                place.Subject,
                clock.GetUtcNow().AddDays(LinkDays),
                ct
            ) + "/messages"
            : address.Of(place.StaffPath);
        var title = place.TitleFor(shown);
        var org = message.ByStaff ? workspace.Name : side.Name;
        var door = await doors.Address(reader.Person.Id, place.Subject, side.Partner, ct);
        var mine = named || reader.Person.Id == side.Submitter || reader.Person.Id == side.Manager || (!outside && side.Manager is null);
        return new(
            new MailDraft(
                $"message:{message.Id.Value:N}",
                place.Subject,
                reader.Person.Id,
                reader.Person.Email,
                reader.Person.Name,
                title is null ? place.Number : $"{place.Number}: {title}",
                $"{message.AuthorName} of {org} {(named ? "names you" : "wrote")} on {place.InWords}",
                [
                    .. Lines(message.Text),
                    door is null
                        ? "Answer in the conversation; both sides read it."
                        : $"Answer this mail, or in the conversation. {workspace.Name} and {side.Name} both read it.",
                ],
                [],
                ("Open the conversation", link),
                named ? $"You get this because {message.AuthorName} named you."
                    : outside ? $"You get this because you take part in {place.InWords}."
                    : $"You get this because you look after {side.Name} or have written here."
            )
            {
                Headers = Headers(place, message, before, reader.Person.Id, door),
            },
            mine ? Concern.Own : Concern.Collaborating,
            side.Partner,
            title is null ? place.Number : $"{place.Number} · {title}"
        );
    }

    // By these the mails of one conversation stand together in any mail program.
    private List<(string Name, string Value)> Headers(
        ThreadPlace place,
        SharedMessage message,
        Earlier? before,
        PersonId reader,
        string? door
    )
    {
        if (settings.Domain is not { } domain)
            return [];
        var root = $"<thread-{place.Subject.Id:N}@{domain}>";
        var last =
            before is null ? root
            : before.OutsideId is { } own ? $"<{own}>"
            : $"<message-{before.Id.Value:N}.{reader.Value:N}@{domain}>";
        var headers = new List<(string, string)>
        {
            ("Message-ID", $"<message-{message.Id.Value:N}.{reader.Value:N}@{domain}>"),
            ("In-Reply-To", last),
            ("References", last == root ? root : $"{root} {last}"),
        };
        if (door is not null)
            headers.Add(("Reply-To", door));
        return headers;
    }
}
