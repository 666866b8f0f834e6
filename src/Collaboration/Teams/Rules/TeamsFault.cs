namespace Entente.Collaboration.Teams.Rules;

/// <summary>What to do when Teams does not take a call.</summary>
public enum TeamsFault
{
    None,

    /// <summary>It was not taken and passes by itself: the same call again, later.</summary>
    Again,

    /// <summary>Nobody knows whether it was taken. Teams shows a bot no history to look it up in: it is not said again.</summary>
    Unsure,

    /// <summary>The same call will never be taken.</summary>
    GiveUp,

    /// <summary>The conversation is deleted, or the bot was taken out of it.</summary>
    Gone,

    /// <summary>Microsoft does not take the app’s keys: somebody has to mend them.</summary>
    Disconnected,
}

/// <summary>Sorts what the Bot Connector answers (learn.microsoft.com, “Status codes from bot conversational APIs”). Pure.</summary>
public static class TeamsFaults
{
    public static TeamsFault Of(int status) =>
        status switch
        {
            >= 200 and < 300 => TeamsFault.None,
            401 => TeamsFault.Disconnected,
            403 or 404 => TeamsFault.Gone,
            408 or 500 or 502 or 504 => TeamsFault.Unsure,
            412 or 429 or 503 => TeamsFault.Again,
            _ => TeamsFault.GiveUp,
        };

    /// <summary>Why a channel is closed to us, for whoever mends it.</summary>
    public static string Words(string why) =>
        why switch
        {
            "channelDeleted" or "404" => "gone in Teams",
            "teamDeleted" => "its team is gone in Teams",
            "teamArchived" => "its team is archived in Teams",
            _ => "closed to the bot: add it to the team again",
        };

    /// <summary>Why Microsoft gives no token, for whoever mends it.</summary>
    /// <param name="error">The member <c>error</c>, and the number that begins what is told beside it: <c>AADSTS7000215</c>.</param>
    public static string SignIn(string error, string told) =>
        told.StartsWith("AADSTS7000222", StringComparison.Ordinal)
            ? "The client secret has run out: make a new one in Entra and copy it here."
        : told.StartsWith("AADSTS7000215", StringComparison.Ordinal) || error == "invalid_client"
            ? "Microsoft does not take the client secret: copy its value, not its id."
        : told.StartsWith("AADSTS700016", StringComparison.Ordinal) || error == "unauthorized_client"
            ? "There is no such app in this organisation: check the app id and the tenant."
        : told.StartsWith("AADSTS90002", StringComparison.Ordinal) ? "There is no such tenant: check the tenant id."
        : error.Length == 0 ? "Microsoft gives the app no token."
        : $"Microsoft gives the app no token ({error}).";
}
