using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about mutual action plans; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class PlanNotices
{
    private const string Group = "Action plans";

    public static NoticeEvent Shared { get; } =
        new("plan.shared", MemberSide.Partner, Group, "A plan for us both", "It says who does what until when, and waits for your yes.")
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Due { get; } =
        new("plan.due", MemberSide.Partner, Group, "An item of a plan is due", "Three days before, and when its day has passed.")
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent DueOurs { get; } =
        new("plan.due_ours", MemberSide.Staff, Group, "An item of a plan is due", "Three days before, and when its day has passed.")
        {
            Longest = Cadence.Daily,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Shared, Due, DueOurs];
}
