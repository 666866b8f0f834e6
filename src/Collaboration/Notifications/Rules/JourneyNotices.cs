using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about onboarding; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class JourneyNotices
{
    private const string Group = "Onboarding";

    public static NoticeEvent Due { get; } =
        new(
            "onboarding.due",
            MemberSide.Partner,
            Group,
            "A step of your onboarding",
            "Three days before it is due, and when it is overdue."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent DueOurs { get; } =
        new(
            "onboarding.due_ours",
            MemberSide.Staff,
            Group,
            "A step of ours in a partner’s onboarding",
            "Three days before it is due, and when it is overdue."
        )
        {
            Longest = Cadence.Daily,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Due, DueOurs];
}
