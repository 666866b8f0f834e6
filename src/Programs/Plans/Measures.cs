using Entente.Crm;
using Entente.Partners;
using Entente.Programs.Rules;

namespace Entente.Programs.Plans;

/// <summary>What this house can measure of partners.</summary>
public sealed class Measures(IEnumerable<IScorecardSource> sources, PartnersApi partners, CrmApi crm)
{
    public IReadOnlyDictionary<string, ScoreFact> Facts { get; } =
        sources.SelectMany(s => s.Facts).ToDictionary(f => f.Key, StringComparer.Ordinal);

    /// <summary>Facts of which only the present is known.</summary>
    public IReadOnlySet<string> Standing => Facts.Values.Where(f => f.Standing).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Fields that hold a number on at least one partner's company in the CRM; null: no CRM is connected.</summary>
    public async Task<IReadOnlySet<string>?> CrmFields(CancellationToken ct)
    {
        if (await crm.Connection(ct) is null)
            return null;
        var companies = (await partners.All(entering: true, ct)).Select(p => p.Account).OfType<AccountId>().ToHashSet();
        return (await crm.Numbers(companies, ct)).Values.SelectMany(n => n.Keys).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Why this plan cannot be published, by field; empty when it can.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Wrong(TierPlan plan, CancellationToken ct) =>
        PlanCheck.Wrong(plan, Facts, plan.Criteria.Any(c => c.Kind is CriterionKind.CrmField) ? await CrmFields(ct) : null);
}
