using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Ui.Forms;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Submit;

/// <summary>The form as the browser sends it.</summary>
public class RegisterForm
{
    public string? SubmissionId { get; set; }

    /// <summary><c>keep</c>: not sent, only kept for later.</summary>
    public string? Act { get; set; }
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

    public string? Incumbent { get; set; }
    public string? SecondPartner { get; set; }
    public string? SecondRole { get; set; }
    public string? Discount { get; set; }

    /// <summary>Values of the CRM's own fields, by key; taken from the post by <see cref="Take"/>.</summary>
    public IReadOnlyDictionary<string, string?> Custom { get; private set; } = new Dictionary<string, string?>();

    /// <summary>A deal, unless another kind is named.</summary>
    public RegistrationKind KindOf => Kinds.Read(Kind) ?? RegistrationKind.Deal;

    private const string CustomPrefix = "Input.Custom.";

    /// <summary>Takes the CRM's own fields out of the post: their names are the form's to say, not this class's. Several choices are one value.</summary>
    public void Take(HttpRequest request)
    {
        if (request.HasFormContentType)
            Custom = request
                .Form.Where(f => f.Key.StartsWith(CustomPrefix, StringComparison.Ordinal))
                .ToDictionary(
                    f => f.Key[CustomPrefix.Length..],
                    f => (string?)string.Join(';', f.Value.AsEnumerable()),
                    StringComparer.Ordinal
                );
    }

    /// <summary>What stands in a field.</summary>
    public string? Typed(string key) => FormFields.Of(Claim, key);

    public ClaimInput Claim =>
        new(
            KindOf,
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
        )
        {
            Incumbent = Incumbent,
            SecondPartner = SecondPartner,
            SecondRole = SecondRole,
            Discount = Discount,
            Custom = Custom,
        };

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
            Incumbent = claim.Incumbent,
            SecondPartner = claim.SecondPartner,
            SecondRole = claim.SecondRole,
            Discount = claim.Discount,
            Custom = claim.Custom ?? new Dictionary<string, string?>(),
        };

    public static IReadOnlyList<Option> Stages { get; } =
    [.. Enum.GetValues<StageGuess>().Select(s => new Option(s.ToString(), s.Words()))];

    public static IReadOnlyList<Option> Incumbents { get; } =
    [
        new(nameof(Rules.Incumbent.Claimant), "We do"),
        new(nameof(Rules.Incumbent.Direct), "The vendor itself"),
        new(nameof(Rules.Incumbent.Other), "Another partner"),
        new(nameof(Rules.Incumbent.Unknown), "We do not know"),
    ];

    public static IReadOnlyList<Option> SecondRoles { get; } =
    [.. Enum.GetValues<Rules.SecondRole>().Select(r => new Option(r.ToString(), r.Words()))];

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
