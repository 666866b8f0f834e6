using Entente.Crm;
using Entente.Partners.Rules;
using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>What other modules may know of a partner.</summary>
/// <param name="Tier">In the default program.</param>
/// <param name="Region">The home region's name; empty when none is given.</param>
/// <param name="Manager">The partner manager on the vendor's side.</param>
/// <param name="Domains">Registrable domains, <c>kestrelquay.example</c>.</param>
/// <param name="Account">The partner's own company in the CRM.</param>
public sealed record PartnerCard(
    PartnerId Id,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    string Region,
    PartnerStatus Status,
    PersonId? Manager,
    IReadOnlyList<string> Domains,
    AccountId? Account,
    DateOnly Since
)
{
    /// <summary>Names of the programs that it takes part in, by name.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>The day on which it was activated; null: Entente has not seen that.</summary>
    public DateOnly? OnboardedOn { get; init; }

    /// <summary>Whether its claims are accepted at all: onboarding, active and at-risk partners may register.</summary>
    public bool MayRegister => Lifecycle.MayRegister(Status);
}
