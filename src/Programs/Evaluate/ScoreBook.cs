using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Evaluate;

/// <summary>Gathers what partners are measured by: a handful of questions, however many partners there are.</summary>
public sealed class ScoreBook(EntenteDb db, IEnumerable<IScorecardSource> sources, CrmApi crm, Measures measures)
{
    /// <param name="back">Whole quarters before the last four that are looked at too: for a replay.</param>
    public async Task<ILookup<PartnerId, ScoreRecord>> Read(
        IReadOnlyCollection<PartnerCard> partners,
        IReadOnlyCollection<TierPlan> plans,
        DateOnly day,
        TimeZoneInfo zone,
        CancellationToken ct,
        int back = 0
    )
    {
        var criteria = plans.SelectMany(p => p.Criteria).ToList();
        var ids = partners.Select(p => p.Id).ToHashSet();
        var records = new List<ScoreRecord>();
        foreach (var source in sources)
        {
            var wanted = source.Facts.Select(f => f.Key).Intersect(criteria.Select(c => c.Fact)).ToHashSet(StringComparer.Ordinal);
            if (wanted.Count == 0)
                continue;
            var windows = criteria.Where(c => wanted.Contains(c.Fact)).Select(c => Rules.Windows.Of(c.Window, day).From).ToList();
            var from = windows.Min();
            for (var i = 0; i < back && from > Rules.Windows.Of(CriterionWindow.Lifetime, day).From; i++)
                from = Quarter.Of(from).Previous.First;
            records.AddRange(await source.Read(new(wanted, ids, from, day, zone), ct));
        }
        if (criteria.Exists(c => c.Kind is CriterionKind.People or CriterionKind.Evidence))
            records.AddRange(await Shown(ids, ct));
        if (
            criteria.Where(c => c.Kind is CriterionKind.CrmField).Select(c => c.Fact).ToHashSet(StringComparer.Ordinal) is
            { Count: > 0 } fields
        )
            records.AddRange(await InCrm(partners, fields, ct));
        return records.ToLookup(r => r.Partner);
    }

    public Scored Score(TierPlan plan, IEnumerable<ScoreRecord> records, DateOnly day, IReadOnlyDictionary<string, DateOnly> waived) =>
        Evaluation.Of(plan, records, day, waived, measures.Standing);

    private async Task<IEnumerable<ScoreRecord>> Shown(HashSet<PartnerId> partners, CancellationToken ct)
    {
        var rows = await db.Set<TierEvidence>()
            .AsNoTracking()
            .Where(e => e.State == EvidenceState.Accepted && partners.Contains(e.PartnerId))
            .ToListAsync(ct);
        return rows.Select(e => new ScoreRecord("shown:" + e.Criterion, e.PartnerId, e.Day, new("tier_evidence", e.Id.Value))
        {
            Customer = e.Who.Length > 0 ? e.Who : null,
            Until = e.Until,
        });
    }

    private async Task<IEnumerable<ScoreRecord>> InCrm(
        IReadOnlyCollection<PartnerCard> partners,
        HashSet<string> fields,
        CancellationToken ct
    )
    {
        var companies = partners.Where(p => p.Account is not null).ToLookup(p => p.Account!.Value);
        var numbers = await crm.Numbers([.. companies.Select(c => c.Key)], ct);
        return from company in numbers
            from partner in companies[company.Key]
            from number in company.Value
            where fields.Contains(number.Key)
            select new ScoreRecord("crm:" + number.Key, partner.Id, new DateOnly(2000, 1, 1), new("account", company.Key.Value))
            {
                Number = (long)decimal.Floor(number.Value * 100),
            };
    }
}
