using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>What an owner is told of their task, through the one door; only while they read the record. Only stages.</summary>
internal sealed class TaskNotices(
    EntenteDb db,
    ThreadHosts hosts,
    ReadersOf readersOf,
    AccessApi access,
    PublicAddress address,
    Fields fields,
    Notices notices,
    Workspaces workspaces,
    TimeProvider clock
)
{
    private const int LinkDays = 60;

    /// <param name="once">Which occurrence this is: nobody is told it twice.</param>
    /// <returns>False: they do not read it, and are told nothing.</returns>
    public async Task<bool> Tell(TalkTask task, PersonId owner, string once, string headline, CancellationToken ct)
    {
        var with = task.IsShared ? task.PartnerId : (PartnerId?)null;
        if (
            await hosts.Find(task.Subject, ct) is not { } place
            || !(await readersOf.Load(place, db.Workspace, ct)).Of(with).Any(r => r.Id == owner)
            || (await access.Members([owner], ct)).FirstOrDefault() is not { Active: true } reader
        )
            return false;
        // A role that sees no messages is told of none.
        var shown = reader.Partner is { } outside ? await fields.ForPartner(outside, owner, ct) : Projection.Everything;
        if (!ThreadPlace.Opens(shown))
            return false;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var link = reader.Partner is { } theirs
            ? await access.IssueLink(LinkKind.Follow, owner, theirs, place.Subject, clock.GetUtcNow().AddDays(LinkDays), ct) + "/messages"
            : address.Of(place.StaffPath);
        var title = place.TitleFor(shown);
        await notices.Tell(
            NoticeEvents.Task,
            new NoticeFor(
                new MailDraft(
                    once,
                    place.Subject,
                    owner,
                    reader.Person.Email,
                    reader.Person.Name,
                    title is null ? place.Number : $"{place.Number}: {title}",
                    $"{headline}: {task.Title}",
                    [
                        $"On {place.InWords}, until {Format.DateWithin(task.Due, workspace.DayOf(clock.GetUtcNow()))}. Mark it as done in the conversation.",
                    ],
                    [],
                    ("Open the conversation", link),
                    "You get this because the task is yours."
                ),
                Concern.Own,
                with ?? (place.Sides.Count == 1 ? place.Sides[0].Partner : null),
                title is null ? place.Number : $"{place.Number} · {title}",
                LocalTime.EndOf(task.Due, workspace.Zone)
            ),
            ct
        );
        return true;
    }
}
