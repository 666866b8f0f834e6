using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>A field of Entente's that can be mapped.</summary>
/// <param name="Values">What Entente itself puts there, when it is one of a few.</param>
/// <param name="Written">Entente has something to write; the others are only read.</param>
public sealed record EntenteSideField(
    CrmObject On,
    string Key,
    string Label,
    CrmFieldType Type,
    IReadOnlyList<string> Values,
    bool Written = true
);

/// <summary>Entente's side of the mapping: every field that a record of the CRM can fill or take. The same for both CRMs.</summary>
public static class EntenteSide
{
    /// <summary>The objects that have a mapping.</summary>
    public static IReadOnlyList<CrmObject> Objects { get; } = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal];

    // csharpier-ignore - a table
    private static readonly EntenteSideField[] Standard =
    [
        F(CrmObject.Account, CrmFields.Name,        "Name"),
        F(CrmObject.Account, CrmFields.Domain,      "Domain"),
        F(CrmObject.Account, CrmFields.Website,     "Website"),
        F(CrmObject.Account, CrmFields.Country,     "Country"),
        F(CrmObject.Account, CrmFields.City,        "City"),
        F(CrmObject.Account, CrmFields.Phone,       "Phone"),
        F(CrmObject.Account, CrmFields.Industry,    "Industry"),
        F(CrmObject.Account, CrmFields.OwnerId,     "Owner", CrmFieldType.Reference),
        R(CrmObject.Account, CrmFields.IsCustomer,  "Is a customer", CrmFieldType.Boolean),
        R(CrmObject.Account, CrmFields.CreatedAt,   "Created", CrmFieldType.Instant),
        F(CrmObject.Contact, CrmFields.FirstName,   "First name"),
        F(CrmObject.Contact, CrmFields.LastName,    "Last name"),
        F(CrmObject.Contact, CrmFields.Email,       "E-mail"),
        F(CrmObject.Contact, CrmFields.Phone,       "Phone"),
        F(CrmObject.Contact, CrmFields.Title,       "Job title"),
        R(CrmObject.Contact, CrmFields.OwnerId,     "Owner", CrmFieldType.Reference),
        R(CrmObject.Contact, CrmFields.CreatedAt,   "Created", CrmFieldType.Instant),
        F(CrmObject.Deal,    CrmFields.Name,        "Name"),
        F(CrmObject.Deal,    CrmFields.Amount,      "Amount", CrmFieldType.Number),
        F(CrmObject.Deal,    CrmFields.Currency,    "Currency"),
        F(CrmObject.Deal,    CrmFields.Pipeline,    "Pipeline", CrmFieldType.Choice),
        F(CrmObject.Deal,    CrmFields.Stage,       "Stage", CrmFieldType.Choice),
        F(CrmObject.Deal,    CrmFields.CloseDate,   "Close date", CrmFieldType.Date),
        F(CrmObject.Deal,    CrmFields.Description, "Description", CrmFieldType.LongText),
        F(CrmObject.Deal,    CrmFields.NextStep,    "Next step"),
        R(CrmObject.Deal,    CrmFields.OwnerId,     "Owner", CrmFieldType.Reference),
        R(CrmObject.Deal,    CrmFields.CreatedAt,   "Created", CrmFieldType.Instant),
    ];

    public static IReadOnlyList<EntenteSideField> All { get; } =
    [
        .. Standard,
        .. EntenteFields
            .All.Where(f => f.Name != EntenteFields.Id && Objects.Contains(f.On))
            .Select(f => new EntenteSideField(f.On, f.Name, f.Label, f.Type, f.Values)),
    ];

    public static IEnumerable<EntenteSideField> Of(CrmObject kind) => All.Where(f => f.On == kind);

    public static EntenteSideField? Find(CrmObject kind, string key) => All.FirstOrDefault(f => f.On == kind && f.Key == key);

    public static CrmFieldType TypeOf(CrmObject kind, string key) => Find(kind, key)?.Type ?? CrmFieldType.Text;

    private static EntenteSideField F(CrmObject on, string key, string label, CrmFieldType type = CrmFieldType.Text) =>
        new(on, key, label, type, []);

    private static EntenteSideField R(CrmObject on, string key, string label, CrmFieldType type) => new(on, key, label, type, [], false);
}
