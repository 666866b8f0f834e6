namespace Entente.Collaboration.Teams.Rules;

/// <summary>
/// Where Microsoft answers, and which addresses our token may be sent to (learn.microsoft.com, “Authentication with the Bot Connector API”). An activity says
/// itself where it is answered: nothing but Microsoft’s own host is believed. Pure.
/// </summary>
/// <param name="Metadata">Of the Bot Connector’s keys.</param>
/// <param name="SignIn">Where our own token comes from, without the tenant.</param>
/// <param name="Service">The only origin that activities are sent to.</param>
public sealed record TeamsHosts(string Metadata, string SignIn, string Service)
{
    public const string Issuer = "https://api.botframework.com";
    public const string Scope = "https://api.botframework.com/.default";
    public const string ChannelId = "msteams";

    private static readonly TeamsHosts Microsoft = new(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "https://login.microsoftonline.com",
        "https://smba.trafficmanager.net"
    );

    /// <param name="origin">Of a stand-in on this machine; empty: Microsoft itself.</param>
    public static TeamsHosts Of(string origin) =>
        origin.Length == 0 ? Microsoft : new($"{origin}/v1/.well-known/openidconfiguration", origin, origin);

    /// <summary>Nothing, or this very machine: an admin cannot make somebody else speak for Microsoft.</summary>
    public static bool IsOrigin(string origin) =>
        origin.Length == 0
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0);

    /// <summary>Whether activities may be sent there: <c>https://smba.trafficmanager.net/emea/</c>.</summary>
    public bool Serves(string? serviceUrl) =>
        serviceUrl is { Length: > 0 and < 300 }
        && Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0
        && uri.GetLeftPart(UriPartial.Authority).Equals(Service, StringComparison.OrdinalIgnoreCase);
}
