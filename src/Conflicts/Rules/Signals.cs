using System.Globalization;

namespace Entente.Conflicts.Rules;

/// <summary>What of a company's facts is a signal of a conflict (CON-2). Pure, and the same in whatever order the facts are listed.</summary>
internal static class Signals
{
    public static IReadOnlyList<Signal> Of(CompanyFacts facts, WatchTerms terms, DateTimeOffset now)
    {
        var claims = facts.Claims.OrderBy(c => c.Id).ToList();
        var deals = facts.Deals.OrderBy(d => d.Id).ToList();
        Signal[] found =
        [
            .. TwoClaims(claims, facts.Company),
            .. Expiring(claims, facts.Company, now),
            .. Direct(claims, deals, terms, now),
            .. TwoDeals(deals, claims),
            .. PriceSignals.Of(claims, deals, facts.Company, now),
            .. PriceSignals.Outlasting(claims, [.. facts.Ended.OrderBy(c => c.Id)], facts.Company, now),
            .. ComplaintSignals.Of(facts.Complaints, claims, deals, facts.Company),
            .. Missing(deals),
            .. OwnerChanged(deals, facts.OwnerChanges),
            .. Incumbents(claims, facts),
            .. RenewalSignals.Of(deals, facts.Incumbents, terms),
            .. Duplicates(facts),
        ];
        return [.. found.OrderBy(s => s.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<Signal> TwoClaims(List<ClaimFact> claims, string company) =>
        from pair in Pairs(claims)
        where pair.A.Partner != pair.B.Partner
        let first = pair.A.ClaimedAt <= pair.B.ClaimedAt ? pair.A : pair.B
        let second = first == pair.A ? pair.B : pair.A
        select new Signal(
            Between(pair.A.Motion, pair.B.Motion),
            SignalCode.TwoClaims,
            $"claims:{pair.A.Id:N}:{pair.B.Id:N}",
            $"{first.PartnerName} ({first.Number}) and {second.PartnerName} ({second.Number}) both claim {company}.",
            [new(first.Number, $"Claimed {Day(first.ClaimedAt)}"), new(second.Number, $"Claimed {Day(second.ClaimedAt)}")]
        );

    private static IEnumerable<Signal> Expiring(List<ClaimFact> claims, string company, DateTimeOffset now) =>
        from holder in claims
        where holder is { Protects: true, ProtectedUntil: not null }
        let until = holder.ProtectedUntil!.Value
        where until > now && until <= now.AddDays(WatchTerms.ExpiringDays)
        let rival = claims.Where(c => c.Partner != holder.Partner).OrderBy(c => c.ClaimedAt).ThenBy(c => c.Id).FirstOrDefault()
        where rival is not null
        select new Signal(
            ConflictKind.Horizontal,
            SignalCode.ExpiringWithRival,
            $"expiring:{holder.Id:N}:{until.UtcDateTime:yyyyMMdd}",
            $"{holder.PartnerName}’s protection of {company} ends {Day(until)}, and {rival.PartnerName} waits with {rival.Number}.",
            [new(holder.Number, $"Protected until {Day(until)}"), new(rival.Number, $"Claimed {Day(rival.ClaimedAt)}")]
        );

    // One signal for a pair of claim and direct deal, named by the gravest of what it may be.
    private static IEnumerable<Signal> Direct(List<ClaimFact> claims, List<DealFact> deals, WatchTerms terms, DateTimeOffset now) =>
        from claim in claims
        from deal in deals
        where deal.IsDirect && deal.Id != claim.Deal
        where now - deal.ChangedAt <= TimeSpan.FromDays(terms.ActiveDays)
        let since = claim.Protects ? claim.ProtectedFrom : null
        let code = Beside(since, deal)
        select new Signal(
            ConflictKind.Vertical,
            code,
            $"direct:{claim.Id:N}:{deal.Id:N}",
            code switch
            {
                SignalCode.DirectOnProtected =>
                    $"{Rep(deal)} opened “{deal.Name}” on {Day(deal.CreatedAt)}, while {claim.Number} of {claim.PartnerName} is protected.",
                SignalCode.DirectTouch =>
                    $"{Rep(deal)} worked on “{deal.Name}” on {Day(deal.ChangedAt)}, while {claim.Number} of {claim.PartnerName} is protected.",
                _ => $"{claim.PartnerName} claims with {claim.Number} a company on which direct sales work: “{deal.Name}”.",
            },
            [new(claim.Number, Standing(claim)), new(deal.Name, $"Opened {Day(deal.CreatedAt)}, last change {Day(deal.ChangedAt)}")]
        )
        {
            Beside = (claim.Id, deal.Id),
        };

    private static string Standing(ClaimFact claim) =>
        claim is { Protects: true, ProtectedFrom: { } from } ? $"Protected since {Day(from)}" : $"Claimed {Day(claim.ClaimedAt)}";

    private static SignalCode Beside(DateTimeOffset? protectedSince, DealFact deal) =>
        protectedSince is not { } since || deal.ChangedAt < since ? SignalCode.ClaimBesideDirect
        : deal.CreatedAt >= since ? SignalCode.DirectOnProtected
        : SignalCode.DirectTouch;

    internal static ConflictKind Between(string motion, string other) =>
        motion == other ? ConflictKind.Horizontal : ConflictKind.MultiChannel;

    private static IEnumerable<Signal> TwoDeals(List<DealFact> deals, List<ClaimFact> claims)
    {
        var claimed = claims.Select(c => c.Deal).OfType<Guid>().ToHashSet();
        return from pair in Pairs(deals)
            // Two claims, or a claim beside a direct deal, say it already.
            where !claimed.Contains(pair.A.Id) && !claimed.Contains(pair.B.Id)
            where (pair.A.Partners.Count > 0 || pair.B.Partners.Count > 0) && !SamePartners(pair.A, pair.B)
            let direct = pair.A.IsDirect || pair.B.IsDirect
            select new Signal(
                direct ? ConflictKind.Vertical : Between(pair.A.Partners[0].Motion, pair.B.Partners[0].Motion),
                SignalCode.TwoDeals,
                $"deals:{pair.A.Id:N}:{pair.B.Id:N}",
                $"Two opportunities stand on one account: “{pair.A.Name}” ({Who(pair.A)}) and “{pair.B.Name}” ({Who(pair.B)}).",
                [new(pair.A.Name, $"Opened {Day(pair.A.CreatedAt)}"), new(pair.B.Name, $"Opened {Day(pair.B.CreatedAt)}")]
            );
    }

    private static IEnumerable<Signal> Missing(List<DealFact> deals) =>
        from deal in deals
        where deal.IsDirect && deal.Named.Count > 0
        select new Signal(
            ConflictKind.Vertical,
            SignalCode.MissingPartner,
            $"missing:{deal.Id:N}",
            $"The CRM names {string.Join(", ", deal.Named.Order(StringComparer.Ordinal))} on “{deal.Name}”, but the deal has no partner fields.",
            [new(deal.Name, $"Owner {deal.Owner ?? "none"}")]
        );

    private static IEnumerable<Signal> OwnerChanged(List<DealFact> deals, IReadOnlyList<OwnerChangeFact> changes) =>
        from change in changes
        join deal in deals on change.Deal equals deal.Id
        where deal.Partners.Count > 0
        select new Signal(
            ConflictKind.Vertical,
            SignalCode.OwnerChanged,
            $"owner:{deal.Id:N}:{change.From}:{change.To}",
            $"“{deal.Name}”, in which {Who(deal)} has a part, went to {change.ToName}.",
            [new(deal.Name, $"Owner now {change.ToName}")]
        );

    private static IEnumerable<Signal> Incumbents(List<ClaimFact> claims, CompanyFacts facts) =>
        from claim in claims
        from incumbent in facts.Incumbents
        where incumbent.Partner != claim.Partner
        select new Signal(
            ConflictKind.Renewal,
            SignalCode.Incumbent,
            $"incumbent:{claim.Id:N}:{incumbent.Partner.Value:N}",
            $"{claim.PartnerName} claims {facts.Company} with {claim.Number}; {incumbent.Name} serves it since {Day(incumbent.Since)}.",
            [new(claim.Number, $"Claimed {Day(claim.ClaimedAt)}"), new(incumbent.Name, $"Serves it since {Day(incumbent.Since)}")]
        );

    // Twice in the CRM matters once somebody works on both, or a partner's claim may land on the wrong one.
    private static IEnumerable<Signal> Duplicates(CompanyFacts facts)
    {
        var busy = facts.Accounts.Where(a => a.Busy).OrderBy(a => a.Id).ToList();
        if (busy.Count < 2 || facts.Claims.Count + facts.Deals.Count(d => !d.IsDirect) == 0)
            yield break;
        yield return new(
            facts.Deals.Any(d => d.IsDirect) ? ConflictKind.Vertical : ConflictKind.Horizontal,
            SignalCode.DuplicateAccounts,
            $"accounts:{busy[0].Id:N}:{busy[1].Id:N}",
            $"The CRM has {facts.Company} {busy.Count.ToString(CultureInfo.InvariantCulture)} times, with open opportunities on each.",
            [.. busy.Select(a => new SignalFact(a.Name, a.Domain ?? "No domain"))]
        );
    }

    internal static IEnumerable<(T A, T B)> Pairs<T>(List<T> all) => all.SelectMany((a, i) => all.Skip(i + 1).Select(b => (a, b)));

    private static bool SamePartners(DealFact a, DealFact b) =>
        a.Partners.Select(p => p.Partner).ToHashSet().SetEquals(b.Partners.Select(p => p.Partner));

    private static string Who(DealFact deal) =>
        deal.IsDirect ? "direct sales" : string.Join(", ", deal.Partners.Select(p => p.Name).Order(StringComparer.Ordinal));

    private static string Rep(DealFact deal) => deal.Owner ?? "Direct sales";

    internal static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    internal static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
