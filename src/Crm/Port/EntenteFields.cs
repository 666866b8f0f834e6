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
    public const string ProtectedUntil = "entente_protected_until";
    public const string ConflictStatus = "entente_conflict_status";

    public static IReadOnlyList<EntenteField> All { get; } =
    [
        Key(CrmObject.Account),
        Key(CrmObject.Contact),
        Key(CrmObject.Deal),
        Key(CrmObject.Note),
        new(CrmObject.Account, Partner, "Partner", CrmFieldType.Text, false, "The partner who brought this account."),
        OnDeal(RegistrationNumber, "Registration number", "The case number of the deal registration."),
        OnDeal(RegistrationStatus, "Registration status", "Where the registration stands in Entente."),
        OnDeal(Partner, "Partner", "The partner who registered this deal."),
        OnDeal(PartnerType, "Partner type", "Referral, reseller, technology or services partner."),
        OnDeal(Motion, "Motion", "How partner and vendor work this deal together."),
        OnDeal(Attribution, "Partner attribution", "Sourced or influenced, with the partner's share."),
        OnDeal(ConflictStatus, "Conflict status", "Whether another claim stands against this one."),
        new(CrmObject.Deal, ProtectedUntil, "Protected until", CrmFieldType.Date, false, "The last day of the protection."),
    ];

    public static IEnumerable<EntenteField> Of(CrmObject kind) => All.Where(f => f.On == kind);

    private static EntenteField Key(CrmObject on) =>
        new(on, Id, "Entente id", CrmFieldType.Text, true, "Set by Entente. Keeps one record from being created twice.");

    private static EntenteField OnDeal(string name, string label, string description) =>
        new(CrmObject.Deal, name, label, CrmFieldType.Text, false, description);
}
