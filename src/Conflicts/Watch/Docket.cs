using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Entente.Registrations.Guard;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Watch;

/// <summary>
/// Puts signals into cases: a new one opens a case, or joins the one that is open for the company. A signal is raised once; one whose case had
/// fallen away and that is seen again brings it back. Only stages: the caller saves.
/// </summary>
internal sealed class Docket(
    EntenteDb db,
    Surroundings surroundings,
    ClaimContests contests,
    PipelineApi pipeline,
    DirectDealGuard guard,
    CompanyVerdicts verdicts,
    Numbers numbers
)
{
    public async Task Look(
        IReadOnlyCollection<RegistrationId> claims,
        IReadOnlyCollection<OpportunityCard> deals,
        IReadOnlyCollection<OwnerChangeFact> changes,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (claims.Count + deals.Count == 0)
            return;
        var companies = await surroundings.Of(claims, deals, changes, now, ct);
        // Nearly always one claim stands alone and nothing else is known of the company.
        var crowded = companies
            .Where(c =>
                c.Facts.Claims.Count + c.Facts.Deals.Count > 1
                || c.Facts.Deals.Any(d => d.Named.Count > 0)
                || c.Facts.OwnerChanges.Count > 0
                || c.Facts.Incumbents.Count > 0
                || (c.Facts.Claims.Count + c.Facts.Deals.Count > 0 && c.Facts.Ended.Count + c.Facts.Complaints.Count > 0)
            )
            .ToList();
        if (crowded.Count == 0)
            return;
        var terms = await contests.Terms(ct);
        var watch = new WatchTerms(terms.Rules.ActiveDays, terms.Calendar.DateAt(now));
        foreach (var company in crowded)
        {
            var signals = Signals.Of(company.Facts, watch, now);
            if (signals.Count > 0)
                await Put(company, Parties.Of(company.Facts, watch, now), signals, terms, now, ct);
        }
    }

    /// <summary>Closes the cases in which nobody competes any more.</summary>
    public async Task CloseEmpty(DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Set<CaseSide>()
            .Where(s => db.Set<ConflictCase>().Any(c => c.Id == s.CaseId && c.Status != CaseStatus.Resolved))
            .AsNoTracking()
            .ToListAsync(ct);
        if (open.Count == 0)
            return;
        var claims = (
            await contests.These([.. open.Select(s => s.Registration).OfType<Guid>().Select(g => new RegistrationId(g))], ct)
        ).ToDictionary(c => c.Id.Value);
        var deals = await pipeline.Cards([.. open.Select(s => s.Opportunity).OfType<Guid>().Select(g => new OpportunityId(g))], ct);
        var complained = await Complained(open, ct);
        var lingering = claims
            .Values.Where(c => Lingering.HoldsPrices(c.Lapsed, c.PricesUntil, now) || complained.Contains(c.Id.Value))
            .Select(c => c.Id.Value)
            .ToHashSet();
        var said = (
            await verdicts.Around(
                [.. claims.Values.Select(c => c.Mark), .. deals.Values.Select(d => d.Account).OfType<AccountId>().Select(CompanyMark.Of)],
                ct
            )
        ).Pairs;
        foreach (var sides in open.GroupBy(s => s.CaseId))
        {
            var claimed = sides
                .Where(s => Stands(s, claims, deals, lingering))
                .Select(s => s.Registration)
                .OfType<Guid>()
                .Select(g => claims[g].Mark)
                .ToList();
            var left = sides.Where(s => Stands(s, claims, deals, lingering) && !KeptApart(s, claimed, deals, said)).ToList();
            if (left.Count >= 2)
                continue;
            var ended = await db.Set<ConflictCase>()
                .Include(c => c.Keys)
                .Include(c => c.Appeals)
                .AsSplitQuery()
                .SingleAsync(c => c.Id == sides.Key, ct);
            ended.FallAway(left is [var only] ? $"Only {only.Name} is left." : "Nobody is left who wants it.", now);
        }
    }

    private async Task<HashSet<Guid>> Complained(List<CaseSide> sides, CancellationToken ct)
    {
        var claims = sides.Select(s => s.Registration).Where(r => r is not null).Distinct().ToArray();
        return
        [
            .. await db.Set<Complaint>()
                .Where(c => c.Upheld == null && claims.Contains(c.Registration))
                .Select(c => c.Registration!.Value)
                .ToListAsync(ct),
        ];
    }

    private static bool Stands(
        CaseSide side,
        Dictionary<Guid, ContestedClaim> claims,
        IReadOnlyDictionary<OpportunityId, OpportunityCard> deals,
        HashSet<Guid> lingering
    ) =>
        side.Registration is { } claim
            ? claims.TryGetValue(claim, out var found) && (found.Stands || lingering.Contains(claim))
            : side.Opportunity is not { } deal
                || (deals.TryGetValue(new(deal), out var card) && card is { State: OpportunityState.Open, Gone: false });

    // A deal on an account of which people said that none of the case's standing claims is about it.
    private static bool KeptApart(
        CaseSide side,
        List<string> claimed,
        IReadOnlyDictionary<OpportunityId, OpportunityCard> deals,
        KnownPairs said
    ) =>
        side is { Registration: null, Opportunity: { } deal }
        && claimed.Count > 0
        && deals.GetValueOrDefault(new(deal))?.Account is { } account
        && claimed.TrueForAll(mark => said.Of(mark, CompanyMark.Of(account)) is false);

    private async Task Put(
        Company company,
        IReadOnlyList<Party> parties,
        IReadOnlyList<Signal> signals,
        ContestTerms terms,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var keys = company.Keys;
        var raised = signals.Select(s => s.Key).ToList();
        var seen = await db.Set<CaseSignal>().Where(s => raised.Contains(s.Key)).Select(s => new { s.Key, s.CaseId }).ToListAsync(ct);
        var fresh = signals.Where(s => seen.TrueForAll(k => k.Key != s.Key)).ToList();
        // What was seen long before is not asked about now: the rep is asked when the deal is opened.
        await guard.Ask(
            [
                .. fresh
                    .Where(s => s is { Code: SignalCode.DirectOnProtected, Beside: not null })
                    .Select(s => (new RegistrationId(s.Beside!.Value.Claim), new OpportunityId(s.Beside.Value.Deal))),
            ],
            ct
        );
        var mine = await With(db.Set<ConflictCase>())
            .FirstOrDefaultAsync(c => c.Status != CaseStatus.Resolved && c.Keys.Any(k => k.IsOpen && keys.Contains(k.Value)), ct);
        if (mine is not null)
        {
            mine.See(await Free(keys, mine.Id, ct), parties, fresh, now);
            return;
        }
        if (fresh.Count > 0)
        {
            var number = $"CF-{await numbers.Next("conflict", 1, ct)}";
            db.Add(ConflictCase.Open(number, company.Facts.Company, keys, parties, fresh, terms, now));
            return;
        }
        var cases = seen.Select(s => s.CaseId).Distinct().ToList();
        var fell = await With(db.Set<ConflictCase>())
            .Where(c => cases.Contains(c.Id) && c.End == CaseEnd.FellAway)
            .OrderByDescending(c => c.ResolvedAt)
            .FirstOrDefaultAsync(ct);
        // What a person decided stays decided, however long the two go on.
        if (
            fell is not null
            && !await db.Set<ConflictCase>()
                .AnyAsync(c => cases.Contains(c.Id) && c.End == CaseEnd.Decided && c.ResolvedAt > fell.ResolvedAt, ct)
        )
            fell.ComeBack(terms, now);
    }

    // Two companies may turn out to be one; what another open case has stays with it.
    private async Task<IReadOnlyList<string>> Free(IReadOnlyList<string> keys, ConflictId mine, CancellationToken ct)
    {
        var taken = await db.Set<CaseKey>()
            .Where(k => k.IsOpen && k.CaseId != mine && keys.Contains(k.Value))
            .Select(k => k.Value)
            .ToListAsync(ct);
        return [.. keys.Except(taken)];
    }

    private static IQueryable<ConflictCase> With(IQueryable<ConflictCase> cases) =>
        cases.Include(c => c.Keys).Include(c => c.Signals).Include(c => c.Sides).Include(c => c.Appeals).AsSplitQuery();
}
