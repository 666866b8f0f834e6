using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>
/// A shared message is mailed to whom it concerns, besides its author: of the partner the submitter and those who have written here, of the
/// vendor whoever looks after the partner and those who have written here. Each gets an address of their own to answer to.
/// </summary>
internal sealed class TellOthers(
    EntenteDb db,
    ThreadHosts hosts,
    AccessApi access,
    PublicAddress address,
    Fields fields,
    MailQueue queue,
    ReplyDoors doors,
    Workspaces workspaces,
    MailSettings settings,
    TimeProvider clock
) : IHandle<MessageShared>
{
    private const int LinkDays = 180;

    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        var message = await db.Set<SharedMessage>().AsNoTracking().SingleAsync(m => m.Id == what.Message, ct);
        if (await hosts.Find(message.Subject, ct) is not { } place)
            return;
        var earlier = await db.Set<SharedMessage>()
            .AsNoTracking()
            .Where(m =>
                m.SubjectKind == message.SubjectKind && m.SubjectId == message.SubjectId && m.At <= message.At && m.Id != message.Id
            )
            .OrderBy(m => m.At)
            .Select(m => new Earlier(m.Id, m.Author, m.OutsideId))
            .ToListAsync(ct);
        var authors = earlier.Select(e => e.Author).OfType<PersonId>().ToHashSet();
        foreach (var reader in await Readers(place, message, authors, ct))
            await Send(place, message, earlier.LastOrDefault(), reader, ct);
    }

    private sealed record Earlier(MessageId Id, PersonId? Author, string? OutsideId);

    private async Task<IReadOnlyList<MemberCard>> Readers(
        ThreadPlace place,
        SharedMessage message,
        HashSet<PersonId> authors,
        CancellationToken ct
    )
    {
        var partner = (await access.PartnerPeople(place.Partner, ct))
            .Where(m => m.Active && (m.Person.Id == place.Submitter || authors.Contains(m.Person.Id)))
            .ToList();
        var all = (await access.Staff(ct)).Where(m => m.StaffRole is { } r && Permissions.Of(r).Contains(place.ReadPermission)).ToList();
        var staff = all.Where(m => m.Person.Id == place.Manager || authors.Contains(m.Person.Id)).ToList();
        if (staff.Count == 0 && !message.ByStaff)
            staff = [.. all.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)];
        return [.. partner.Concat(staff).Where(m => m.Person.Id != message.Author && m.Person.Id != message.PlacedBy)];
    }

    private async Task Send(ThreadPlace place, SharedMessage message, Earlier? before, MemberCard reader, CancellationToken ct)
    {
        var outside = reader.Partner is not null;
        var shown = outside ? await fields.ForPartner(place.Partner, reader.Person.Id, ct) : Projection.Everything;
        if (!shown.Shows(place.SafeObject, ThreadPlace.MessageField))
            return;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var link = outside
            ? await access.IssueLink(
                LinkKind.Follow,
                reader.Person.Id,
                place.Partner,
                place.Subject,
                clock.GetUtcNow().AddDays(LinkDays),
                ct
            ) + "/messages"
            : address.Of(place.StaffPath);
        var title = shown.Show(place.SafeObject, place.TitleField, place.Title);
        var org = message.ByStaff ? workspace.Name : place.PartnerName;
        var door = await doors.Address(reader.Person.Id, place.Subject, ct);
        await queue.Stage(
            new MailDraft(
                $"message:{message.Id.Value:N}",
                place.Subject,
                reader.Person.Id,
                reader.Person.Email,
                reader.Person.Name,
                title is null ? place.Number : $"{place.Number}: {title}",
                $"{message.AuthorName} of {org} wrote on {place.Number}",
                [
                    .. message.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                    door is null
                        ? "Answer in the conversation; both sides read it."
                        : $"Answer this mail, or in the conversation. {workspace.Name} and {place.PartnerName} both read it.",
                ],
                [],
                ("Open the conversation", link),
                outside
                    ? $"You get this because you take part in {place.Number}."
                    : $"You get this because you look after {place.PartnerName} or have written here."
            )
            {
                Headers = Headers(place, message, before, reader.Person.Id, door),
            },
            ct
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
