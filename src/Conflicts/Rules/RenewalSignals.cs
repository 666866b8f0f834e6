namespace Entente.Conflicts.Rules;

/// <summary>
/// Renewals whose owner is not settled (CON-4): an open deal with a customer that a partner serves, in which that partner has no part. The case
/// opens early enough to be settled ninety days before the renewal.
/// </summary>
internal static class RenewalSignals
{
    /// <summary>The first day on which the case is open; null: the deal has no date.</summary>
    public static DateOnly? OpensOn(DateOnly? closes) => closes?.AddDays(-(WatchTerms.SettledDays + WatchTerms.LeadDays));

    /// <summary>By when its owner is settled.</summary>
    public static DateOnly SettledBy(DateOnly closes) => closes.AddDays(-WatchTerms.SettledDays);

    public static IEnumerable<Signal> Of(IReadOnlyList<DealFact> deals, IReadOnlyList<IncumbentFact> incumbents, WatchTerms terms) =>
        from deal in deals
        from incumbent in incumbents
        where deal.CloseDate is not null && !deal.Partners.Any(p => p.Partner == incumbent.Partner)
        let closes = deal.CloseDate!.Value
        // A deal that began before the partner had won is not its renewal.
        where deal.CreatedAt > incumbent.Since && OpensOn(closes) <= terms.Today && terms.Today <= closes
        select new Signal(
            ConflictKind.Renewal,
            SignalCode.RenewalUnsettled,
            $"renewal:{deal.Id:N}:{incumbent.Partner.Value:N}",
            $"{incumbent.Name} serves this customer since {Signals.Day(incumbent.Since)} and has no part in “{deal.Name}”, which renews on {Signals.Day(closes)}.",
            [new("Settled by", Signals.Day(SettledBy(closes))), new(incumbent.Name, $"Serves it since {Signals.Day(incumbent.Since)}")]
        );
}
