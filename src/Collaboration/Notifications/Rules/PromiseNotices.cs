using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What staff are told about promises to partners; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class PromiseNotices
{
    private const string Group = "Registrations";

    public static NoticeEvent Due { get; } =
        new(
            "promise.due",
            MemberSide.Staff,
            Group,
            "A promise to a partner runs out",
            "An opportunity for its referral, a word after its meeting: at half and at three quarters of the time."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Broken { get; } =
        new("promise.broken", MemberSide.Staff, Group, "A promise to a partner is broken", "What was promised did not come in time.")
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Due, Broken];
}
