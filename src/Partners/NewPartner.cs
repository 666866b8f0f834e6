using Entente.Crm;
using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>What it takes to create a partner.</summary>
/// <param name="Status">Where it starts: prospect to at risk; vendors bring the partners they already have.</param>
/// <param name="Domains">Web addresses, hosts or mail addresses; reduced to registrable domains.</param>
/// <param name="Region">The home region's name, free text.</param>
/// <param name="Territories">Names of territories it is bound to; empty: it may register anywhere.</param>
/// <param name="Account">Its own company in the CRM; null: the only one there with one of its domains, if there is one.</param>
/// <param name="Since">Partner since; default: today (UTC).</param>
/// <param name="Submission">Of the form; the same one again gets the same partner.</param>
public sealed record NewPartner(
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    PartnerStatus Status,
    IReadOnlyList<string> Domains,
    string Region = "",
    IReadOnlyList<string>? Territories = null,
    PersonId? Manager = null,
    AccountId? Account = null,
    DateOnly? Since = null,
    Guid? Submission = null
)
{
    internal const int LongestName = 120;
    internal const int LongestRegion = 60;
    internal const int MostDomains = 20;
}
