using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Registrations.Contests;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Remind;

/// <summary>Reminds of complaints at half of their promise, and escalates to owners and admins when it is broken. Each in a transaction of its own.</summary>
internal sealed class RemindComplaints(EntenteDb db, ClaimContests contests, ComplaintStaffMails mails)
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var due = await db.Set<Complaint>()
            .Where(c => c.NextReminderAt <= now)
            .OrderBy(c => c.NextReminderAt)
            .Select(c => c.Number)
            .ToListAsync(ct);
        if (due.Count == 0)
            return;
        var terms = await contests.Terms(ct);
        await EachDue.Run(db, due.Select(number => new DueAct(number, () => Remind(number, terms, now, ct))), ct);
    }

    private async Task Remind(string number, ContestTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        // Whoever answers it at the same moment goes first or second, never between.
        await using var held = await db.Hold([$"complaint:{number}"], ct);
        var one = await db.Set<Complaint>().SingleAsync(c => c.Number == number, ct);
        var before = one.Reminded;
        var mark = one.Remind(terms.Calendar, now);
        if (mark > before)
            await mails.Remind(one, mark, ct);
        await held.Save(ct);
    }
}

/// <summary>A complaint came: told to those who may answer it, and to whoever brought it.</summary>
internal sealed class TellOfComplaints(EntenteDb db, ComplaintStaffMails staff, ComplaintMails partner) : IHandle<ComplaintMade>
{
    public async Task Handle(ComplaintMade what, Telling telling, CancellationToken ct)
    {
        var one = await db.Set<Complaint>().AsNoTracking().SingleAsync(c => c.Id == what.Complaint, ct);
        // Answered before anybody was told that it came: the answer says all.
        if (one.Upheld is not null)
            return;
        await staff.Made(one, ct);
        await partner.Received(one, ct);
    }
}

/// <summary>
/// Mails to staff about complaints: the partner's manager, else owners and admins, of those who may answer; all of them when the promise is broken.
/// </summary>
internal sealed class ComplaintStaffMails(
    AccessApi access,
    PartnersApi partners,
    ComplaintDeciders deciders,
    Notices notices,
    PublicAddress address,
    Workspaces workspaces,
    Actor actor
)
{
    public Task Made(Complaint one, CancellationToken ct) =>
        Send(one, late: false, "made", $"{one.Number}: a partner complains", "Somebody who did not decide about it answers.", ct);

    public Task Remind(Complaint one, CaseMark mark, CancellationToken ct) =>
        mark is CaseMark.Late
            ? Send(one, late: true, "late", $"{one.Number} is overdue", "You are told because a promise of your program is broken.", ct)
            : Send(one, late: false, "half", $"{one.Number} waits for an answer", "Half of the time is used.", ct);

    private async Task Send(Complaint one, bool late, string what, string subject, string words, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(one.PartnerId, ct);
        var about = one.RegistrationNumber is { } number ? $"about {number}" : "about how it is treated";
        await notices.Tell(
            late ? ComplaintNotices.Late : ComplaintNotices.Due,
            [
                .. (await Readers(one, partner, late, ct)).Select(reader => new NoticeFor(
                    new MailDraft(
                        $"complaint-{what}:{one.Id.Value:N}",
                        one.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        $"{subject}: {partner?.Name ?? "A partner"}",
                        $"{partner?.Name ?? "A partner"} complains {about}: {one.Reason.Words().ToLowerInvariant()}.",
                        [words],
                        [("Due", Format.Moment(one.DueAt, new Reader(one.DueAt, workspace.Zone)))],
                        ("Open the complaint", address.Of($"/w/{workspace.Slug}/conflicts/complaints/{one.Number}")),
                        "You get this because you may answer it."
                    ),
                    Concern.Own,
                    one.PartnerId,
                    one.Number,
                    one.DueAt
                )),
            ],
            ct
        );
    }

    private async Task<IReadOnlyList<MemberCard>> Readers(Complaint one, PartnerCard? partner, bool late, CancellationToken ct)
    {
        var decided = await deciders.Of(one, ct);
        var may = (await access.StaffFor(one.PartnerId, ct))
            .Where(m => m.May(Permissions.DecideRegistrations) && Complaining.MayAnswer(m.Person.Id, decided))
            .ToList();
        var near = may.FindAll(m => m.Person.Id == partner?.Manager);
        var heads = may.FindAll(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin);
        return late ? [.. near.Union(heads)]
            : near.Count > 0 ? near
            : heads.Count > 0 ? heads
            : may;
    }
}
