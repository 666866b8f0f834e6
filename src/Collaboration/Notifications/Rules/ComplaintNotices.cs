using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about complaints over fairness; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class ComplaintNotices
{
    private const string Group = "Conflicts";

    public static NoticeEvent News { get; } =
        new("complaint.news", MemberSide.Partner, Group, "Your complaint", "It has arrived; it is answered.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Due { get; } =
        new(
            "complaint.due",
            MemberSide.Staff,
            Group,
            "A complaint waits for an answer",
            "To those who may answer it: when it comes, and at half of the time."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Late { get; } =
        new("complaint.late", MemberSide.Staff, Group, "A complaint is overdue", "Its promise was not kept; owners and admins hear it too.")
        {
            MayBeOff = false,
            Longest = Cadence.Instant,
            AtOnce = "a promise of the program is broken",
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [News, Due, Late];
}
