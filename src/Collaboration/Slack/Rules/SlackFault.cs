using System.Collections.Frozen;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>What to do when Slack does not take a call.</summary>
public enum SlackFault
{
    /// <summary>It passes by itself: the same call again, later.</summary>
    Again,

    /// <summary>The same call will never be taken.</summary>
    GiveUp,

    /// <summary>The channel is gone, or archived, or we were taken out of it.</summary>
    ChannelGone,

    /// <summary>Slack no longer lets us in: somebody has to connect anew.</summary>
    Disconnected,
}

/// <summary>Sorts what Slack’s Web API answers. Pure.</summary>
public static class SlackFaults
{
    private static readonly FrozenSet<string> Passing = FrozenSet.Create(
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "network",
        "unreadable_answer"
    );

    private static readonly FrozenSet<string> Out = FrozenSet.Create(
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "org_login_required",
        "ekm_access_denied",
        "team_access_not_granted",
        "no_permission",
        "app_uninstalled",
        "tokens_revoked"
    );

    private static readonly FrozenSet<string> Gone = FrozenSet.Create(
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "channel_is_archived",
        "mpim_not_found"
    );

    /// <param name="status">Of HTTP; 0: nobody answered.</param>
    /// <param name="error">The member <c>error</c> of an answer with <c>ok: false</c>; empty: there was none.</param>
    public static SlackFault Of(int status, string error) =>
        status is 0 or 408 or 429 or >= 500 || Passing.Contains(error) ? SlackFault.Again
        : Out.Contains(error) || (status == 401 && error.Length == 0) ? SlackFault.Disconnected
        : Gone.Contains(error) ? SlackFault.ChannelGone
        : SlackFault.GiveUp;

    /// <summary>Why we are out, for whoever mends it.</summary>
    public static string Words(string error) =>
        error switch
        {
            "app_uninstalled" => "The app was removed in Slack.",
            "tokens_revoked" or "token_revoked" => "Slack took the app’s token back.",
            "account_inactive" => "The app’s account in Slack is switched off.",
            "token_expired" => "The app’s token has run out.",
            _ => $"Slack lets the app in no more ({error}).",
        };
}
