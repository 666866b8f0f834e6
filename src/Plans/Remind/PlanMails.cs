using System.Globalization;
using Entente.Access;
using Entente.Collaboration.MailActs;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Remind;

/// <summary>Tells people of plans. Nothing of the vendor's own note goes into a mail. Only stages: the caller saves.</summary>
internal sealed class PlanMails(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    Notices notices,
    Workspaces workspaces,
    PublicAddress address,
    MailActKeys keys
)
{
    private readonly Dictionary<(PartnerId, PlanSide), IReadOnlyList<MemberCard>> people = [];

    private const string Why = "You get this because you have a part in this action plan.";

    /// <summary>The partner can read it now: to those who may agree to it, and to whoever has an item.</summary>
    public Task Shared(ActionPlan plan, CancellationToken ct) =>
        Show(
            plan,
            $"plan-shared:{plan.Id.Value:N}",
            "a plan for us both",
            "shares a plan with you",
            "It says who does what until when, on your side and on ours. Look at it, propose what is missing, and agree to it.",
            [.. plan.Items.Select(i => i.OwnerId).OfType<PersonId>()],
            ct
        );

    /// <summary>A target is another one after the yes: to those who may agree to it anew.</summary>
    public Task Again(ActionPlan plan, DateTimeOffset now, CancellationToken ct) =>
        Show(
            plan,
            $"plan-again:{plan.Id.Value:N}:{now.UtcTicks}",
            "to be agreed anew",
            "changed a target of a plan that you agreed to",
            "Nobody is held to what they did not sign: look at the targets, sign what is right, and agree to the plan again.",
            [],
            ct
        );

    private async Task Show(
        ActionPlan plan,
        string once,
        string subject,
        string does,
        string line,
        HashSet<PersonId> owners,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var told = (await People(plan.PartnerId, PlanSide.Partner, ct)).Where(m =>
            owners.Contains(m.Person.Id) || (!m.Restricted && PartnerRights.Of(m.PartnerRole!.Value).Contains(PartnerRights.Appeal))
        );
        await notices.Tell(
            PlanNotices.Shared,
            [
                .. told.Select(m => new NoticeFor(
                    new(
                        once,
                        plan.Id.Subject,
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        $"{plan.Number}: {subject}",
                        $"{workspace.Name} {does}: {plan.Title}",
                        [line],
                        [],
                        ("Open the plan", address.Of($"/w/{workspace.Slug}/portal/plans/{plan.Number}")),
                        Why
                    )
                    {
                        AnswersToPartnership = true,
                    },
                    owners.Contains(m.Person.Id) ? Concern.Own : Concern.Role,
                    plan.PartnerId,
                    $"{plan.Number} · {plan.Title}"
                )),
            ],
            ct
        );
    }

    /// <summary>Nobody has to do it any more: what still waits to be told is not.</summary>
    public Task Over(PlanItem item, CancellationToken ct) => notices.Withdraw(item.Id.Subject, ct);

    /// <summary>It has ended: nobody is asked to look at it any more.</summary>
    public Task Over(ActionPlan plan, CancellationToken ct) => notices.Withdraw(plan.Id.Subject, ct);

    /// <summary>An item is due soon, or was due.</summary>
    /// <returns>False: there is nobody who could be told.</returns>
    public async Task<bool> Remind(ActionPlan plan, PlanItem item, ItemNews news, DateTimeOffset by, CancellationToken ct)
    {
        var readers = await Readers(plan, item, ct);
        if (readers.Count == 0)
            return false;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var (vendor, day) = (item.Side is PlanSide.Vendor, item.DueOn.ToString("d MMMM", CultureInfo.InvariantCulture));
        var says = news is ItemNews.Overdue ? $"was due on {day}" : $"is due on {day}";
        var page = address.Of($"/w/{workspace.Slug}/{(vendor ? "plans" : "portal/plans")}/{plan.Number}");
        await notices.Tell(
            vendor ? PlanNotices.DueOurs : PlanNotices.Due,
            [
                .. readers.Select(m => new NoticeFor(
                    new(
                        $"plan-item:{item.Id.Value:N}:{item.DueOn:yyyyMMdd}:{news}",
                        item.Id.Subject,
                        m.Person.Id,
                        m.Person.Email,
                        m.Person.Name,
                        $"{plan.Number}: {item.Title}",
                        $"“{item.Title}” {says}",
                        [
                            $"It stands in the plan “{plan.Title}”, for {(item.OwnerId == m.Person.Id ? "you" : "your side")} to do.",
                            "If the day does not hold, say so in time: a plan with another day is better than one that nobody believes.",
                        ],
                        [("Plan", plan.Number), ("Due", day)],
                        ("Open the plan", page),
                        Why
                    )
                    {
                        AnswersToPartnership = true,
                        Sections =
                        [
                            new(
                                "Is it done?",
                                [
                                    new(
                                        "Tick it off",
                                        item.WantsEvidence ? "you are asked what shows it" : "you confirm it on the next page",
                                        address.Of(
                                            $"/w/{workspace.Slug}/plans/tick/{keys.Close(m, TickByMail.Act, item.Id.Value, item.Ticks)}"
                                        )
                                    ),
                                ]
                            ),
                        ],
                    },
                    item.OwnerId == m.Person.Id ? Concern.Own : Concern.Role,
                    plan.PartnerId,
                    $"{plan.Number} · {plan.Title}",
                    by
                )),
            ],
            ct
        );
        return true;
    }

    // Asked once for all items of a partner's plans.
    private async Task<IReadOnlyList<MemberCard>> People(PartnerId partner, PlanSide side, CancellationToken ct)
    {
        if (!people.TryGetValue((partner, side), out var known))
            people[(partner, side)] = known = await PlanPeople.Of(access, partner, side, ct);
        return known;
    }

    // The owner while they are there; else the partner manager; of the partner its admins, or else everybody who may tick it and sees the whole plan.
    private async Task<IReadOnlyList<MemberCard>> Readers(ActionPlan plan, PlanItem item, CancellationToken ct)
    {
        var all = await People(plan.PartnerId, item.Side, ct);
        if (all.FirstOrDefault(m => m.Person.Id == item.OwnerId) is { } owner)
            return [owner];
        if (item.Side is PlanSide.Partner)
        {
            IReadOnlyList<MemberCard> whole = [.. all.Where(m => !m.Restricted)];
            return whole.Any(m => m.PartnerRole is PartnerRole.Admin) ? [.. whole.Where(m => m.PartnerRole is PartnerRole.Admin)] : whole;
        }
        var manager = (await partners.Get(plan.PartnerId, ct))?.Manager;
        return all.FirstOrDefault(m => m.Person.Id == manager) is { } one
            ? [one]
            : [.. all.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)];
    }
}
