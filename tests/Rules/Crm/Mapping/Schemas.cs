using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;

namespace Entente.Rules.Crm.Mapping;

/// <summary>A deal's schema as a CRM might have it.</summary>
internal static class Schemas
{
    public static CrmField Field(string name, string label, CrmFieldType type = CrmFieldType.Text, string? key = null) =>
        new(key ?? CrmFields.Raw(name), name, label, type, [], false, false, false);

    public static CrmField Choice(string name, string label, params string[] options) =>
        Field(name, label, CrmFieldType.Choice) with
        {
            Options = [.. options.Select(o => new CrmOption(o, o, true))],
            Restricted = true,
        };

    public static CrmSchema Deal(params CrmField[] more) =>
        new(
            CrmObject.Deal,
            "deals",
            [
                Field("dealname", "Deal name", key: CrmFields.Name) with
                {
                    Required = true,
                },
                Field("amount", "Amount", CrmFieldType.Number, CrmFields.Amount),
                Field("closedate", "Close date", CrmFieldType.Instant, CrmFields.CloseDate),
                Field("createdate", "Create date", CrmFieldType.Instant, CrmFields.CreatedAt) with
                {
                    ReadOnly = true,
                },
                .. more,
            ]
        );

    public static FieldMap[] Own { get; } =
    [
        new(CrmFields.Name, "dealname"),
        new(CrmFields.Amount, "amount", CrmFieldType.Number),
        new(CrmFields.CloseDate, "closedate", CrmFieldType.Instant) { Entente = CrmFieldType.Date },
        new(CrmFields.CreatedAt, "createdate", CrmFieldType.Instant, Writable: false),
    ];

    public static FieldMapping Map(
        string key,
        string native,
        CrmFieldType type = CrmFieldType.Text,
        FieldDirection direction = FieldDirection.Both,
        params (string Ours, string Theirs)[] values
    ) => new(CrmObject.Deal, key, native, type, direction, FieldOwner.Entente, values.ToDictionary(v => v.Ours, v => v.Theirs));

    public static CrmMapping Of(params FieldMapping[] fields) => CrmMapping.None with { Fields = fields };
}
