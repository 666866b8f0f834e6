using System.Globalization;
using System.Text;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Reads a typed claim, or says field by field, all at once, what to write instead.</summary>
internal static class ClaimReader
{
    public const int LongestLine = 200;
    public const int LongestText = 4000;
    private const int LongestAddress = 254;
    private const decimal LargestAmount = 1_000_000_000_000m;

    /// <param name="currency">Of the workspace; taken when the claim names none.</param>
    /// <param name="today">In the workspace's zone; a close date must not lie more than a month behind it or ten years ahead.</param>
    /// <param name="demands">What must be filled in; null: only what is written is looked at, as while somebody types.</param>
    /// <param name="sites">The workspace's list of sites that prove nothing; null: the shipped one.</param>
    public static Result<Claim> Read(ClaimInput input, string currency, DateOnly today, Policy? demands = null, SiteList? sites = null) =>
        Read(input, currency, today, demands is null ? null : _ => demands, sites);

    /// <param name="demands">The policy that holds for the claim as far as it could be read.</param>
    public static Result<Claim> Read(
        ClaimInput input,
        string currency,
        DateOnly today,
        Func<Claim, Policy>? demands,
        SiteList? sites = null
    )
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var claim = new Claim(
            input.Kind,
            Line(wrong, "company", input.Company) ?? "",
            Site(wrong, input.Domain, sites),
            Country(wrong, input.Country),
            Line(wrong, "contactName", input.ContactName),
            Address(wrong, input.ContactEmail),
            Line(wrong, "contactRole", input.ContactRole),
            Text(wrong, "problem", input.Problem),
            Chosen<StageGuess>(wrong, "stage", input.Stage),
            Amount(wrong, input.Amount, input.Currency, currency),
            Close(wrong, input.CloseDate, today),
            Line(wrong, "product", input.Product),
            input.Consent
        )
        {
            Incumbent = Chosen<Incumbent>(wrong, "incumbent", input.Incumbent),
            SecondPartner = Line(wrong, "secondPartner", input.SecondPartner),
            SecondRole = Chosen<SecondRole>(wrong, "secondRole", input.SecondRole),
            Discount = Discount(wrong, input.Discount),
            Sites = sites?.About(input.Domain, input.ContactEmail),
        };
        if (claim.Company.Length == 0)
            wrong.TryAdd("company", "Name the customer’s company.");
        // What could not be read stays the message of its field: it is not missing.
        if (demands is not null)
            foreach (var (field, message) in OwnChecks.Lacking(claim, demands(claim)))
                wrong.TryAdd(field, message);
        return wrong.Count == 0 ? claim : Refusals.Unfit(wrong);
    }

    /// <summary>Trimmed, in one line; null when nothing is left. What no database can hold (NUL, half a character) is left out.</summary>
    public static string? OneLine(string? typed) => Clean(typed?.ReplaceLineEndings(" "));

    /// <summary>Trimmed, line breaks as \n.</summary>
    public static string? Lines(string? typed) => Clean(typed?.ReplaceLineEndings("\n"));

    private static string? Clean(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
            if (rune.Value != 0)
                text.Append(rune);
        return text.ToString().Trim() is { Length: > 0 } left ? left : null;
    }

    private static string? Line(Dictionary<string, string> wrong, string field, string? typed) =>
        Within(wrong, field, OneLine(typed), LongestLine);

    private static string? Text(Dictionary<string, string> wrong, string field, string? typed) =>
        Within(wrong, field, Lines(typed), LongestText);

    private static string? Within(Dictionary<string, string> wrong, string field, string? text, int longest)
    {
        if (text?.Length > longest)
            wrong[field] = $"Keep this within {longest} characters; it has {text.Length}.";
        return text;
    }

    private static string? Site(Dictionary<string, string> wrong, string? typed, SiteList? sites)
    {
        if (OneLine(typed) is not { } site)
            return null;
        if (site.Length > LongestAddress || !Domain.TryParse(site, out var domain))
            wrong["domain"] = "Write the website like aldermere.com, or leave it empty.";
        else if (Domain.OfCompany(site, sites) is not null)
            return domain.Value;
        else if (domain.IsFreeMail)
            wrong["domain"] = $"{domain.Value} is a mail service, not the customer’s website. Leave it empty if they have none.";
        else
            wrong["domain"] =
                $"{domain.Value} is not the customer’s own website: anybody has a page there. Leave it empty if they have none.";
        return site;
    }

    private static string? Country(Dictionary<string, string> wrong, string? typed)
    {
        if (OneLine(typed) is not { } country)
            return null;
        if (country.Length != 2 || !country.All(char.IsAsciiLetter))
            wrong["country"] = "Choose the country from the list.";
        return country.ToUpperInvariant();
    }

    private static string? Address(Dictionary<string, string> wrong, string? typed)
    {
        if (OneLine(typed) is not { } address)
            return null;
        if (!LooksLikeAddress(address))
            wrong["contactEmail"] = "This is not an e-mail address. Write it like r.ashdown@aldermere.com.";
        return address;
    }

    // Only what surely cannot be delivered is refused: one @ with something on either side, no spaces, a dot behind it.
    private static bool LooksLikeAddress(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length <= LongestAddress
            && at is > 0 and <= 64
            && address.IndexOf('.', at) > at + 1
            && address[^1] != '.'
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';')
            && address.IndexOf('@') == at;
    }

    private static T? Chosen<T>(Dictionary<string, string> wrong, string field, string? typed)
        where T : struct, Enum
    {
        if (OneLine(typed) is not { } name)
            return null;
        if (Enum.TryParse<T>(name, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen))
            return chosen;
        wrong[field] = field == "stage" ? "Choose one of the stages." : "Choose from the list.";
        return null;
    }

    // A currency stands beside its amount: what is wrong with either is said there.
    private static Money? Amount(Dictionary<string, string> wrong, string? typed, string? named, string usual)
    {
        var currency = OneLine(named) ?? usual;
        if (!Currencies.Knows(currency) && (named is not null || OneLine(typed) is not null))
            wrong["amount"] = "Name an ISO currency that is in use, such as EUR.";
        else if (OneLine(typed) is not { } words)
            return null;
        else if (AmountText.Read(words) is not { } major)
            wrong["amount"] = "Write the amount in figures, such as 84,000.";
        else if (major is <= 0 or > LargestAmount)
            wrong["amount"] = "Write an amount above nought and below a trillion.";
        else
            return Money.FromMajor(major, currency);
        return null;
    }

    private static int? Discount(Dictionary<string, string> wrong, string? typed)
    {
        if (OneLine(typed) is not { } words)
            return null;
        if (PercentText.Read(words) is not { } points)
            wrong["discount"] = "Write the discount in per cent, such as 12.5.";
        else
            return points;
        return null;
    }

    private static DateOnly? Close(Dictionary<string, string> wrong, string? typed, DateOnly today)
    {
        if (OneLine(typed) is not { } words)
            return null;
        if (!DateOnly.TryParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            wrong["closeDate"] = "There is no such date. Write it like 2026-05-29.";
        else if (day < today.AddMonths(-1))
            wrong["closeDate"] = "This lies in the past. When do you expect the order?";
        else if (day > today.AddYears(10))
            wrong["closeDate"] = "This lies more than ten years ahead.";
        else
            return day;
        return null;
    }
}
