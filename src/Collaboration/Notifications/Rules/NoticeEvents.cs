using System.Collections.Frozen;
using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>
/// Everything that people are told about, and may choose how. Sign-in links, factors, what a form asks to confirm and answers to a mail somebody sent
/// are no notices: nobody can switch them off, and they stand in no list.
/// </summary>
public static class NoticeEvents
{
    private const string Registrations = "Registrations";
    private const string Protection = "Protection";
    private const string Conflicts = "Conflicts";
    private const string Team = TeamNotices.Group;
    private const string Tiers = "Tiers";
    private const string News = "News";
    private const string Talk = "Conversations";
    private const string Broken = "a promise of the program is broken";

    public static NoticeEvent Message { get; } =
        new("message", null, Talk, "Somebody writes to you", "A message on a record that you look after, brought or have written on.");

    public static NoticeEvent Mention { get; } =
        new("mention", null, Talk, "Somebody names you", "A message with your name in it, on whatever record.");

    public static NoticeEvent Task { get; } =
        new("task", null, Talk, "A task of yours", "Somebody gives you one; its day has come.") { Longest = Cadence.Daily };

    // Partners.

    public static NoticeEvent Received { get; } =
        new(
            "registration.received",
            MemberSide.Partner,
            Registrations,
            "We have it",
            "Your registration or a new version of it has arrived."
        );

    public static NoticeEvent Decided { get; } =
        new(
            "registration.decided",
            MemberSide.Partner,
            Registrations,
            "It is decided",
            "Approved, declined, withdrawn, or a change of it answered."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Asked { get; } =
        new(
            "registration.asked",
            MemberSide.Partner,
            Registrations,
            "We need something from you",
            "A question that you answer, or the registration lapses."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent AppealNews { get; } =
        new("appeal.news", MemberSide.Partner, Registrations, "Your appeal", "It has arrived; it is answered.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent ProtectionEnding { get; } =
        new("protection.ending", MemberSide.Partner, Protection, "A protection ends soon", "Reminders ahead of the last day.")
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent ProtectionChanged { get; } =
        new("protection.changed", MemberSide.Partner, Protection, "A protection changed", "It was extended or not, released, or has ended.")
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Silent { get; } =
        new(
            "protection.silent",
            MemberSide.Partner,
            Protection,
            "We have not heard from you",
            "Without a line from you, or without evidence where the rules ask for it, the protection is released or ends sooner."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent ConflictLetter { get; } =
        new(
            "conflict.letter",
            MemberSide.Partner,
            Conflicts,
            "How a conflict was settled",
            "What was decided about a customer you work with."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent ConfirmTeam { get; } =
        new("team.confirm", MemberSide.Partner, Team, "Confirm your team", "Once a quarter admins say who keeps their access.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent AccessLapses { get; } =
        new("access.lapses", MemberSide.Partner, Team, "Your access will rest", "Before access that was not used for long is closed.")
        {
            MayBeOff = false,
            Longest = Cadence.Instant,
        };

    public static NoticeEvent TierPlaced { get; } =
        new("tier.placed", MemberSide.Partner, Tiers, "Your tier", "Another tier, a quarter of grace, the answer to an appeal.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent TierNear { get; } =
        new("tier.near", MemberSide.Partner, Tiers, "Close to the next tier", "Once a quarter, when not much is missing.");

    public static NoticeEvent Announcement { get; } =
        new(
            "announcement",
            MemberSide.Partner,
            News,
            "An announcement",
            "News of the program for you; all of it stands in the portal too."
        );

    public static NoticeEvent AnnouncementAsked { get; } =
        new(
            "announcement.asked",
            MemberSide.Partner,
            News,
            "An announcement to confirm",
            "One that you have to confirm by a day, and reminders: after it no registration is taken from you until you did."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    // Staff.

    public static NoticeEvent DecisionDue { get; } =
        new(
            "decision.due",
            MemberSide.Staff,
            Registrations,
            "A registration waits for you",
            "Reminders to whoever looks after the partner, or signs."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent DecisionLate { get; } =
        new(
            "decision.late",
            MemberSide.Staff,
            Registrations,
            "A decision is overdue",
            "The promise to a partner was not kept; owners and admins hear it too."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Instant,
            AtOnce = Broken,
        };

    public static NoticeEvent AppealDue { get; } =
        new("appeal.due", MemberSide.Staff, Registrations, "An appeal waits for an answer", "To those who may answer it.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Requested { get; } =
        new(
            "registration.request",
            MemberSide.Staff,
            Registrations,
            "A partner asks for something",
            "A longer protection, or a look at who has the customer."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent DealGone { get; } =
        new("crm.deal_gone", MemberSide.Staff, Registrations, "A deal was deleted in the CRM", "Of a registration that runs.");

    public static NoticeEvent DirectDeal { get; } =
        new("direct_deal", MemberSide.Staff, Protection, "A deal goes direct on a protected account", "To its owner, who says why.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Probing { get; } =
        new(
            "probing",
            MemberSide.Staff,
            Registrations,
            "A partner looks up many names",
            "To whoever looks after the partner, owners and admins."
        );

    public static NoticeEvent ConflictDue { get; } =
        new("conflict.due", MemberSide.Staff, Conflicts, "A conflict waits for you", "It is new, it needs a plan, or its appeal an answer.")
        {
            MayBeOff = false,
            Longest = Cadence.Hourly,
        };

    public static NoticeEvent ConflictLate { get; } =
        new(
            "conflict.late",
            MemberSide.Staff,
            Conflicts,
            "A conflict is overdue",
            "Its promise was not kept; owners and admins hear it too."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Instant,
            AtOnce = Broken,
        };

    public static NoticeEvent TeamUnconfirmed { get; } =
        new("team.unconfirmed", MemberSide.Staff, Team, "A partner did not confirm its team", "To whoever looks after the partner.");

    /// <summary>In the order in which people read them.</summary>
    public static IReadOnlyList<NoticeEvent> All { get; } =
    [
        Message,
        Mention,
        Task,
        Received,
        Decided,
        Asked,
        AppealNews,
        DecisionDue,
        DecisionLate,
        AppealDue,
        Requested,
        DealGone,
        Probing,
        ProtectionEnding,
        ProtectionChanged,
        Silent,
        DirectDeal,
        .. PromiseNotices.All,
        .. LeadNotices.All,
        RecruitmentNotices.Applied,
        RecruitmentNotices.Revisit,
        .. PlanNotices.All,
        .. ReviewNotices.All,
        .. AgreementNotices.All,
        .. JourneyNotices.All,
        ConflictLetter,
        ConflictDue,
        ConflictLate,
        .. ComplaintNotices.All,
        .. PartnerNotices.All,
        TierPlaced,
        TierNear,
        Announcement,
        AnnouncementAsked,
        ConfirmTeam,
        AccessLapses,
        TeamNotices.Invited,
        TeamUnconfirmed,
    ];

    private static readonly FrozenDictionary<string, NoticeEvent> ByKey = All.ToFrozenDictionary(e => e.Key);

    /// <summary>Null for a name that is no longer one.</summary>
    public static NoticeEvent? Find(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    public static IEnumerable<NoticeEvent> Of(MemberSide side) => All.Where(e => e.IsFor(side));
}
