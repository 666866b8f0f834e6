using System.Text.Json.Serialization;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Rules;

/// <summary>
/// A claim as it was typed, in whatever channel: form, mail, row of a file. Words, not values: one reader for all channels
/// (<see cref="ClaimReader"/>) says what is wrong with which field.
/// </summary>
/// <param name="Amount">Major units as people write them: <c>84,000</c>, <c>84.000,50</c>, <c>84 000</c>.</param>
/// <param name="CloseDate"><c>2026-05-29</c>.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record ClaimInput(
    RegistrationKind Kind,
    string? Company = null,
    string? Domain = null,
    string? Country = null,
    string? ContactName = null,
    string? ContactEmail = null,
    string? ContactRole = null,
    string? Problem = null,
    string? Stage = null,
    string? Amount = null,
    string? Currency = null,
    string? CloseDate = null,
    string? Product = null,
    bool Consent = false
)
{
    /// <summary>Who serves the customer today: <c>Claimant</c>, <c>Direct</c>, <c>Other</c>, <c>Unknown</c>.</summary>
    public string? Incumbent { get; init; }

    /// <summary>Name of another partner that has a part in it.</summary>
    public string? SecondPartner { get; init; }

    /// <summary><c>Distributor</c>, <c>Services</c>, <c>Referral</c>, <c>Other</c>.</summary>
    public string? SecondRole { get; init; }

    /// <summary>The discount asked for, in per cent: <c>12.5</c>.</summary>
    public string? Discount { get; init; }

    /// <summary>Fields of the CRM that a form asks for, by <see cref="Forms.FormFields.OfCrm"/>; several choices as <c>a;b</c>.</summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }
}

/// <summary>A claim whose every field could be read. Empty is null.</summary>
internal sealed record Claim(
    RegistrationKind Kind,
    string Company,
    string? Domain,
    string? Country,
    string? ContactName,
    string? ContactEmail,
    string? ContactRole,
    string? Problem,
    StageGuess? Stage,
    Money? Amount,
    DateOnly? CloseDate,
    string? Product,
    bool Consent
)
{
    /// <summary>Asked of renewals and expansions.</summary>
    public Incumbent? Incumbent { get; init; }

    /// <summary>For staff: the partner that is named here does not see it.</summary>
    public string? SecondPartner { get; init; }
    public SecondRole? SecondRole { get; init; }

    /// <summary>The discount asked for, basis points.</summary>
    public int? Discount { get; init; }

    /// <summary>Values of the CRM's own fields; null: none.</summary>
    public IReadOnlyList<CustomValue>? Custom { get; init; }

    /// <summary>
    /// What the workspace's list of sites that prove nothing said about its site and address when it was looked at: kept with the facts, so that a replay goes
    /// by the same. Null: the shipped list alone.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SiteList? Sites { get; init; }

    /// <summary>As the engine compares it with others: what it says of the company itself.</summary>
    [JsonIgnore]
    public CompanyRecord Record => new(Company, null, Phone, Domain ?? ContactEmail, Country) { Sites = Sites };

    /// <summary>What a person's word about this claim's company is kept under: every claim that says the same shares it.</summary>
    [JsonIgnore]
    public string Mark => CompanyMark.OfClaim(Record);

    // A form may ask for the account's phone as the CRM holds it.
    private string? Phone =>
        Custom
            ?.FirstOrDefault(c =>
                FormFields.Crm(c.Key) is { On: CrmObject.Account } its && its.Name.Equals("phone", StringComparison.OrdinalIgnoreCase)
            )
            ?.Value;

    public IReadOnlyList<ClaimKey> Keys => ClaimKeys.Of(Company, Domain, ContactEmail, Sites);

    public bool Has(ClaimField field) =>
        field switch
        {
            ClaimField.Domain => Domain is not null,
            ClaimField.Country => Country is not null,
            ClaimField.ContactName => ContactName is not null,
            ClaimField.ContactEmail => ContactEmail is not null,
            ClaimField.ContactRole => ContactRole is not null,
            ClaimField.Problem => Problem is not null,
            ClaimField.Stage => Stage is not null,
            ClaimField.Amount => Amount is not null,
            ClaimField.CloseDate => CloseDate is not null,
            ClaimField.Product => Product is not null,
            ClaimField.Discount => Discount is not null,
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
}

/// <summary>What makes two claims surely the same company: <c>domain:aldermere.example</c>, <c>name:aldermerefoods</c>.</summary>
internal readonly record struct ClaimKey(string Kind, string Value)
{
    public const string Domain = "domain";
    public const string Name = "name";

    public override string ToString() => $"{Kind}:{Value}";
}

/// <summary>The strong keys of a claim: they are locked while it is decided, and compared with <c>=</c>.</summary>
internal static class ClaimKeys
{
    // A longer name than this is no name; the index stays within its limits whatever is typed.
    private const int LongestKey = 200;

    /// <summary>The registrable domain of the site, else of the contact's address (what proves nothing never counts), and the core name.</summary>
    public static IReadOnlyList<ClaimKey> Of(string company, string? domain, string? contactEmail, SiteList? sites = null) =>
        Of(company, (Platform.Matching.Domain.OfCompany(domain, sites) ?? Platform.Matching.Domain.OfCompany(contactEmail, sites))?.Value);

    /// <param name="domain">As the mirror keeps it: what proves nothing by the workspace's own list is left out already.</param>
    public static IReadOnlyList<ClaimKey> OfAccount(string company, string? domain) => Of(company, domain);

    private static IReadOnlyList<ClaimKey> Of(string company, string? domain)
    {
        var keys = new List<ClaimKey>(2);
        if (!string.IsNullOrEmpty(domain))
            keys.Add(new(ClaimKey.Domain, domain));
        var name = CompanyName.Of(company).Key;
        if (name.Length > 0)
            keys.Add(new(ClaimKey.Name, name.Length <= LongestKey ? name : name[..LongestKey]));
        return keys;
    }
}
