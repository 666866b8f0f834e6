using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about reviews of a quarter; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
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
}
