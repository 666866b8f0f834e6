using Entente.Registrations.Rules;

namespace Entente.Registrations.Submit;

/// <summary>What the form promises and demands, from the policy in force.</summary>
public sealed record RegisterTerms(Policy Policy, string Currency)
{
    public int DecisionHours => Policy.DecisionHours;
    public int HoldDays => Policy.HoldDays;

    public int Days(bool lead) => Policy.WindowDays(Kind(lead));

    /// <summary>Whether a claim of this kind may leave the field empty.</summary>
    public bool IsOptional(bool lead, ClaimField field) => !Policy.Required(Kind(lead)).Contains(field);

    internal static async Task<RegisterTerms> Load(ClaimWorld world, CancellationToken ct) =>
        new((await world.Terms(ct)).Policy, (await world.Workspace(ct)).Currency);

    private static RegistrationKind Kind(bool lead) => lead ? RegistrationKind.Lead : RegistrationKind.Deal;
}
