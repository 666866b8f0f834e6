using Entente.Platform.Matching;

namespace Entente.Registrations.Rules;

/// <summary>
/// Accounts that a rule names: by their website or their name, as people write them. Which company is on such a list is the vendor's own
/// knowledge: nothing a partner meets before the decision may depend on it.
/// </summary>
internal static class NamedAccounts
{
    public const int Most = 500;

    /// <summary>By what a claim is found on the list: <c>domain:aldermere.example</c> or <c>name:aldermerefoods</c>; null: it names no company.</summary>
    public static string? Key(string account)
    {
        if (account.Contains('.', StringComparison.Ordinal) && Domain.OfCompany(account) is { Value: var domain })
            return new ClaimKey(ClaimKey.Domain, domain).ToString();
        return account.Any(char.IsLetterOrDigit) && CompanyName.Of(account).Key is { Length: > 0 } name
            ? new ClaimKey(ClaimKey.Name, name).ToString()
            : null;
    }

    public static IReadOnlyList<string> Keys(IReadOnlyList<string>? accounts) => [.. (accounts ?? []).Select(Key).OfType<string>()];

    /// <summary>Whether a claim with these keys is on the list.</summary>
    public static bool On(IReadOnlyList<string> accounts, IReadOnlyList<string> keys) => Keys(accounts).Any(keys.Contains);

    /// <summary>Whether one claim can be on both lists: it has one website and one name.</summary>
    public static bool Meet(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var (left, right) = (Keys(a), Keys(b));
        return left.Intersect(right).Any() || left.Any(l => right.Any(r => Kind(l) != Kind(r)));
    }

    /// <summary>Whether the rule is for named accounts, or for all but them.</summary>
    public static bool Names(this Scope scope) => scope.Accounts is { Count: > 0 } || scope.Except is { Count: > 0 };

    private static string Kind(string key) => key.Split(':')[0];
}
