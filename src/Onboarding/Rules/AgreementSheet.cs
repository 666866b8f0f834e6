using System.Security.Cryptography;
using System.Text;
using Entente.Partners;

namespace Entente.Onboarding.Rules;

/// <summary>Whom a version is for: what is left empty asks for nothing.</summary>
public sealed record AgreementAudience(IReadOnlyList<PartnerType> Types, IReadOnlyList<PartnerTier> Tiers)
{
    public static AgreementAudience Everybody { get; } = new([], []);

    public bool Fits(PartnerType type, PartnerTier tier) =>
        (Types.Count == 0 || Types.Contains(type)) && (Tiers.Count == 0 || Tiers.Contains(tier));

    /// <summary><c>All partners</c>; <c>Reseller, Referral partners at Elite</c>.</summary>
    public string Words() =>
        (Types.Count == 0 ? "All partners" : string.Join(", ", Types.Order().Select(t => t.Words())) + " partners")
        + (Tiers.Count == 0 ? "" : " at " + string.Join(", ", Tiers.Order().Select(t => t.Words())));
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
