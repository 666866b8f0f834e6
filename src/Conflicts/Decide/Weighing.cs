using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Conflicts.Watch;
using Entente.Crm;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Registrations;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Decide;

/// <summary>A case as it stands now: who is left, and how the hierarchy in force rules.</summary>
/// <param name="Gone">Sides of the case that want the company no more.</param>
internal sealed record Weighed(IReadOnlyList<Party> Parties, IReadOnlyList<CaseSide> Gone, LadderRuling Ruling, ContestTerms Terms);

/// <summary>Weighs a case by the present facts, for the page and for the decision alike.</summary>
internal sealed class Weighing(Surroundings surroundings, ClaimContests contests, PipelineApi pipeline)
{
    public async Task<Weighed> Of(ConflictCase one, DateTimeOffset now, CancellationToken ct)
    {
        var terms = await contests.Terms(ct);
        var claims = one.Sides.Select(s => s.Registration).OfType<Guid>().Select(g => new RegistrationId(g)).ToList();
        var deals = await pipeline.Cards([.. one.Sides.Select(s => s.Opportunity).OfType<Guid>().Select(g => new OpportunityId(g))], ct);
        var companies = await surroundings.Of(claims, [.. deals.Values], [], now, ct);
        var watch = new WatchTerms(terms.Rules.ActiveDays, terms.Calendar.DateAt(now));
        var sides = one.Sides.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        // Only who is a side of this case: others on a company that looks alike have nothing to do with it.
        var parties = companies
            .SelectMany(c => Parties.Of(c.Facts, watch, now))
            .Where(p => sides.Contains(p.Key))
            .DistinctBy(p => p.Key)
            .ToList();
        // An owner's change has no deal of its own on the vendor's side.
        if (
            one.Sides.Find(s => s.Key == Party.DirectKey) is { } direct
            && !parties.Exists(p => p.Key == Party.DirectKey)
            && Open(direct, deals)
        )
            parties.Add(new(Party.DirectKey, null, direct.Name, null, null, direct.Opportunity, null, null, null, null));
        var left = parties.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        return new(
            parties,
            [.. one.Sides.Where(s => !left.Contains(s.Key))],
            Ladder.Of(parties, terms.Rules, terms.Calendar, terms.Policy),
            terms
        );
    }

    private static bool Open(CaseSide side, IReadOnlyDictionary<OpportunityId, OpportunityCard> deals) =>
        side.Opportunity is { } deal && deals.TryGetValue(new(deal), out var card) && card is { State: OpportunityState.Open, Gone: false };
}
