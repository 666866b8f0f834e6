using Entente.Access;
using Entente.Platform.Values;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>Somebody in Slack, as Slack says (<c>users.info</c>).</summary>
/// <param name="Team">Theirs, which is another one than ours for guests of a shared channel.</param>
/// <param name="Email">Null where Slack does not show it.</param>
/// <param name="Confirmed">Slack has seen a mail answered at it.</param>
public sealed record SlackProfile(string User, string Team, string Name, string? Email, bool Confirmed, bool Gone);

/// <summary>Why somebody in Slack is nobody here.</summary>
public enum SlackStranger
{
    None,

    /// <summary>No address, or one that Slack has not seen answered.</summary>
    Unproven,

    /// <summary>Nobody here has that address, or they rest.</summary>
    Unknown,

    /// <summary>Of another company’s Slack, and not in a channel of their own partner.</summary>
    Outside,
}

/// <summary>
/// Who a Slack user is here. By signing in once through a link, or by the address that Slack proved. A user of another company’s Slack has an address that
/// their own admins chose: it is believed for the people of the partner whose channel they write in, and for nobody else. Pure.
/// </summary>
public static class SlackWho
{
    /// <param name="ours">The team that the app was installed in.</param>
    /// <param name="channelOf">The partner whose channel they act in; null: a channel of nobody’s, or a message to us alone.</param>
    /// <param name="byMail">Who has their address here.</param>
    /// <param name="linked">Who signed in for this Slack account.</param>
    public static (MemberCard? Member, SlackStranger Why) Of(
        SlackProfile profile,
        string ours,
        PartnerId? channelOf,
        MemberCard? byMail,
        MemberCard? linked
    )
    {
        if (profile.Gone)
            return (null, SlackStranger.Unknown);
        if (linked is not null)
            return linked.Active ? (linked, SlackStranger.None) : (null, SlackStranger.Unknown);
        if (profile.Email is null || !profile.Confirmed)
            return (null, SlackStranger.Unproven);
        var outside = profile.Team != ours;
        if (byMail is not { Active: true })
            return (null, SlackStranger.Unknown);
        if (outside && (channelOf is null || byMail.Side is not MemberSide.Partner || byMail.Partner != channelOf))
            return (null, SlackStranger.Outside);
        return (byMail, SlackStranger.None);
    }

    /// <summary>What to do, without a word on who is here.</summary>
    public static string Words(SlackStranger why) =>
        why switch
        {
            SlackStranger.Outside => "This works in the channel that your company shares with us, or once you have linked your account.",
            _ => "We do not know yet who you are here. Link your account once, and try again.",
        };
}
