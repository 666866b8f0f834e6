using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>Asks, once of each deal, why it was opened directly on a protected account. Only stages: the caller saves.</summary>
public sealed class DirectDealGuard
{
    private readonly EntenteDb db;
    private readonly PipelineApi pipeline;
    private readonly CrmApi crm;
    private readonly ClaimContests contests;
    private readonly DirectDealQuery query;
    private readonly CompanyVerdicts verdicts;
    private readonly TimeProvider clock;

    internal DirectDealGuard(
        EntenteDb db,
        PipelineApi pipeline,
        CrmApi crm,
        ClaimContests contests,
        DirectDealQuery query,
        CompanyVerdicts verdicts,
        TimeProvider clock
    ) =>
        (this.db, this.pipeline, this.crm, this.contests, this.query, this.verdicts, this.clock) = (
            db,
            pipeline,
            crm,
            contests,
            query,
            verdicts,
            clock
        );

    /// <summary>Asks of those deals that were not asked about before; of several claims that protect one company the earliest is named.</summary>
    /// <param name="opened">A claim that protects, and the direct deal that was opened meanwhile.</param>
    public async Task Ask(IReadOnlyCollection<(RegistrationId Claim, OpportunityId Deal)> opened, CancellationToken ct)
    {
        if (opened.Count == 0)
            return;
        var ids = opened.Select(o => o.Deal.Value).Distinct().ToArray();
        var known = await db.Set<DirectDealQuestion>()
            .Where(q => ids.Contains(q.OpportunityId))
            .Select(q => q.OpportunityId)
            .ToListAsync(ct);
        known.AddRange(db.Set<DirectDealQuestion>().Local.Select(q => q.OpportunityId));
        var claims = (await contests.These([.. opened.Select(o => o.Claim)], ct)).ToDictionary(c => c.Id);
        var deals = await pipeline.Cards([.. opened.Select(o => o.Deal)], ct);
        var (terms, now) = (await contests.Terms(ct), clock.GetUtcNow());
        foreach (var deal in opened.GroupBy(o => o.Deal).Where(g => !known.Contains(g.Key.Value) && deals.ContainsKey(g.Key)))
        {
            var holder = First(deal.Where(o => claims.ContainsKey(o.Claim)).Select(o => claims[o.Claim]));
            if (holder is not null)
                Stage(deals[deal.Key], holder, terms, now);
        }
    }

    /// <summary>What was asked about these claims' accounts, the newest first. For staff.</summary>
    public Task<IReadOnlyList<DirectDealCard>> About(IReadOnlyCollection<RegistrationId> claims, CancellationToken ct)
    {
        var ids = claims.ToArray();
        return query.Load(q => ids.Contains(q.RegistrationId), ct);
    }

    /// <summary>The claim under whose protection this deal was opened directly; null: there is nothing to ask.</summary>
    internal async Task<ContestedClaim?> Judge(OpportunityCard deal, CancellationToken ct)
    {
        if (!DirectDealQuery.StillDirect(deal) || deal.Account is not { } id)
            return null;
        if ((await crm.Accounts([id], ct)).FirstOrDefault() is not { } account)
            return null;
        var claims = await contests.On([.. ClaimContests.KeysOf(account.Name, account.Domain)], ct);
        var (its, said) = (
            CompanyMark.Of(account.Id),
            (await verdicts.Around([.. claims.Select(c => c.Mark), CompanyMark.Of(account.Id)], ct)).Pairs
        );
        return First(
            claims.Where(c =>
                said.Of(c.Mark, its) is not false
                && DirectDeals.OpenedUnder(
                    c.Protects ? c.ProtectedFrom : null,
                    c.Number,
                    c.Opportunity,
                    deal.Id.Value,
                    deal.Name,
                    deal.CreatedAt
                )
            )
        );
    }

    internal DirectDealQuestion Stage(OpportunityCard deal, ContestedClaim holder, ContestTerms terms, DateTimeOffset now)
    {
        var question = DirectDealQuestion.Ask(deal.Id, deal.Account, holder.Id, DirectDeals.AnswerBy(now, terms.Calendar), now);
        db.Add(question);
        db.Enqueue(new WatchDirectDeal(question.Id.Value));
        return question;
    }

    private static ContestedClaim? First(IEnumerable<ContestedClaim> claims) =>
        claims.OrderBy(c => c.ProtectedFrom).ThenBy(c => c.Id.Value).FirstOrDefault();
}
