using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about reviews of a quarter and meetings of the cadence; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class ReviewNotices
{
    public static NoticeEvent Shared { get; } =
        new(
            "review.shared",
            MemberSide.Partner,
            "Reviews",
            "A review of your quarter",
            "It says what came of the quarter in numbers, before you talk it over."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Meeting { get; } =
        new(
            "meeting.near",
            MemberSide.Partner,
            "Reviews",
            "A meeting with us is near",
            "Three days before a sales review that you see, and when it is moved."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent MeetingOurs { get; } =
        new(
            "meeting.near_ours",
            MemberSide.Staff,
            "Reviews",
            "A meeting that you hold is near",
            "Three days before a sales or pipeline review of yours, and when it is moved."
        )
        {
            Longest = Cadence.Daily,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Shared, Meeting, MeetingOurs];
}
