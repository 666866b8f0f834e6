using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about companies that may become partners; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class RecruitmentNotices
{
    private const string Group = "Recruitment";

    public static NoticeEvent Applied { get; } =
        new(
            "recruitment.applied",
            MemberSide.Staff,
            Group,
            "A company wants to become a partner",
            "A new application, one more of a candidate, or one of a partner that you look after."
        )
        {
            Longest = Cadence.Daily,
        };

    public static NoticeEvent Revisit { get; } =
        new("recruitment.revisit", MemberSide.Staff, Group, "A candidate is to be looked at again", "The day that somebody set has come.")
        {
            Longest = Cadence.Daily,
        };
}
