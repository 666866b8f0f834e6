using Entente.Crm.Mapping;
using Entente.Crm.Port;

namespace Entente.Registrations.Rules.Forms;

/// <summary>The fields of a claim that a form may ask for, by the name of their input. Consent is asked by every form.</summary>
public static class FormFields
{
    public const string Company = "company";
    public const string Domain = "domain";
    public const string Country = "country";
    public const string ContactName = "contactName";
    public const string ContactEmail = "contactEmail";
    public const string ContactRole = "contactRole";
    public const string Problem = "problem";
    public const string Stage = "stage";
    public const string Amount = "amount";
    public const string CloseDate = "closeDate";
    public const string Product = "product";
    public const string Incumbent = "incumbent";
    public const string SecondPartner = "secondPartner";
    public const string SecondRole = "secondRole";
    public const string Discount = "discount";

    public static IReadOnlyList<(string Key, string Label)> All { get; } =
    [
        (Company, "Company"),
        (Domain, "Website"),
        (ContactEmail, "Contact’s work e-mail"),
        (ContactName, "Contact’s name"),
        (ContactRole, "Contact’s role"),
        (Country, "Country"),
        (Amount, "Value per year"),
        (CloseDate, "Expected close"),
        (Problem, "What do they need?"),
        (Stage, "How far is it?"),
        (Product, "Product"),
        (Incumbent, "Who serves them today?"),
        (SecondPartner, "Second partner"),
        (SecondRole, "Part of the second partner"),
        (Discount, "Discount asked for, per cent"),
    ];

    public static bool IsOwn(string key) => All.Any(f => f.Key == key);

    public static string Label(string key) => All.FirstOrDefault(f => f.Key == key).Label ?? key;

    /// <summary>The key of a field of the CRM.</summary>
    public static string OfCrm(CrmObject on, string name) => $"{on.ToString().ToLowerInvariant()}-{name}";

    // What both CRMs allow in a field's own name.
    private static readonly System.Buffers.SearchValues<char> NameChars = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );

    /// <summary>As it was typed, without what no database holds, and without more of the CRM's fields than a form can have.</summary>
    internal static ClaimInput Clean(ClaimInput claim)
    {
        var custom = (claim.Custom ?? new Dictionary<string, string?>())
            .Where(c => Crm(c.Key) is not null && c.Value?.Length <= ClaimReader.LongestText)
            .Take(FormCheck.MostFields)
            .Select(c => c.Key);
        return With(claim, All.Select(f => f.Key).Concat(custom).ToDictionary(k => k, k => ClaimReader.Lines(Of(claim, k)))) with
        {
            Currency = ClaimReader.OneLine(claim.Currency),
        };
    }

    /// <summary>Which field of the CRM a key means; null: none.</summary>
    public static (CrmObject On, string Name)? Crm(string key) =>
        key.IndexOf('-', StringComparison.Ordinal) is var dash
        && dash > 0
        && Enum.TryParse<CrmObject>(key[..dash], ignoreCase: true, out var on)
        && on is (CrmObject.Deal or CrmObject.Account or CrmObject.Contact)
        && key.AsSpan(dash + 1).IndexOfAnyExcept(NameChars) < 0
            ? (on, key[(dash + 1)..])
            : null;

    internal static string? Of(ClaimInput claim, string key) =>
        key switch
        {
            Company => claim.Company,
            Domain => claim.Domain,
            Country => claim.Country,
            ContactName => claim.ContactName,
            ContactEmail => claim.ContactEmail,
            ContactRole => claim.ContactRole,
            Problem => claim.Problem,
            Stage => claim.Stage,
            Amount => claim.Amount,
            CloseDate => claim.CloseDate,
            Product => claim.Product,
            Incumbent => claim.Incumbent,
            SecondPartner => claim.SecondPartner,
            SecondRole => claim.SecondRole,
            Discount => claim.Discount,
            _ => claim.Custom?.GetValueOrDefault(key),
        };

    /// <summary>The claim with only these values; kind, currency and consent stay.</summary>
    internal static ClaimInput With(ClaimInput claim, IReadOnlyDictionary<string, string?> values) =>
        claim with
        {
            Company = values.GetValueOrDefault(Company),
            Domain = values.GetValueOrDefault(Domain),
            Country = values.GetValueOrDefault(Country),
            ContactName = values.GetValueOrDefault(ContactName),
            ContactEmail = values.GetValueOrDefault(ContactEmail),
            ContactRole = values.GetValueOrDefault(ContactRole),
            Problem = values.GetValueOrDefault(Problem),
            Stage = values.GetValueOrDefault(Stage),
            Amount = values.GetValueOrDefault(Amount),
            CloseDate = values.GetValueOrDefault(CloseDate),
            Product = values.GetValueOrDefault(Product),
            Incumbent = values.GetValueOrDefault(Incumbent),
            SecondPartner = values.GetValueOrDefault(SecondPartner),
            SecondRole = values.GetValueOrDefault(SecondRole),
            Discount = values.GetValueOrDefault(Discount),
            Custom = values.Where(v => Crm(v.Key) is not null && v.Value is not null).ToDictionary(v => v.Key, v => v.Value),
        };
}

/// <summary>A field of the CRM as a form can ask for it.</summary>
/// <param name="Options">Of a picklist: those that are active there now.</param>
/// <param name="Required">The CRM refuses a new record without it, and nothing but a form fills it.</param>
public sealed record BoundField(
    string Key,
    string Label,
    CrmFieldType Type,
    IReadOnlyList<(string Value, string Label)> Options,
    bool Restricted,
    bool Required = false
)
{
    public bool Chosen => Type is CrmFieldType.Choice or CrmFieldType.MultiChoice;
}

/// <summary>What of the CRM's schema a form can be bound to: what may be written and is not filled by Entente anyhow.</summary>
internal static class Bindable
{
    /// <param name="mapping">What the workspace has Entente fill besides.</param>
    public static IReadOnlyDictionary<string, BoundField> Of(IEnumerable<CrmSchema> schemas, CrmMapping mapping) =>
        (
            from schema in schemas
            where schema.Kind is CrmObject.Deal or CrmObject.Account or CrmObject.Contact
            from field in schema.Fields
            where
                !field.ReadOnly
                && CrmFields.RawName(field.Key) is not null
                && Takes(field.Type)
                && !field.Name.Contains('-', StringComparison.Ordinal)
            select new BoundField(
                FormFields.OfCrm(schema.Kind, field.Name),
                field.Label,
                field.Type,
                [.. field.Options.Where(o => o.Active).Select(o => (o.Value, o.Label))],
                field.Restricted,
                field.Required && !mapping.Fields.Any(f => f.On == schema.Kind && f.Native == field.Name && f.Writes)
            )
        )
            .DistinctBy(f => f.Key)
            .ToDictionary(f => f.Key, StringComparer.Ordinal);

    private static bool Takes(CrmFieldType type) =>
        type
            is CrmFieldType.Text
                or CrmFieldType.LongText
                or CrmFieldType.Number
                or CrmFieldType.Boolean
                or CrmFieldType.Date
                or CrmFieldType.Choice
                or CrmFieldType.MultiChoice;
}
