namespace Entente.Pipeline.Credits;

/// <summary>An offer as the browser sends it: a role, a share, some words.</summary>
public sealed record OfferForm(string? Role, string? Share, string? Words);
