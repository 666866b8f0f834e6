using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>The objects beside the four records: contact roles, users, stages, the organisation, and what grants fields.</summary>
internal sealed class SideShapes(CrmStore store, Organisation organisation)
{
    /// <summary>Rows are <see cref="Link"/>s between a deal and a contact.</summary>
    public ObjectShape ContactRole { get; } =
        new(
            "OpportunityContactRole",
            "Opportunity Contact Role",
            Prefixes.ContactRole,
            [
                Told("Id", FieldKind.Id, row => Prefixes.IdOf(((Link)row).Id)),
                Reference("OpportunityId", "Opportunity", row => Prefixes.IdOf(((Link)row).From)) with
                {
                    Nillable = false,
                    Createable = true,
                },
                Reference("ContactId", "Contact", row => Prefixes.IdOf(((Link)row).To)) with
                {
                    Nillable = false,
                    Createable = true,
                },
                new("Role", "Role", FieldKind.Picklist, row => ((Link)row).Role is { Length: > 0 } role ? role : null)
                {
                    Values =
                    [
                        .. new[]
                        {
                            "Business User",
                            "Decision Maker",
                            "Economic Buyer",
                            "Economic Decision Maker",
                            "Evaluator",
                            "Executive Sponsor",
                            "Influencer",
                            "Technical Buyer",
                            "Other",
                        }.Select(role => new PicklistValue(role, role)),
                    ],
                },
                new("IsPrimary", "Primary", FieldKind.Boolean, row => ((Link)row).Primary) { Nillable = false, DefaultedOnCreate = true },
                Told("IsDeleted", FieldKind.Boolean, _ => false),
                Told("CreatedDate", FieldKind.DateTime, row => StoredValue.Seconds(((Link)row).CreatedMs)),
                Told("LastModifiedDate", FieldKind.DateTime, row => StoredValue.Seconds(((Link)row).ModifiedMs)),
                Told("SystemModstamp", FieldKind.DateTime, row => StoredValue.Seconds(((Link)row).ModifiedMs)),
            ]
        )
        {
            Label = "Opportunity Contact Role",
            Writable = true,
        };

    /// <summary>Rows are <see cref="Owner"/>s; the first is the user the API runs as.</summary>
    public ObjectShape User { get; } =
        new(
            "User",
            "Users",
            Prefixes.User,
            [
                Told("Id", FieldKind.Id, row => Prefixes.IdOf(((Owner)row).Id)),
                Told("Username", FieldKind.String, row => ((Owner)row).Email),
                Told("FirstName", FieldKind.String, row => ((Owner)row).FirstName),
                Told("LastName", FieldKind.String, row => ((Owner)row).LastName),
                Told("Name", FieldKind.String, row => ((Owner)row).Name),
                Told("Email", FieldKind.Email, row => ((Owner)row).Email),
                Told("IsActive", FieldKind.Boolean, row => !((Owner)row).Archived),
                Told("UserType", FieldKind.Picklist, _ => "Standard"),
                Told(
                    "Alias",
                    FieldKind.String,
                    row => ((Owner)row).FirstName[..Math.Min(8, ((Owner)row).FirstName.Length)].ToLowerInvariant()
                ),
                Reference(
                    "ProfileId",
                    "Profile",
                    row => ((Owner)row).Id == organisation.RunAs.Id ? SetupShapes.Integration : SetupShapes.Standard
                ) with
                {
                    Createable = false,
                },
                Reference("ContactId", "Contact", _ => null) with
                {
                    Createable = false,
                },
                Told("LocaleSidKey", FieldKind.Picklist, _ => "en_GB"),
                Told("LanguageLocaleKey", FieldKind.Picklist, _ => "en_US"),
                Told("TimeZoneSidKey", FieldKind.Picklist, _ => "GMT"),
                Told("CreatedDate", FieldKind.DateTime, row => StoredValue.Seconds(((Owner)row).CreatedMs)),
                Told("LastModifiedDate", FieldKind.DateTime, row => StoredValue.Seconds(((Owner)row).ModifiedMs)),
                Told("SystemModstamp", FieldKind.DateTime, row => StoredValue.Seconds(((Owner)row).ModifiedMs)),
            ]
        )
        {
            Label = "User",
        };

    /// <summary>Rows are <see cref="Stage"/>s, each Salesforce name once.</summary>
    public ObjectShape OpportunityStage { get; } =
        new(
            "OpportunityStage",
            "Opportunity Stage",
            Prefixes.Stage,
            [
                Told("Id", FieldKind.Id, row => StageId((Stage)row)),
                Told("MasterLabel", FieldKind.String, row => ((Stage)row).SalesforceName),
                Told("ApiName", FieldKind.String, row => ((Stage)row).SalesforceName),
                Told("IsActive", FieldKind.Boolean, _ => true),
                Told("SortOrder", FieldKind.Int, row => 1m + RecordShapes.Stages(store).TakeWhile(stage => stage != (Stage)row).Count()),
                Told("IsClosed", FieldKind.Boolean, row => ((Stage)row).Closed),
                Told("IsWon", FieldKind.Boolean, row => ((Stage)row).Won),
                Told("ForecastCategoryName", FieldKind.Picklist, row => RecordShapes.Forecast((Stage)row)),
                Told("DefaultProbability", FieldKind.Percent, row => ((Stage)row).Probability * 100),
            ]
        )
        {
            Label = "Opportunity Stage",
        };

    /// <summary>Its one row is the <see cref="Salesforce.Organisation"/>.</summary>
    public ObjectShape Organization { get; } =
        new(
            "Organization",
            "Organizations",
            Prefixes.Organization,
            [
                Told("Id", FieldKind.Id, _ => organisation.Id),
                Told("Name", FieldKind.String, _ => organisation.Name),
                Told("OrganizationType", FieldKind.Picklist, _ => "Developer Edition"),
                Told("InstanceName", FieldKind.String, _ => "SBX1"),
                Told("IsSandbox", FieldKind.Boolean, _ => true),
                Told("TimeZoneSidKey", FieldKind.Picklist, _ => "GMT"),
            ]
        )
        {
            Label = "Organization",
        };

    public IEnumerable<ObjectShape> All() => [ContactRole, User, OpportunityStage, Organization];

    public static string StageId(Stage stage) => SetupRows.IdFor(Prefixes.Stage, stage.SalesforceName);

    private static ObjectField Reference(string name, string to, Func<object, object?> read) =>
        new(name, to + " ID", FieldKind.Reference, read)
        {
            Length = 18,
            ReferenceTo = [to],
            RelationshipName = to,
            Updateable = false,
        };

    private static ObjectField Told(string name, FieldKind kind, Func<object, object?> read) =>
        new(name, name, kind, read)
        {
            Length = kind == FieldKind.Id ? 18 : 255,
            Nillable = false,
            Createable = false,
            Updateable = false,
            DefaultedOnCreate = true,
        };
}
