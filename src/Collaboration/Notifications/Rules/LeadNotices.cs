using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about leads; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class LeadNotices
{
    private const string Group = "Leads";

    public static NoticeEvent Offered { get; } =
        new(
            "lead.offered",
            MemberSide.Partner,
            Group,
            "A lead for your company",
            "It waits for a yes or a no, and goes on when its time is over."
        )
        {
            Longest = Cadence.Hourly,
        };

    public static NoticeEvent Asked { get; } =
        new(
            "lead.asked",
            MemberSide.Partner,
            Group,
            "A lead of yours moves on",
            "Before it goes to somebody else for want of a word, and when it did."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Nudged { get; } =
        new("lead.nudged", MemberSide.Partner, Group, "How a lead of yours goes", "When you have not told for a while.")
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent InHouse { get; } =
        new("lead.in_house", MemberSide.Staff, Group, "A lead stays in-house", "No partner has it: it waits for one of you.")
        {
            Longest = Cadence.Daily,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Offered, Asked, Nudged, InHouse];
}
