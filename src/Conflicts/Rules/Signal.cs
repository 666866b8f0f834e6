namespace Entente.Conflicts.Rules;

/// <summary>What sort of conflict it is (CON-1).</summary>
internal enum ConflictKind
{
    /// <summary>The vendor's own sales against a partner.</summary>
    Vertical,

    /// <summary>Partner against partner.</summary>
    Horizontal,

    /// <summary>Partners of different motions on one customer.</summary>
    MultiChannel,

    /// <summary>Who keeps a customer when its contract is renewed.</summary>
    Renewal,
}

/// <summary>What was seen (CON-2); each name is stored.</summary>
internal enum SignalCode
{
    TwoClaims,
    TwoDeals,
    ClaimBesideDirect,
    DirectOnProtected,
    DirectTouch,
    OwnerChanged,
    MissingPartner,
    ExpiringWithRival,
    Incumbent,
    RenewalUnsettled,
    DuplicateAccounts,
    PricesHeldTwice,
    UnusualDiscount,
    DuplicateQuotes,
    PricesOutlast,
    FairnessComplaint,
}

/// <summary>One fact of a signal, for staff.</summary>
internal sealed record SignalFact(string Label, string Value);

/// <summary>Something that may become, or is, a conflict.</summary>
/// <param name="Key">What makes it this signal: raised once in a workspace, however often it is seen.</param>
/// <param name="Sentence">For staff; names people and partners.</param>
internal sealed record Signal(ConflictKind Kind, SignalCode Code, string Key, string Sentence, IReadOnlyList<SignalFact> Facts)
{
    /// <summary>The claim and the deal beside it, of a signal about direct sales.</summary>
    public (Guid Claim, Guid Deal)? Beside { get; init; }
}

internal static class SignalWords
{
    public static string Words(this ConflictKind kind) =>
        kind switch
        {
            ConflictKind.Vertical => "Direct sales and partner",
            ConflictKind.Horizontal => "Partner and partner",
            ConflictKind.MultiChannel => "Two motions",
            _ => "Renewal",
        };

    public static string Words(this SignalCode code) =>
        code switch
        {
            SignalCode.TwoClaims => "Two claims on one company",
            SignalCode.TwoDeals => "Two opportunities on one account",
            SignalCode.ClaimBesideDirect => "A claim beside a direct opportunity",
            SignalCode.DirectOnProtected => "Direct opportunity on a protected account",
            SignalCode.DirectTouch => "Direct touch on a protected account",
            SignalCode.OwnerChanged => "Sudden change of owner",
            SignalCode.MissingPartner => "Partner fields are missing",
            SignalCode.ExpiringWithRival => "Protection ends while somebody waits",
            SignalCode.Incumbent => "Another partner serves this customer",
            SignalCode.RenewalUnsettled => "Renewal without a settled owner",
            SignalCode.DuplicateAccounts => "Duplicate accounts",
            SignalCode.PricesHeldTwice => "Prices held for two",
            SignalCode.UnusualDiscount => "Unusual discount asked for",
            SignalCode.DuplicateQuotes => "One quote twice",
            SignalCode.PricesOutlast => "Prices still held for a lapsed claim",
            SignalCode.FairnessComplaint => "A complaint about fairness",
            _ => throw new ArgumentOutOfRangeException(nameof(code)),
        };

    /// <summary>Of several signals the kind that weighs most: whatever their order, the case is the same.</summary>
    public static ConflictKind Kind(IEnumerable<ConflictKind> kinds)
    {
        var seen = kinds.ToHashSet();
        ConflictKind[] order = [ConflictKind.Renewal, ConflictKind.Vertical, ConflictKind.MultiChannel, ConflictKind.Horizontal];
        return order.First(seen.Contains);
    }
}
