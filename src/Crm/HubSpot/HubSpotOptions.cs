using Entente.Crm.Http;

namespace Entente.Crm.HubSpot;

/// <param name="Origin"><c>https://api.hubapi.com</c>, or the sandbox's address.</param>
/// <param name="Version">
/// <c>2026-09</c> and the like for date-versioned paths, <c>v3</c> for number-versioned ones, which end in 2027.
/// </param>
/// <param name="Token">Private-app token or service key; opaque, sent as a bearer.</param>
/// <param name="AppSecret">The app's client secret, with which HubSpot signs its webhooks.</param>
internal sealed record HubSpotOptions(Uri Origin, string Version, string Token, string AppSecret)
{
    /// <summary>The OAuth app's id; null when the connection lives on a token that somebody pasted.</summary>
    public string? ClientId { get; init; }

    /// <summary>OAuth: the access that came with the admin's sign-in; used until it is old.</summary>
    public TokenGrant? Begun { get; init; }

    /// <summary>Where an admin signs in: HubSpot's app, or the sandbox itself.</summary>
    public Uri AppOrigin => Origin.IsLoopback ? Origin : new Uri("https://app.hubspot.com");
}
