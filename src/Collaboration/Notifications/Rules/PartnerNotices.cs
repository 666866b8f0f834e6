using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about who looks after a partner; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class PartnerNotices
{
    private const string Group = "Partners";

    public static NoticeEvent HandedOver { get; } =
        new(
            "partner.handed_over",
            MemberSide.Staff,
            Group,
            "Partners are handed over",
            "You look after them from now on, or somebody else does instead of you."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent NewManager { get; } =
        new(
            "partner.new_manager",
            MemberSide.Partner,
            TeamNotices.Group,
            "Somebody else looks after you",
            "Your partner manager is another one."
        );

    public static IReadOnlyList<NoticeEvent> All { get; } = [HandedOver, NewManager];
}
