namespace Entente.Crm.Port;

/// <summary>What a field holds.</summary>
public enum CrmFieldType
{
    Text,
    LongText,
    Number,
    Boolean,
    Date,
    Instant,
    Choice,
    MultiChoice,
    Reference,
    Other,
}

/// <summary>A field Entente keeps in the CRM: HubSpot property <c>entente_x</c>, Salesforce field <c>Entente_X__c</c>.</summary>
/// <param name="Name">The neutral name and the HubSpot property: lower case, starts with <c>entente_</c>.</param>
/// <param name="Unique">No two records may hold the same value: what makes a create idempotent.</param>
public sealed record EntenteField(CrmObject On, string Name, string Label, CrmFieldType Type, bool Unique, string Description)
{
    /// <summary>What Entente writes there, when it is one of a few; for mapping it to a picklist of the vendor's own.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary><c>entente_protected_until</c> → <c>Entente_Protected_Until__c</c>.</summary>
    public string SalesforceName => string.Join('_', Name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "__c";
}

/// <summary>The fields the connector creates when they are missing, and how they are called.</summary>
public static class EntenteFields
{
    /// <summary>The HubSpot property group, and the Salesforce permission set that opens the fields.</summary>
    public const string Group = "entente";
    public const string GroupLabel = "Entente";

    /// <summary>Entente's own id of the record; unique in the CRM. A second create with the same value is an update.</summary>
    public const string Id = "entente_id";
    public const string RegistrationNumber = "entente_registration_number";
    public const string RegistrationStatus = "entente_registration_status";
    public const string Partner = "entente_partner";
    public const string PartnerType = "entente_partner_type";
    public const string Motion = "entente_motion";
    public const string Attribution = "entente_attribution";

    /// <summary>The partner's share of the deal in per cent.</summary>
    public const string Share = "entente_share";
    public const string Incumbent = "entente_incumbent";
    public const string ProtectedFrom = "entente_protected_from";
    public const string ProtectedUntil = "entente_protected_until";
    public const string ConflictStatus = "entente_conflict_status";

    /// <summary>For the vendor's people: the conflict's number, what it is about, how it was settled.</summary>
    public const string ConflictNote = "entente_conflict_note";

    /// <summary>In a form's hidden field: whose form it is. Read only.</summary>
    public const string PartnerToken = "entente_partner_token";

    /// <summary>In the same form: the contact agreed to be approached by the partner. Read only.</summary>
    public const string PartnerConsent = "entente_partner_consent";

    /// <summary>The discount that was granted with the approval, in words: <c>5 % to 15 %</c>.</summary>
    public const string DiscountBand = "entente_discount_band";
    public const string PriceList = "entente_price_list";
    public const string PricesUntil = "entente_prices_until";
    public const string Tier = "entente_tier";
    public const string CertificationLevel = "entente_certification_level";
    public const string CertifiedUntil = "entente_certified_until";
    public const string OnboardedOn = "entente_onboarded_on";
    public const string TrainedOn = "entente_trained_on";
    public const string LastPartnerActivity = "entente_last_partner_activity";

    /// <summary>Objects that not every account has: where they are missing, their fields are not made and nobody minds.</summary>
    public static IReadOnlyList<CrmObject> OptionalObjects { get; } = [CrmObject.Lead, CrmObject.Task, CrmObject.Email];

