using System.Collections.Frozen;
using System.Globalization;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Rules;

/// <summary>A field that a column can hold.</summary>
/// <param name="Name">As problems and forms name it.</param>
/// <param name="Names">What columns of it are called: letters and figures alone, small.</param>
internal sealed record ImportField(string Name, string Label, bool StaffOnly, params string[] Names)
{
    /// <param name="whole">The name must be one of <see cref="Names"/>; otherwise it is enough that it contains one of more than four letters.</param>
    public bool Means(string column, bool whole)
    {
        var name = string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return whole ? Names.Contains(name) : Names.Any(n => n.Length > 4 && name.Contains(n, StringComparison.Ordinal));
    }
}

/// <summary>The fields of a claim that a file may hold, and the words that people use in them.</summary>
internal static class ImportFields
{
    public static IReadOnlyList<ImportField> All { get; } =
    [
        new("partner", "Partner", true, "partner", "partnername", "partnerdomain", "partnernumber", "partnerid", "reseller"),
        new(
            "company",
            "Company",
            false,
            "company",
            "companyname",
            "customer",
            "customername",
            "account",
            "accountname",
            "firma",
            "kunde",
            "unternehmen",
            "organisation",
            "organization",
            "société",
            "societe",
            "entreprise",
            "empresa"
        ),
        new("domain", "Website", false, "domain", "website", "web", "url", "companydomain", "companywebsite", "webseite", "siteweb"),
        new("country", "Country", false, "country", "countrycode", "land", "pays", "país", "pais"),
        new(
            "contactEmail",
            "Contact’s e-mail",
            false,
            "contactemail",
            "email",
            "emailaddress",
            "mail",
            "contactmail",
            "ansprechpartneremail"
        ),
        new("contactName", "Contact’s name", false, "contact", "contactname", "name", "fullname", "ansprechpartner", "kontakt", "nom"),
        new("contactRole", "Contact’s role", false, "contactrole", "role", "title", "jobtitle", "position", "funktion"),
        new("amount", "Value", false, "amount", "value", "dealvalue", "dealsize", "betrag", "wert", "montant", "importe"),
        new("currency", "Currency", false, "currency", "currencycode", "währung", "waehrung", "devise", "moneda"),
        new(
            "closeDate",
            "Expected close",
            false,
            "closedate",
            "expectedclose",
            "expectedclosedate",
            "close",
            "closing",
            "abschluss",
            "abschlussdatum"
        ),
        new("stage", "Stage", false, "stage", "dealstage", "phase"),
        new("product", "Product", false, "product", "products", "productinterest", "produkt", "produit"),
        new("problem", "What they need", false, "problem", "need", "needs", "notes", "description", "details", "comments", "bedarf"),
        new(
            "incumbent",
            "Who serves them today",
            false,
            "incumbent",
            "servestoday",
            "currentpartner",
            "currentprovider",
            "bestandspartner"
        ),
        new(
            "secondPartner",
            "Second partner",
            false,
            "secondpartner",
            "otherpartner",
            "partner2",
            "distributor",
            "zweiterpartner",
            "distributeur"
        ),
        new("secondRole", "Part of the second partner", false, "secondrole", "secondpartnerrole", "partofthesecondpartner", "partner2role"),
        new(
            "discount",
            "Discount asked for, per cent",
            false,
            "discount",
            "discountpercent",
            "requesteddiscount",
            "rabatt",
            "remise",
            "descuento"
        ),
        new("kind", "Kind", false, "kind", "type", "registrationtype", "leadordeal"),
        new("consent", "Consent", false, "consent", "optin", "agreed", "einwilligung", "gdprconsent"),
    ];

    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["yes"] = true,
        ["y"] = true,
        ["true"] = true,
        ["1"] = true,
        ["x"] = true,
        ["ja"] = true,
        ["oui"] = true,
        ["sí"] = true,
        ["si"] = true,
        ["no"] = false,
        ["n"] = false,
        ["false"] = false,
        ["0"] = false,
        ["nein"] = false,
        ["non"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Codes = CultureInfo
        .GetCultures(CultureTypes.SpecificCultures)
        .Select(c => new RegionInfo(c.Name))
        .Where(r => r.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
        .SelectMany(r =>
            (IEnumerable<(string, string)>)
                [(r.EnglishName, r.TwoLetterISORegionName), (r.ThreeLetterISORegionName, r.TwoLetterISORegionName)]
        )
        .DistinctBy(c => c.Item1, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(c => c.Item1, c => c.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>Columns that a file may hold besides: the CRM's own fields that published forms ask for.</summary>
    public static IReadOnlyList<ImportField> Of(IEnumerable<BoundField> custom) =>
        [
            .. custom.Select(b => new ImportField(
                b.Key,
                b.Label,
                false,
                Plain(b.Label),
                Plain(b.Key),
                Plain(b.Key[(b.Key.IndexOf('-', StringComparison.Ordinal) + 1)..])
            )),
        ];

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    public static bool YesOrNo(string text, out bool yes) => Words.TryGetValue(text, out yes);

    /// <summary>The code of a country that is named in full or by three letters; anything else as it is.</summary>
    public static string Country(string text) => Codes.GetValueOrDefault(text, text);
}
