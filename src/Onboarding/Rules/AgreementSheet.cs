using System.Security.Cryptography;
using System.Text;
using Entente.Partners;
using Entente.Ui;

namespace Entente.Onboarding.Rules;

/// <summary>A partner as agreements tell partners apart, on a day.</summary>
/// <param name="Segments">Those that it is in, of all that are asked about.</param>
public sealed record Addressee(PartnerType Type, PartnerTier Tier, IReadOnlySet<SegmentId> Segments);

/// <summary>Whom a version is for: what is left empty asks for nothing.</summary>
public sealed record AgreementAudience(IReadOnlyList<PartnerType> Types, IReadOnlyList<PartnerTier> Tiers)
{
    public static AgreementAudience Everybody { get; } = new([], []);

    /// <summary>Segments of partners: whoever is in any of them, as of now.</summary>
    public IReadOnlyList<SegmentId> Segments { get; init; } = [];

    public bool Fits(Addressee who) =>
        (Types.Count == 0 || Types.Contains(who.Type))
        && (Tiers.Count == 0 || Tiers.Contains(who.Tier))
        && (Segments.Count == 0 || Segments.Any(who.Segments.Contains));

    /// <summary><c>All partners</c>; <c>Reseller, Referral partners at Elite</c>; <c>All partners in “Advisory board”</c>.</summary>
    /// <param name="named">What a segment is called; null for one that was removed.</param>
    public string Words(Func<SegmentId, string?> named) =>
        (Types.Count == 0 ? "All partners" : string.Join(", ", Types.Order().Select(t => t.Words())) + " partners")
        + (Tiers.Count == 0 ? "" : " at " + string.Join(", ", Tiers.Order().Select(t => t.Words())))
        + (
            Segments.Count == 0
                ? ""
                : " in " + Format.Listed(Segments.Select(s => named(s) is { } name ? $"“{name}”" : "a segment that was removed"), "or")
        );
}

/// <summary>One version as it is written.</summary>
/// <param name="Text">Plain words; line breaks are kept as they are.</param>
/// <param name="Note">What changed, for those who accepted an earlier one.</param>
/// <param name="EffectiveOn">Null: from the day on which it is published.</param>
/// <param name="GraceDays">Calendar days from that day in which nothing waits for it.</param>
public sealed record AgreementSheet(string Text, string Note, DateOnly? EffectiveOn, int GraceDays, AgreementAudience For)
{
    public static AgreementSheet Empty { get; } = new("", "", null, AgreementCheck.UsualGrace, AgreementAudience.Everybody);

    /// <summary>SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits: what somebody accepted is proven by it.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