    public static IReadOnlyList<EntenteField> All { get; } =
    [
        Key(CrmObject.Account),
        Key(CrmObject.Contact),
        Key(CrmObject.Deal),
        Key(CrmObject.Note),
        Key(CrmObject.Lead),
        Key(CrmObject.Task),
        Key(CrmObject.Email),
        .. OfForms(CrmObject.Contact),
        // A web-to-lead form makes a lead, not a contact.
        .. OfForms(CrmObject.Lead),
        new(CrmObject.Account, Partner, "Partner", CrmFieldType.Text, false, "The partner who brought this account."),
        .. OfThePartner(CrmObject.Account, "this company"),
        OnDeal(RegistrationNumber, "Registration number", "The case number of the deal registration."),
        OnDeal(RegistrationStatus, "Registration status", "Where the registration stands in Entente.") with
        {
            Values = ["Approved", "Withdrawn", "Released", "Expired", "Revoked", "Won", "Lost"],
        },
        OnDeal(Partner, "Partner", "The partner who registered this deal."),
        OnDeal(Motion, "Motion", "How partner and vendor work this deal together.") with
        {
            Values = ["Referral", "Reseller", "Marketplace", "Services", "Tech / ISV"],
        },
        OnDeal(Attribution, "Partner attribution", "Sourced or influenced.") with
        {
            Values = ["Sourced", "Influenced"],
        },
        OnDeal(Share, "Partner share", "The partner's share of this deal in per cent.", CrmFieldType.Number),
        OnDeal(Incumbent, "Incumbent", "Whether the partner already serves this account.") with
        {
            Values = ["Yes", "No"],
        },
        OnDeal(ConflictStatus, "Conflict status", "Whether another claim stands against this one.") with
        {
            Values = ["none", "risk", "active", "resolved"],
        },
        OnDeal(ConflictNote, "Conflict note", "What the conflict is about and how it was settled.", CrmFieldType.LongText),
        OnDeal(ProtectedFrom, "Protected from", "The first day of the protection.", CrmFieldType.Date),
        OnDeal(ProtectedUntil, "Protected until", "The last day of the protection.", CrmFieldType.Date),
        OnDeal(DiscountBand, "Discount band", "The discount granted with the approval, in per cent."),
        OnDeal(PriceList, "Price list", "The price list that counts for this partner."),
        OnDeal(PricesUntil, "Prices held until", "The last day on which the prices are held.", CrmFieldType.Date),
        .. OfThePartner(CrmObject.Deal, "the partner"),
    ];

    public static IEnumerable<EntenteField> Of(CrmObject kind) => All.Where(f => f.On == kind);

    private static EntenteField[] OfForms(CrmObject on) =>
        [
            new(
                on,
                PartnerToken,
                "Partner token",
                CrmFieldType.Text,
                false,
                "Filled by a form's hidden field: which partner the form belongs to. Entente makes a registration of it."
            ),
            new(
                on,
                PartnerConsent,
                "Partner consent",
                CrmFieldType.Text,
                false,
                "Filled by the same form: yes, when the contact agreed to be approached by the partner."
            ),
        ];

    private static EntenteField Key(CrmObject on) =>
        new(on, Id, "Entente id", CrmFieldType.Text, true, "Set by Entente. Keeps one record from being created twice.");

    // As the rooms above write them; a test holds them together.
    private static IReadOnlyList<string> PartnerTypes =>
        [
            "Referral",
            "Reseller",
            "Distributor",
            "MSP",
            "System integrator",
            "ISV",
            "Integration",
            "Affiliate",
            "Marketplace",
            "Services",
            "Agency",
            "OEM",
        ];

    /// <summary>What is known of a partner: on the deal it has a part in, and on its own account.</summary>
    private static EntenteField[] OfThePartner(CrmObject on, string whom) =>
        [
            new(on, PartnerType, "Partner type", CrmFieldType.Text, false, "Referral, reseller, technology or services partner.")
            {
                Values = PartnerTypes,
            },
            new(on, Tier, "Partner tier", CrmFieldType.Text, false, $"The tier of {whom}.") { Values = ["Registered", "Select", "Elite"] },
            new(on, CertificationLevel, "Certification level", CrmFieldType.Text, false, $"The highest valid certificate of {whom}."),
            new(on, CertifiedUntil, "Certified until", CrmFieldType.Date, false, "The last day of that certificate."),
            new(on, OnboardedOn, "Onboarded on", CrmFieldType.Date, false, $"When {whom} finished onboarding."),
            new(on, TrainedOn, "Trained on", CrmFieldType.Date, false, $"When somebody of {whom} last finished a course."),
            new(on, LastPartnerActivity, "Last partner activity", CrmFieldType.Instant, false, $"When {whom} last did something here."),
        ];

    private static EntenteField OnDeal(string name, string label, string description, CrmFieldType type = CrmFieldType.Text) =>
        new(CrmObject.Deal, name, label, type, false, description);
}
