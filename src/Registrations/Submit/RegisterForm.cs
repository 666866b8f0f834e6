using Entente.Registrations.Rules;
using Entente.Ui.Forms;

namespace Entente.Registrations.Submit;

/// <summary>The form as the browser sends it.</summary>
public class RegisterForm
{
    public string? SubmissionId { get; set; }
    public string? Kind { get; set; }
    public string? Company { get; set; }
    public string? Domain { get; set; }
    public string? Country { get; set; }
    public string? ContactName { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactRole { get; set; }
    public string? Problem { get; set; }
    public string? Stage { get; set; }
    public string? Amount { get; set; }
    public string? CloseDate { get; set; }
    public string? Product { get; set; }
    public bool Consent { get; set; }

    public bool IsLead => string.Equals(Kind, nameof(RegistrationKind.Lead), StringComparison.OrdinalIgnoreCase);

    public ClaimInput Claim =>
        new(
            IsLead ? RegistrationKind.Lead : RegistrationKind.Deal,
            Company,
            Domain,
            Country,
            ContactName,
            ContactEmail,
            ContactRole,
            Problem,
            Stage,
            Amount,
            null,
            CloseDate,
            Product,
            Consent
        );

    /// <summary>The form that sends this claim.</summary>
    public static RegisterForm Of(ClaimInput claim) =>
        new()
        {
            Kind = claim.Kind.ToString(),
            Company = claim.Company,
            Domain = claim.Domain,
            Country = claim.Country,
            ContactName = claim.ContactName,
            ContactEmail = claim.ContactEmail,
            ContactRole = claim.ContactRole,
            Problem = claim.Problem,
            Stage = claim.Stage,
            Amount = claim.Amount,
            CloseDate = claim.CloseDate,
            Product = claim.Product,
            Consent = claim.Consent,
        };

    public static IReadOnlyList<Option> Stages { get; } =
    [.. Enum.GetValues<StageGuess>().Select(s => new Option(s.ToString(), s.Words()))];

    /// <summary>Where partners usually sell; the field takes any ISO code.</summary>
    public static IReadOnlyList<Option> Countries { get; } =
    [
        .. System
            .Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.SpecificCultures)
            .Select(c => new System.Globalization.RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
            .GroupBy(r => r.TwoLetterISORegionName)
            .Select(g => new Option(g.Key, g.First().EnglishName))
            .OrderBy(o => o.Label, StringComparer.Ordinal),
    ];
}
