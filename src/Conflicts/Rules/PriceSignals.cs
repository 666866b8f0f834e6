using System.Globalization;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Conflicts.Rules;

/// <summary>
/// What two sides are promised, ask or quote for one customer (CON-2): prices held for both or beyond a protection, a discount far above the other's, one quote twice. Pure,
/// and the same in whatever order the facts are listed.
/// </summary>
internal static class PriceSignals
{
    /// <summary>Basis points above what the other side has or asks.</summary>
    public const int UnusualPoints = 500;

    /// <summary>Amounts that differ by no more than one in so many are one quote.</summary>
    public const int AlikeOneIn = 100;

    /// <summary>Two quotes of one request close within so many days of each other.</summary>
    public const int AlikeDays = 30;

    public static IEnumerable<Signal> Of(List<ClaimFact> claims, List<DealFact> deals, string company, DateTimeOffset now) =>
        [
            .. HeldTwice(claims, company, now),
            .. Unusual(claims, company),
            .. QuotedTwice(claims, company),
            .. QuotedBeside(claims, deals, company),
        ];

    private static IEnumerable<Signal> HeldTwice(List<ClaimFact> claims, string company, DateTimeOffset now) =>
        from pair in Rivals(claims.FindAll(c => c.Offer.HeldUntil > now))
        select new Signal(
            Signals.Between(pair.A.Motion, pair.B.Motion),
            SignalCode.PricesHeldTwice,
            $"prices:{pair.A.Id:N}:{pair.B.Id:N}",
            $"Prices for {company} are held for {pair.A.PartnerName} ({pair.A.Number}) and for {pair.B.PartnerName} ({pair.B.Number}).",
            [Held(pair.A), Held(pair.B)]
        );

    /// <summary>The protection of a claim is over, its prices are held on, and another partner's claim is alive.</summary>
    /// <param name="ended">Claims that stand no more.</param>
    public static IEnumerable<Signal> Outlasting(List<ClaimFact> claims, List<ClaimFact> ended, string company, DateTimeOffset now) =>
        from holder in claims.Concat(ended).DistinctBy(c => c.Id)
        where Lingering.HoldsPrices(holder.Lapsed, holder.Offer.HeldUntil, now)
        from rival in claims
        where rival.Partner != holder.Partner && !rival.Lapsed
        // Where both are held and both stand, it is said already.
        where !(claims.Contains(holder) && rival.Offer.HeldUntil > now)
        select new Signal(
            Signals.Between(holder.Motion, rival.Motion),
            SignalCode.PricesOutlast,
            $"outlast:{holder.Id:N}:{rival.Id:N}",
            $"{holder.PartnerName} ({holder.Number}) is protected at {company} no more, its prices are still held, and {rival.PartnerName} claims it with {rival.Number}.",
            [Held(holder), new(rival.Number, $"Claimed {Signals.Day(rival.ClaimedAt)}")]
        );

    // Far above every rival that has or asks for a discount: whoever asks for one alone is judged by the policy's band.
    private static IEnumerable<Signal> Unusual(List<ClaimFact> claims, string company) =>
        from claim in claims
        where claim.Offer.Discount is not null
        let asked = claim.Offer.Discount!.Value
        let rival = claims
            .Where(c => c.Partner != claim.Partner && c.Offer.Level is not null)
            .OrderByDescending(c => c.Offer.Level)
            .ThenBy(c => c.Id)
            .FirstOrDefault()
        where rival is not null && asked - rival.Offer.Level >= UnusualPoints
        select new Signal(
            Signals.Between(claim.Motion, rival.Motion),
            SignalCode.UnusualDiscount,
            // Asked anew, higher: a new signal.
            $"discount:{claim.Id:N}:{asked.ToString(CultureInfo.InvariantCulture)}",
            $"{claim.PartnerName} asks for {Percent(asked)} on {company} with {claim.Number}; {rival.PartnerName} has or asks for {Percent(rival.Offer.Level!.Value)}.",
            [new(claim.Number, $"Asks for {Percent(asked)}"), new(rival.Number, $"Has or asks for {Percent(rival.Offer.Level!.Value)}")]
        );

    private static IEnumerable<Signal> QuotedTwice(List<ClaimFact> claims, string company) =>
        from pair in Rivals(claims)
        where IsAlike((pair.A.Offer.Amount, pair.A.Offer.Closes), (pair.B.Offer.Amount, pair.B.Offer.Closes))
        select new Signal(
            Signals.Between(pair.A.Motion, pair.B.Motion),
            SignalCode.DuplicateQuotes,
            $"quotes:{pair.A.Id:N}:{pair.B.Id:N}",
            $"{pair.A.PartnerName} ({pair.A.Number}) and {pair.B.PartnerName} ({pair.B.Number}) quote {company} the same.",
            [Quote(pair.A), Quote(pair.B)]
        );

    private static IEnumerable<Signal> QuotedBeside(List<ClaimFact> claims, List<DealFact> deals, string company) =>
        from claim in claims
        from deal in deals
        where deal.IsDirect && deal.Id != claim.Deal
        where IsAlike((claim.Offer.Amount, claim.Offer.Closes), (deal.Amount, deal.CloseDate))
        select new Signal(
            ConflictKind.Vertical,
            SignalCode.DuplicateQuotes,
            $"quotes:{claim.Id:N}:{deal.Id:N}",
            $"{claim.PartnerName} ({claim.Number}) and direct sales (“{deal.Name}”) quote {company} the same.",
            [Quote(claim), new(deal.Name, Words(deal.Amount!.Value))]
        );

    /// <summary>Nearly the same amount of one currency, to close at about the same time; what has no amount is like nothing.</summary>
    public static bool IsAlike((Money? Amount, DateOnly? Closes) one, (Money? Amount, DateOnly? Closes) other) =>
        one.Amount is { Minor: > 0 } a
        && other.Amount is { Minor: > 0 } b
        && a.Currency == b.Currency
        && Math.Abs(a.Minor - b.Minor) <= Math.Max(a.Minor, b.Minor) / AlikeOneIn
        && (one.Closes is not { } soon || other.Closes is not { } late || Math.Abs(soon.DayNumber - late.DayNumber) <= AlikeDays);

    private static IEnumerable<(ClaimFact A, ClaimFact B)> Rivals(List<ClaimFact> claims) =>
        Signals.Pairs(claims).Where(p => p.A.Partner != p.B.Partner);

    private static SignalFact Held(ClaimFact claim) => new(claim.Number, $"Prices held until {Signals.Day(claim.Offer.HeldUntil!.Value)}");

    private static SignalFact Quote(ClaimFact claim) => new(claim.Number, Words(claim.Offer.Amount!.Value));

    private static string Words(Money amount) => Format.Money(amount);

    private static string Percent(int points) => Format.Percent(new(points / 100m));
}
