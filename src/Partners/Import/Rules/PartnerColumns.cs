namespace Entente.Partners.Import.Rules;

/// <summary>Something of a partner that a column can hold.</summary>
/// <param name="Name">As problems and forms name it.</param>
/// <param name="Names">What columns of it are called: letters and figures alone, small.</param>
internal sealed record PartnerColumn(string Name, string Label, params string[] Names)
{
    /// <param name="whole">The name must be one of <see cref="Names"/>; otherwise it is enough that it contains one of more than five letters.</param>
    public bool Means(string header, bool whole)
    {
        var name = string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return whole ? Names.Contains(name) : Names.Any(n => n.Length > 5 && name.Contains(n, StringComparison.Ordinal));
    }
}

/// <summary>What a file may say of partners, and what people call it in English and German.</summary>
internal static class PartnerColumns
{
    public const string Name = "name";
    public const string Domains = "domains";
    public const string Type = "type";
    public const string Status = "status";
    public const string Tier = "tier";
    public const string Region = "region";
    public const string Manager = "manager";
    public const string Since = "since";
    public const string Company = "company";
    public const string PersonName = "personName";
    public const string PersonFirst = "personFirst";
    public const string PersonLast = "personLast";
    public const string PersonEmail = "personEmail";
    public const string PersonRole = "personRole";

    // Narrow meanings stand first: "Contact name" is nobody's company, "Partner type" no partner's name.
    public static IReadOnlyList<PartnerColumn> All { get; } =
    [
        new(
            PersonEmail,
            "Contact’s e-mail",
            "contactemail",
            "email",
            "emailaddress",
            "mail",
            "contactmail",
            "primarycontactemail",
            "personemail",
            "ansprechpartneremail",
            "ansprechpartnermail",
            "emailadresse",
            "mailadresse",
            "kontaktemail"
        ),
        new(
            Manager,
            "Owner’s e-mail",
            "owner",
            "owneremail",
            "partnermanager",
            "partnermanageremail",
            "channelmanager",
            "accountmanager",
            "companyowner",
            "accountowner",
            "manager",
            "responsible",
            "inhaber",
            "betreuer",
            "partnerbetreuer",
            "verantwortlich",
            "zuständig",
            "partnermanagerin"
        ),
        new(PersonFirst, "Contact’s first name", "firstname", "givenname", "contactfirstname", "vorname"),
        new(PersonLast, "Contact’s last name", "lastname", "surname", "familyname", "contactlastname", "nachname", "familienname"),
        new(
            PersonRole,
            "Contact’s role",
            "contactrole",
            "role",
            "portalrole",
            "personrole",
            "rolle",
            "rolledesansprechpartners",
            "portalrolle"
        ),
        new(
            PersonName,
            "Contact’s name",
            "contact",
            "contactname",
            "contactperson",
            "primarycontact",
            "person",
            "fullname",
            "ansprechpartner",
            "ansprechpartnerin",
            "kontakt",
            "kontaktperson"
        ),
        new(Type, "Type", "type", "partnertype", "kind", "category", "typ", "partnertyp", "art", "partnerart", "kategorie"),
        new(
            Status,
            "Status",
            "status",
            "partnerstatus",
            "stage",
            "partnerstage",
            "lifecycle",
            "lifecyclestage",
            "state",
            "phase",
            "stufederbeziehung",
            "zustand"
        ),
        new(Tier, "Tier", "tier", "partnertier", "level", "partnerlevel", "programtier", "stufe", "partnerstufe", "partnerstatusstufe"),
        new(
            Since,
            "Partner since",
            "since",
            "partnersince",
            "partnershipstart",
            "startdate",
            "start",
            "signedon",
            "signed",
            "joined",
            "seit",
            "partnerseit",
            "beginn",
            "partnerschaftseit",
            "vertragsbeginn"
        ),
        new(
            Company,
            "Company’s id in the CRM",
            "crmid",
            "crmcompanyid",
            "companyid",
            "accountid",
            "recordid",
            "hubspotid",
            "hubspotcompanyid",
            "salesforceid",
            "salesforceaccountid",
            "crmunternehmensid",
            "unternehmensid",
            "datensatzid"
        ),
        new(
            Domains,
            "Web addresses",
            "domain",
            "domains",
            "website",
            "websites",
            "websiteurl",
            "web",
            "url",
            "companydomain",
            "companydomainname",
            "companywebsite",
            "homepage",
            "webseite",
            "webadresse",
            "internet"
        ),
        new(
            Region,
            "Region or country",
            "region",
            "country",
            "countryregion",
            "countrycode",
            "territory",
            "billingcountry",
            "land",
            "gebiet",
            "vertriebsgebiet",
            "bereich"
        ),
        new(
            Name,
            "Partner",
            "name",
            "partner",
            "partnername",
            "company",
            "companyname",
            "account",
            "accountname",
            "organisation",
            "organization",
            "firma",
            "firmenname",
            "unternehmen",
            "unternehmensname",
            "reseller",
            "resellername"
        ),
    ];

    public static string LabelOf(string name) => All.FirstOrDefault(c => c.Name == name)?.Label ?? name;
}
