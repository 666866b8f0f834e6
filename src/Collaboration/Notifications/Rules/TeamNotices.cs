using Entente.Access;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What people are told about joining a team; stands in <see cref="NoticeEvents.All"/> with the rest.</summary>
public static class TeamNotices
{
    internal const string Group = "People and access";

    public static NoticeEvent Invited { get; } =
        new(
            "team.invited",
            MemberSide.Partner,
            Group,
            "You are invited",
            "The vendor has put you on your company’s team, and says where to sign in."
        )
        {
            Longest = Cadence.Daily,
        };
}
