using Entente.Sandbox.Store;
using static Entente.Sandbox.Salesforce.Schema.Make;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>The objects that only Salesforce has and that hold data: leads, events, e-mails, partners, notes, files. Rows are <see cref="SetupRow"/>s.</summary>
internal sealed class RowShapes(Organisation organisation)
{
    private static readonly string[] Things = ["Account", "Opportunity", "Campaign"];
    private static readonly string[] People = ["Contact", "Lead"];

    /// <summary>Key prefix of each; several objects may show the same rows.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Lead"] = Prefixes.Lead,
        ["Event"] = Prefixes.Event,
        ["EmailMessage"] = Prefixes.EmailMessage,
        ["Partner"] = Prefixes.Partner,
        ["OpportunityPartner"] = Prefixes.Partner,
        ["AccountPartner"] = Prefixes.Partner,
        ["Note"] = Prefixes.Note,
        ["Campaign"] = Prefixes.Campaign,
        ["ContentVersion"] = Prefixes.ContentVersion,
        ["ContentDocument"] = Prefixes.ContentDocument,
        ["ContentDocumentLink"] = Prefixes.ContentDocumentLink,
        ["PartnerFundRequest"] = Prefixes.PartnerFundRequest,
    };

    /// <summary>The fields of an object of this name as every org has them; those of its own are added by the catalog.</summary>
    public IEnumerable<ObjectField> Fields(string name) => Own(name).Framed(organisation.RunAsId);

    public static ObjectShape Shape(string name, IReadOnlyList<ObjectField> fields) =>
        new(name, Plural(name), Names[name], fields, Children(name))
        {
            Label = Spaced(name),
            Writable = name is not ("AccountPartner" or "ContentDocument"),
            Unchangeable = name is "Partner" or "OpportunityPartner" or "AccountPartner" or "ContentDocumentLink",
            Replicateable = name is "Lead" or "Event" or "EmailMessage" or "Note" or "Campaign" or "PartnerFundRequest",
            RowType = name.EndsWith("Partner", StringComparison.Ordinal) ? "Partner" : name,
            RowFilter = name == "OpportunityPartner" ? row => row.Text("OpportunityId") is not null : null,
        };

    private IEnumerable<ObjectField> Own(string name) =>
        name switch
        {
            "Lead" => Lead(),
            "Event" => Event(),
            "EmailMessage" => EmailMessage(),
            "Partner" => Partner(Reference("OpportunityId", "Opportunity").Once(), Reference("AccountFromId", "Account").Once()),
            "OpportunityPartner" => Partner(Reference("OpportunityId", "Opportunity").Once().Required()),
            "AccountPartner" => Partner(Reference("OpportunityId", "Opportunity").Once(), Reference("AccountFromId", "Account").Once()),
            "Note" =>
            [
                Reference("ParentId", "Account", "Contact", "Opportunity", "Lead", "Campaign").Once().Required(),
                Text("Title", 80).Required(),
                Area("Body"),
                Flag("IsPrivate"),
                Owner(),
            ],
            "Campaign" =>
            [
                Text("Name", 80).Required(),
                Pick("Type", "Conference", "Webinar", "Trade Show", "Partners", "Email", "Other"),
                Pick("Status", "Planned", "In Progress", "Completed", "Aborted"),
                Day("StartDate"),
                Day("EndDate"),
                Money("BudgetedCost"),
                Flag("IsActive"),
                Area("Description"),
                Owner(),
            ],
            "ContentVersion" =>
            [
                Reference("ContentDocumentId", "ContentDocument").Once(),
                Text("Title").Required(),
                Text("PathOnClient", 500).Once(),
                Text("VersionData", int.MaxValue, FieldKind.Base64).Once(),
                Reference("FirstPublishLocationId", "Account", "Contact", "Opportunity", "Lead", "User").Once(),
                Area("Description", 1000),
                Number("ContentSize", FieldKind.Int).Told(),
                Text("FileExtension", 40).Told(),
                Flag("IsLatest").Told(),
                Owner(),
            ],
            "ContentDocument" => [Text("Title").Told(), Reference("LatestPublishedVersionId", "ContentVersion").Told(), Owner().Told()],
            "ContentDocumentLink" =>
            [
                Reference("ContentDocumentId", "ContentDocument").Once().Required(),
                Reference("LinkedEntityId", "Account", "Contact", "Opportunity", "Lead", "User").Once().Required(),
                Pick("ShareType", "V", "C", "I"),
                Pick("Visibility", "AllUsers", "InternalUsers", "SharedUsers"),
            ],
            _ =>
            [
                Text("Title", 80).Required(),
                Pick("Activity", "Advertising", "Event", "Other"),
                Money("Amount"),
                Money("RequestedAmount"),
                Reference("ChannelPartnerId", "Account"),
                Area("Description"),
                Text("DesiredOutcome"),
                Pick("Status", "Draft", "Approved", "Rejected").Restricted(),
                Money("TotalApprovedFcs").Told(),
                Money("TotalReimbursedFcs").Told(),
                Owner(),
            ],
        };

    private IEnumerable<ObjectField> Lead() =>
        [
            Reference("MasterRecordId", "Lead").Told(),
            Pick("Salutation", "Mr.", "Ms.", "Mx.", "Dr.", "Prof."),
            Text("FirstName", 40),
            Text("LastName", 80).Required(),
            Computed("Name", FieldKind.String, row => $"{row.Text("FirstName")} {row.Text("LastName")}".Trim()),
            Text("Title", 128),
            Text("Company").Required(),
            Area("Street", 255),
            Text("City", 40),
            Text("State", 80),
            Text("PostalCode", 20),
            Text("Country", 80),
            Text("Phone", 40, FieldKind.Phone),
            Text("MobilePhone", 40, FieldKind.Phone),
            Text("Email", 80, FieldKind.Email),
            Text("Website", 255, FieldKind.Url),
            Area("Description"),
            Pick("LeadSource", "Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"),
            Pick("Status", LeadStatuses) with
            {
                Nillable = false,
                DefaultedOnCreate = true,
            },
            Pick("Industry"),
            Pick("Rating", "Hot", "Warm", "Cold"),
            Money("AnnualRevenue"),
            Number("NumberOfEmployees", FieldKind.Int),
            Owner("Group", "User"),
            Flag("HasOptedOutOfEmail"),
            Flag("IsUnreadByOwner"),
            Flag("IsConverted").Told(),
            Day("ConvertedDate").Told(),
            Reference("ConvertedAccountId", "Account").Told(),
            Reference("ConvertedContactId", "Contact").Told(),
            Reference("ConvertedOpportunityId", "Opportunity").Told(),
            Reference("PartnerAccountId", "Account").Told(),
        ];

    public static readonly string[] LeadStatuses =
    [
        "Open - Not Contacted",
        "Working - Contacted",
        "Closed - Converted",
        "Closed - Not Converted",
    ];

    private IEnumerable<ObjectField> Event() =>
        [
            Reference("WhoId", People),
            Reference("WhatId", Things),
            Pick("Subject", "Call", "Email", "Meeting", "Send Letter/Quote", "Other"),
            Text("Location"),
            Flag("IsAllDayEvent"),
            Moment("ActivityDateTime"),
            Day("ActivityDate"),
            Moment("StartDateTime"),
            Moment("EndDateTime"),
            Number("DurationInMinutes", FieldKind.Int),
            Area("Description"),
            Pick("ShowAs", "Busy", "OutOfOffice", "Free") with
            {
                DefaultedOnCreate = true,
            },
            Flag("IsPrivate"),
            Owner(),
        ];

    private IEnumerable<ObjectField> EmailMessage() =>
        [
            Reference("RelatedToId", Things),
            Reference("ActivityId", "Task").Told(),
            Text("Subject", 3000),
            Area("TextBody", 131_072),
            Area("HtmlBody", 131_072),
            Text("FromAddress", 255, FieldKind.Email),
            Text("FromName", 1000),
            Text("ToAddress", 4000),
            Text("CcAddress", 4000),
            Text("BccAddress", 4000),
            Moment("MessageDate"),
            Text("MessageIdentifier"),
            Flag("Incoming").Once(),
            Pick("Status", "0", "1", "2", "3", "4", "5").Restricted() with
            {
                Nillable = false,
                DefaultedOnCreate = true,
            },
        ];

    private static IEnumerable<ObjectField> Partner(params ObjectField[] from) =>
        [
            .. from,
            Reference("AccountToId", "Account").Once().Required(),
            Pick("Role", [.. PartnerRoles.All.Select(role => role.Name)]).Once(),
            Flag("IsPrimary").Once(),
            Reference("ReversePartnerId", "Partner").Told(),
        ];

    private ObjectField Owner(params string[] to) =>
        Reference("OwnerId", to.Length == 0 ? ["User"] : to) with
        {
            Read = row => ((SetupRow)row).Text("OwnerId") ?? organisation.RunAsId,
            Nillable = false,
            DefaultedOnCreate = true,
        };

    private static ChildRelationship[] Children(string name) =>
        name switch
        {
            "Lead" => [new("Tasks", "Task", "WhoId", true), new("Events", "Event", "WhoId", true), new("Notes", "Note", "ParentId", true)],
            "Campaign" => [new("Notes", "Note", "ParentId", true)],
            "ContentDocument" =>
            [
                new("ContentVersions", "ContentVersion", "ContentDocumentId", true),
                new("ContentDocumentLinks", "ContentDocumentLink", "ContentDocumentId", true),
            ],
            _ => [],
        };

    private static string Plural(string name) => Spaced(name) + "s";

    private static string Spaced(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}

/// <summary>What an account can be to another, and what the other is then to it.</summary>
internal static class PartnerRoles
{
    public static readonly IReadOnlyList<(string Name, string Reverse)> All =
    [
        ("System Integrator", "Customer"),
        ("Agency", "Customer"),
        ("Advertiser", "Agency"),
        ("VAR/Reseller", "Vendor"),
        ("Distributor", "Manufacturer"),
        ("Developer", "Customer"),
        ("Broker", "Customer"),
        ("Lender", "Customer"),
        ("Supplier", "Customer"),
        ("Institution", "Customer"),
        ("Contractor", "Customer"),
        ("Dealer", "Vendor"),
        ("Consultant", "Customer"),
        ("Reseller", "Vendor"),
        ("Vendor", "VAR/Reseller"),
        ("Customer", "Supplier"),
        ("Manufacturer", "Distributor"),
    ];

    public static string? Reverse(string? role) =>
        All.FirstOrDefault(pair => pair.Name.Equals(role, StringComparison.OrdinalIgnoreCase)).Reverse;
}
