using Entente.Platform.Matching;

namespace Entente.Crm.Verdicts;

/// <summary>
/// What a verdict is about: an account of the mirror, or a claim by what it says of its company. A claim that says another name, site or country
/// is another one: nobody has judged it.
/// </summary>
public static class CompanyMark
{
    public const string AccountPrefix = "account:";
    public const string ClaimPrefix = "claim:";
    private const int LongestName = 200;

    /// <summary><c>account:0198…</c>.</summary>
    public static string Of(AccountId account) => AccountPrefix + account.Value.ToString("N");

    /// <summary><c>claim:aldermerefoods|aldermere.example|GB</c>: core name, registrable domain, country; parts may be empty.</summary>
    public static string OfClaim(CompanyRecord claim) =>
        ClaimPrefix + string.Join('|', NameOf(claim), Domain.OfCompany(claim.Domain)?.Value, claim.Country);

    /// <summary>The account that a mark means; null: it means a claim.</summary>
    public static AccountId? Account(string mark) =>
        mark.StartsWith(AccountPrefix, StringComparison.Ordinal) && Guid.TryParseExact(mark[AccountPrefix.Length..], "N", out var id)
            ? new AccountId(id)
            : null;

    /// <summary>The core name of the claim that a mark means; null: it means an account.</summary>
    public static string? ClaimName(string mark) =>
        mark.StartsWith(ClaimPrefix, StringComparison.Ordinal) ? mark[ClaimPrefix.Length..].Split('|')[0] : null;

    /// <summary>The claim that a mark means, in words: <c>Claims on “aldermerefoods”, aldermere.example, GB</c>.</summary>
    public static string ClaimWords(string mark)
    {
        var parts = mark[ClaimPrefix.Length..].Split('|');
        return string.Join(", ", parts.Skip(1).Where(p => p.Length > 0).Prepend($"Claims on “{parts[0]}”"));
    }

    private static string NameOf(CompanyRecord claim) =>
        CompanyName.Of(claim.Name).Key is { Length: > LongestName } key ? key[..LongestName] : CompanyName.Of(claim.Name).Key;
}
