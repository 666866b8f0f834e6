using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Submit;

/// <summary>What the form promises and demands, from the policy in force.</summary>
/// <param name="Leads">The policy as it holds for this partner's leads, as far as one can say before the form is filled.</param>
/// <param name="Deals">The same for deals.</param>
/// <param name="Version">Of the policy.</param>
public sealed record RegisterTerms(Policy Leads, Policy Deals, int Version, string Currency)
{
    public int DecisionHours(bool lead) => Of(lead).DecisionHours;

    public int HoldDays(bool lead) => Of(lead).HoldDays;

    public int Days(bool lead) => Of(lead).WindowDays(Kind(lead));

    /// <summary>Whether a claim of this kind may leave the field empty.</summary>
    public bool IsOptional(bool lead, ClaimField field) => !Of(lead).Required(Kind(lead)).Contains(field);

    /// <param name="partner">Who looks at the form; null: what holds for everybody.</param>
    internal static async Task<RegisterTerms> Load(ClaimWorld world, PartnerId? partner, CancellationToken ct)
    {
        var (terms, workspace) = (await world.Terms(ct), await world.Workspace(ct));
        var card = partner is { } id ? await world.Partner(id, ct) : null;
        return new(For(RegistrationKind.Lead), For(RegistrationKind.Deal), terms.Version, workspace.Currency);

        Policy For(RegistrationKind kind) => terms.For(card is null ? new(kind) : Segment.Of(kind, card)).Policy;
    }

    private Policy Of(bool lead) => lead ? Leads : Deals;

    private static RegistrationKind Kind(bool lead) => lead ? RegistrationKind.Lead : RegistrationKind.Deal;
}
