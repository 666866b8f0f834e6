using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Rules.Registrations;

/// <summary>Claims as tests about rules need them: as short as a claim can be, or with everything a deal asks for.</summary>
internal static class Claims
{
    /// <summary>A deal of which no more is known than the company, with consent.</summary>
    public static Claim Bare(string company, string? domain = null, string? country = null) =>
        new(RegistrationKind.Deal, company, domain, country, null, null, null, null, null, null, null, null, Consent: true);

    /// <summary>A deal to which nothing is missing: contact at the company's own domain, problem, stage, amount, date.</summary>
    public static Claim Whole(string company = "Aldermere Foods", string? domain = "aldermere.example") =>
        Bare(company, domain, "GB") with
        {
            ContactName = "R Ashdown",
            ContactEmail = $"r.ashdown@{Bare(domain) ?? Letters(company) + ".example"}",
            Problem = "Trace quality issues",
            Stage = StageGuess.Evaluation,
            Amount = new Money(84_000_00, "EUR"),
            CloseDate = new DateOnly(2026, 5, 29),
        };

    private static string? Bare(string? domain) => domain?.Replace("www.", "", StringComparison.Ordinal);

    private static string Letters(string company) => string.Concat(company.ToLowerInvariant().Where(char.IsAsciiLetter));
}
