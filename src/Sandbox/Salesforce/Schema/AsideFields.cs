using static Entente.Sandbox.Salesforce.Schema.Make;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>Standard fields of accounts, contacts, opportunities and tasks that the other protocol does not have; their values are kept beside the record.</summary>
internal static class AsideFields
{
    public static IEnumerable<ObjectField> Of(string objectName, OrgSetup org)
    {
        IEnumerable<ObjectField> fields = objectName switch
        {
            "Account" =>
            [
                Reference("ParentId", "Account"),
                Empty("Fax", FieldKind.Phone, 40),
                Empty("Site", FieldKind.String, 80),
                Empty("Rating", FieldKind.Picklist, 255),
                Empty("ShippingStreet", FieldKind.TextArea, 255),
                Empty("ShippingCity", FieldKind.String, 40),
                Empty("ShippingState", FieldKind.String, 80),
                Empty("ShippingPostalCode", FieldKind.String, 20),
                Empty("ShippingCountry", FieldKind.String, 80),
                Flag("IsPartner"),
            ],
            "Contact" =>
            [
                Reference("ReportsToId", "Contact"),
                Empty("Department", FieldKind.String, 80),
                Empty("Salutation", FieldKind.Picklist, 40),
                Empty("Birthdate", FieldKind.Date, 0),
                Flag("HasOptedOutOfEmail"),
            ],
            "Opportunity" => [Reference("CampaignId", "Campaign"), Reference("PartnerAccountId", "Account").Told()],
            _ =>
            [
                Empty("TaskSubtype", FieldKind.Picklist, 255) with
                {
                    Read = _ => "Task",
                    Updateable = false,
                    DefaultedOnCreate = true,
                    RestrictedPicklist = true,
                    Values = [.. new[] { "Task", "Email", "Call", "ListEmail", "LinkedIn" }.Select(v => new PicklistValue(v, v))],
                },
                Empty("CallType", FieldKind.Picklist, 40) with
                {
                    RestrictedPicklist = true,
                    Values = [.. new[] { "Internal", "Inbound", "Outbound" }.Select(v => new PicklistValue(v, v))],
                },
                Empty("CallDurationInSeconds", FieldKind.Int, 0),
            ],
        };
        fields = fields.Select(field =>
            field.Name == "TaskSubtype" ? field : field with { Read = _ => field.Kind == FieldKind.Boolean ? false : null }
        );
        if (org.MultiCurrency && objectName is "Account" or "Contact")
            fields = fields.Append(org.CurrencyField(_ => null));
        if (org.RecordTypes(objectName).Count > 0)
            fields = fields.Append(Reference("RecordTypeId", "RecordType") with { Read = _ => null });
        return fields;
    }

    private static ObjectField Empty(string name, FieldKind kind, int length) => Text(name, length, kind);
}
