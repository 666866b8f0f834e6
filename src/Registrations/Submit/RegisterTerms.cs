namespace Entente.Registrations.Submit;

/// <summary>What the form promises, from the policy in force.</summary>
public sealed record RegisterTerms(int DecisionHours, int LeadDays, int DealDays, int HoldDays, string Currency)
{
    internal static async Task<RegisterTerms> Load(ClaimWorld world, CancellationToken ct)
    {
        var (policy, workspace) = ((await world.Terms(ct)).Policy, await world.Workspace(ct));
        return new(policy.DecisionHours, policy.LeadDays, policy.DealDays, policy.HoldDays, workspace.Currency);
    }
}
