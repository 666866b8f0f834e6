using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about agreements; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class AgreementNotices
{
    private const string Group = "Agreements";

    public static NoticeEvent Asked { get; } =
        new(
            "agreement.asked",
            MemberSide.Partner,
            Group,
            "An agreement to accept",
            "For those who may accept for the company: a new text, and reminders before registrations wait for it."
        )
        {
            MayBeOff = false,
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Waiting { get; } =
        new(
            "agreement.waiting",
            MemberSide.Staff,
            Group,
            "Partners have not accepted an agreement",
            "Their registrations wait for it: you may want to talk to them."
        )
        {
            Longest = Cadence.Weekly,
        };

    public static IReadOnlyList<NoticeEvent> All { get; } = [Asked, Waiting];
}
