namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>The objects of an org's setup: who may see what, profiles, roles of partners, queues, record types, currencies. Rows are <see cref="SetupRow"/>s.</summary>
internal static class SetupShapes
{
    public static readonly string Integration = SetupRows.IdFor(Prefixes.Profile, "Integration");
    public static readonly string Standard = SetupRows.IdFor(Prefixes.Profile, "Standard User");

    /// <summary>A queue that may own leads.</summary>
    public static readonly string Queue = SetupRows.IdFor(Prefixes.Group, "Partner_Leads");

    private static readonly Dictionary<string, SetupRow[]> FixedRows = new(StringComparer.Ordinal)
    {
        ["Profile"] =
        [
            Row("Profile", Integration, ("Name", "Integration"), ("UserType", "Standard")),
            Row("Profile", Standard, ("Name", "Standard User"), ("UserType", "Standard")),
            Row(
                "Profile",
                SetupRows.IdFor(Prefixes.Profile, "System Administrator"),
                ("Name", "System Administrator"),
                ("UserType", "Standard")
            ),
        ],
        ["Group"] = [Row("Group", Queue, ("Name", "Partner leads"), ("DeveloperName", "Partner_Leads"), ("Type", "Queue"))],
        ["PartnerRole"] =
        [
            .. PartnerRoles.All.Select(
                (role, i) =>
                    Row(
                        "PartnerRole",
                        SetupRows.IdFor(Prefixes.PartnerRole, role.Name),
                        ("MasterLabel", role.Name),
                        ("ApiName", role.Name),
                        ("ReverseRole", role.Reverse),
                        ("SortOrder", SetupRow.Text(i + 1))
                    )
            ),
        ],
    };

    /// <summary>Rows every org has; null for an object whose rows are made.</summary>
    public static IReadOnlyList<SetupRow>? Fixed(string name) => FixedRows.GetValueOrDefault(name);

    public static IEnumerable<ObjectShape> All() =>
        [
            PermissionSet,
            PermissionSetAssignment,
            FieldPermissions,
            CustomField,
            Told("Profile", Prefixes.Profile, Setting("Name"), Setting("UserType")),
            Told("Group", Prefixes.Group, Setting("Name"), Setting("DeveloperName"), Setting("Type")),
            Told(
                "PartnerRole",
                Prefixes.PartnerRole,
                Setting("MasterLabel"),
                Setting("ApiName"),
                Setting("ReverseRole"),
                Make.Number("SortOrder", FieldKind.Int).Told()
            ),
            Told(
                "RecordType",
                Prefixes.RecordType,
                Setting("Name"),
                Setting("DeveloperName"),
                Setting("SobjectType"),
                Make.Text("Description").Told(),
                SettingFlag("IsActive")
            ),
            Told(
                "CurrencyType",
                Prefixes.CurrencyType,
                Setting("IsoCode"),
                Make.Number("ConversionRate").Told(),
                Make.Number("DecimalPlaces", FieldKind.Int).Told(),
                SettingFlag("IsActive"),
                SettingFlag("IsCorporate")
            ),
            Told(
                "DatedConversionRate",
                Prefixes.DatedConversionRate,
                Setting("IsoCode"),
                Make.Day("StartDate").Told(),
                Make.Day("NextStartDate").Told(),
                Make.Number("ConversionRate").Told()
            ),
        ];

    private static ObjectShape PermissionSet =>
        Setup(
            "PermissionSet",
            Prefixes.PermissionSet,
            Setting("Name"),
            Setting("Label"),
            Setting("Description") with
            {
                Nillable = true,
            },
            SettingFlag("IsOwnedByProfile") with
            {
                Createable = false,
            }
        );

    private static ObjectShape PermissionSetAssignment =>
        Setup(
            "PermissionSetAssignment",
            Prefixes.PermissionSetAssignment,
            SettingReference("AssigneeId", "Assignee", "User"),
            SettingReference("PermissionSetId", "PermissionSet", "PermissionSet")
        );

    private static ObjectShape FieldPermissions =>
        Setup(
            "FieldPermissions",
            Prefixes.FieldPermissions,
            SettingReference("ParentId", "Parent", "PermissionSet"),
            Setting("SobjectType"),
            Setting("Field"),
            SettingFlag("PermissionsRead") with
            {
                Updateable = true,
            },
            SettingFlag("PermissionsEdit") with
            {
                Updateable = true,
            }
        );

    /// <summary>Of the tooling API only: definitions made through it.</summary>
    private static ObjectShape CustomField =>
        Setup(
            "CustomField",
            Prefixes.CustomField,
            Setting("DeveloperName"),
            Setting("TableEnumOrId"),
            Setting("NamespacePrefix") with
            {
                Nillable = true,
            }
        );

    private static SetupRow Row(string type, string id, params (string Name, string Value)[] values) =>
        new(type, id, values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    /// <summary>An object whose rows are only read.</summary>
    private static ObjectShape Told(string name, string prefix, params ObjectField[] fields) =>
        new(name, name, prefix, [Identifier(), .. fields.Select(field => field.Told())]) { Label = name };

    private static ObjectShape Setup(string name, string prefix, params ObjectField[] fields) =>
        new(name, name, prefix, [Identifier(), .. fields]) { Label = name, Writable = true };

    private static ObjectField Setting(string name) =>
        new(name, name, FieldKind.String, row => ((SetupRow)row).Text(name)) { Nillable = false, Updateable = false };

    private static ObjectField SettingFlag(string name) =>
        new(name, name, FieldKind.Boolean, row => ((SetupRow)row).Flag(name))
        {
            Nillable = false,
            DefaultedOnCreate = true,
            Updateable = false,
        };

    private static ObjectField SettingReference(string name, string relationship, string to) =>
        new(name, name, FieldKind.Reference, row => ((SetupRow)row).Text(name))
        {
            Length = 18,
            Nillable = false,
            Updateable = false,
            ReferenceTo = [to],
            RelationshipName = relationship,
        };

    private static ObjectField Identifier() => Make.Computed("Id", FieldKind.Id, row => row.Id);
}
