using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Confirm;

/// <summary>SEC-7, once a day: opens the quarter's rounds, reminds, and hands late ones to the partner's manager.</summary>
internal sealed class RunReviews(EntenteDb db, AccessApi access, Notices notices, Workspaces workspaces, PublicAddress address) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var policy = await db.Set<AccessPolicy>().SingleOrDefaultAsync(ct) ?? new();
        if (!policy.Confirm)
            return;
        var quarter = TeamConfirmation.QuarterOf(now);
        var people = (await access.AllPartnerPeople(ct)).Where(m => m.Active).ToLookup(m => m.Partner!.Value);
        var reviews = await db.Set<TeamReview>().Where(r => r.Quarter == quarter || r.DoneAt == null).ToListAsync(ct);
        foreach (var partner in await db.Set<Partner>().ToListAsync(ct))
        {
            if (!Lifecycle.MayEnter(partner.Status) || !people[partner.Id].Any())
                continue;
            if (!reviews.Exists(r => r.PartnerId == partner.Id && r.Quarter == quarter))
            {
                db.Add(TeamReview.Open(partner.Id, now));
                await db.SaveChangesAsync(ct);
            }
            foreach (var review in reviews.Where(r => r.PartnerId == partner.Id))
                await Mind(partner, review, [.. people[partner.Id]], policy, now, ct);
        }
        if (!await db.Set<SafelistReview>().AnyAsync(r => r.Quarter == quarter, ct))
            db.Add(
                new SafelistReview
                {
                    Quarter = quarter,
                    OpenedAt = now,
                    DueAt = now + TeamConfirmation.Given,
                }
            );
        await db.SaveChangesAsync(ct);
    }

    private async Task Mind(
        Partner partner,
        TeamReview review,
        IReadOnlyList<MemberCard> team,
        AccessPolicy policy,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        switch (TeamConfirmation.Next(review.DueAt, review.Reminded, review.DoneAt is not null, review.EscalatedAt is not null, now))
        {
            case ConfirmationStep.Remind:
                review.Remind(TeamConfirmation.Wanted(review.DueAt, now));
                var admins = new List<NoticeFor>();
                foreach (var admin in team.Where(m => m.PartnerRole is PartnerRole.Admin))
                    admins.Add(new(await ToAdmin(admin, review, ct), Concern.Own, partner.Id, "Your team", review.DueAt));
                await notices.Tell(NoticeEvents.ConfirmTeam, admins, ct);
                await db.SaveChangesAsync(ct);
                break;
            case ConfirmationStep.Escalate:
                await Escalate(partner, review, team, policy, now, ct);
                break;
        }
    }

    private async Task Escalate(
        Partner partner,
        TeamReview review,
        IReadOnlyList<MemberCard> team,
        AccessPolicy policy,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var said = await db.Set<TeamAnswer>()
            .Where(a => a.PartnerId == partner.Id && a.Quarter == review.Quarter)
            .Select(a => a.PersonId)
            .ToListAsync(ct);
        // Who joined after the round had opened was just invited: that is confirmation enough.
        var open = team.Where(m => !said.Contains(m.Person.Id) && m.Since <= review.OpenedAt).ToList();
        review.Escalate(now);
        if (policy.SuspendUnconfirmed)
            foreach (var member in open)
                await access.Suspend(member.Person.Id, ct, AccessEnd.Unconfirmed);
        if (partner.Manager is { } manager && (await access.People([manager], ct)).GetValueOrDefault(manager) is { } to)
            await notices.Tell(
                NoticeEvents.TeamUnconfirmed,
                new NoticeFor(
                    await ToManager(to, partner, review, open.Count, policy.SuspendUnconfirmed, ct),
                    Concern.Own,
                    partner.Id,
                    partner.Name
                ),
                ct
            );
        await db.Because($"Nobody confirmed the team for {review.Quarter} in time").SaveChangesAsync(ct);
    }

    private async Task<MailDraft> ToAdmin(MemberCard admin, TeamReview review, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        return new(
            Once: $"confirm-team:{review.PartnerId.Value:N}:{review.Quarter}:{review.Reminded}",
            About: new("team_review", review.PartnerId.Value),
            admin.Person.Id,
            admin.Person.Email,
            admin.Person.Name,
            Subject: $"Confirm your team at {workspace.Name} by {Day(review.DueAt)}",
            Verdict: "Who is still on your team?",
            Paragraphs: ["Once a quarter you say of everybody on your team whether they keep their access. It takes a minute."],
            Facts: [("By", Day(review.DueAt))],
            Button: ("Confirm the team", address.Of($"/w/{workspace.Slug}/portal/access")),
            Why: "You get this because you are an admin of your team."
        );
    }

    private async Task<MailDraft> ToManager(
        PersonCard manager,
        Partner partner,
        TeamReview review,
        int open,
        bool suspended,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        return new(
            Once: $"team-unconfirmed:{partner.Id.Value:N}:{review.Quarter}",
            About: new(PartnersApi.SubjectKind, partner.Id.Value),
            manager.Id,
            manager.Email,
            manager.Name,
            Subject: $"{partner.Name} did not confirm its team for {review.Quarter}",
            Verdict: $"{partner.Name} did not confirm its team",
            Paragraphs:
            [
                suspended
                    ? "The access of everybody who was not confirmed rests now. Bring it back where it should not."
                    : "Their access stays as it is. Ask the partner’s admin, or confirm the team with them.",
            ],
            Facts: [("Not confirmed", open.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Was due", Day(review.DueAt))],
            Button: ("Look at the team", address.Of(PartnerLooks.PartnerHref(workspace.Slug, partner.Id) + "/access")),
            Why: "You get this because you look after this partner."
        );
    }

    private static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
