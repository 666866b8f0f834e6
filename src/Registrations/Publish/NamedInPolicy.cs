using Entente.Partners;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Publish;

/// <summary>Beside an entry of the vendor's list of named accounts: the rules of the policy in force that name the same company.</summary>
internal sealed class NamedInPolicy(ClaimWorld world) : INamedAccountRules
{
    public async Task<IReadOnlyList<IReadOnlyList<string>>> Of(IReadOnlyList<NamedCompany> companies, CancellationToken ct)
    {
        var rules = (await world.Terms(ct)).Policy.Rules.Where(r => r.Scope.Names()).ToList();
        return [.. companies.Select(c => Said(NamedAccounts.Keys([c.Name, c.Domain]), rules))];
    }

    private static IReadOnlyList<string> Said(IReadOnlyList<string> keys, List<PolicyRule> rules) =>
        [
            .. rules.Where(r => NamedAccounts.On(r.Scope.Accounts ?? [], keys)).Select(r => $"The policy’s rule “{r.Name}” names it too."),
            .. rules.Where(r => NamedAccounts.On(r.Scope.Except ?? [], keys)).Select(r => $"The policy’s rule “{r.Name}” leaves it out."),
        ];
}
