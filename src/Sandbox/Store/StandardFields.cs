namespace Entente.Sandbox.Store;

/// <summary>
/// The fields every account has. A field's place in its list is its slot in the journal: add only at the end.
/// Computed fields are told by the record and store nothing.
/// </summary>
internal static partial class StandardFields
{
    private static readonly FieldOption[] Lifecycle = Options(
        ("subscriber", "Subscriber"),
        ("lead", "Lead"),
        ("marketingqualifiedlead", "Marketing Qualified Lead"),
        ("salesqualifiedlead", "Sales Qualified Lead"),
        ("opportunity", "Opportunity"),
        ("customer", "Customer"),
        ("evangelist", "Evangelist"),
        ("other", "Other")
    );

    public static IEnumerable<Field> Of(Kind kind, long nowMs) =>
        Rows(kind).Select((row, slot) => row with { Kind = kind, Slot = slot, CreatedMs = nowMs, ModifiedMs = nowMs, Group = Group(kind) });

    private static Field[] Rows(Kind kind) =>
        kind switch
        {
            Kind.Company =>
            [
                Make("name", "Name", "Company name"),
                Make("domain", "Website", "Company domain name"),
                Make("phone", "Phone", "Phone number", FieldType.Phone),
                Make("address", "BillingStreet", "Street address"),
                Make("city", "BillingCity", "City"),
                Make("state", "BillingState", "State/Region"),
                Make("zip", "BillingPostalCode", "Postal code"),
                Make("country", "BillingCountry", "Country/Region"),
                Make("industry", "Industry", "Industry"),
                Make("numberofemployees", "NumberOfEmployees", "Number of employees", FieldType.Number),
                Make("annualrevenue", "AnnualRevenue", "Annual revenue", FieldType.Currency),
                Make("description", "Description", "Description", FieldType.LongText),
                Make("type", "Type", "Type"),
                Make("hubspot_owner_id", "OwnerId", "Company owner", FieldType.Owner),
                Make("lifecyclestage", null, "Lifecycle stage", FieldType.Choice, Lifecycle),
                Make("website", null, "Website URL", FieldType.Url),
                .. Told("createdate", "hs_lastmodifieddate"),
                Make("tickersymbol", "TickerSymbol", "Ticker symbol"),
                Make("accountnumber", "AccountNumber", "Account number") with
                {
                    HubSpotName = null,
                },
                .. MadeBy,
                MergedIds,
            ],
            Kind.Contact =>
            [
                Make("firstname", "FirstName", "First name"),
                Make("lastname", "LastName", "Last name"),
                Make("email", "Email", "E-mail", FieldType.Email) with
                {
                    Unique = true,
                },
                Make("jobtitle", "Title", "Job title"),
                Make("phone", "Phone", "Phone number", FieldType.Phone),
                Make("mobilephone", "MobilePhone", "Mobile phone number", FieldType.Phone),
                Make("address", "MailingStreet", "Street address"),
                Make("city", "MailingCity", "City"),
                Make("state", "MailingState", "State/Region"),
                Make("zip", "MailingPostalCode", "Postal code"),
                Make("country", "MailingCountry", "Country/Region"),
                Make("company", null, "Company name"),
                Make("description", "Description", "Description", FieldType.LongText) with
                {
                    HubSpotName = null,
                },
                Make("hubspot_owner_id", "OwnerId", "Contact owner", FieldType.Owner),
                Make("lifecyclestage", null, "Lifecycle stage", FieldType.Choice, Lifecycle),
                Make("website", null, "Website URL", FieldType.Url),
                .. Told("createdate", "lastmodifieddate"),
                Make("leadsource", "LeadSource", "Lead source") with
                {
                    HubSpotName = null,
                },
                .. MadeBy,
                MergedIds,
                Make("hs_additional_emails", null, "Additional e-mail addresses", FieldType.LongText),
                Make(
                    "hs_lead_status",
                    null,
                    "Lead status",
                    FieldType.Choice,
                    Choices("NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "UNQUALIFIED")
                ),
            ],
            Kind.Deal =>
            [
                Make("dealname", "Name", "Deal name"),
                Make("dealstage", "StageName", "Deal stage", FieldType.Choice),
                Make("pipeline", null, "Pipeline", FieldType.Choice),
                Make("amount", "Amount", "Amount", FieldType.Currency),
                Make("closedate", "CloseDate", "Close date", FieldType.DateTime),
                Make("hubspot_owner_id", "OwnerId", "Deal owner", FieldType.Owner),
                Make("description", "Description", "Deal description", FieldType.LongText),
                Make(
                    "dealtype",
                    "Type",
                    "Deal type",
                    FieldType.Choice,
                    Options(("newbusiness", "New Business"), ("existingbusiness", "Existing Business"))
                ),
                Make("deal_currency_code", null, "Currency", FieldType.Text),
                Make("hs_next_step", "NextStep", "Next step"),
                Make("closed_lost_reason", null, "Closed lost reason", FieldType.LongText),
                Make("leadsource", "LeadSource", "Lead source") with
                {
                    HubSpotName = null,
                },
                Make("hs_deal_stage_probability", "Probability", "Deal probability", FieldType.Number) with
                {
                    Source = FieldSource.StageProbability,
                    ReadOnly = true,
                },
                Make("hs_is_closed", "IsClosed", "Is deal closed?", FieldType.Bool) with
                {
                    Source = FieldSource.StageClosed,
                    ReadOnly = true,
                },
                Make("hs_is_closed_won", "IsWon", "Is closed won", FieldType.Bool) with
                {
                    Source = FieldSource.StageWon,
                    ReadOnly = true,
                },
                .. Told("createdate", "hs_lastmodifieddate"),
                .. MadeBy,
                MergedIds,
                Make("hs_exchange_rate", null, "Exchange rate", FieldType.Number) with
                {
                    Source = FieldSource.ExchangeRate,
                    ReadOnly = true,
                },
                Make("amount_in_home_currency", null, "Amount in company currency", FieldType.Currency) with
                {
                    Source = FieldSource.HomeAmount,
                    ReadOnly = true,
                },
            ],
            Kind.Note =>
            [
                Make("hs_note_body", "Description", "Note body", FieldType.Html) with
                {
                    Length = 65_536,
                },
                Make("hs_timestamp", "ActivityDate", "Activity date", FieldType.DateTime),
                Make("hubspot_owner_id", "OwnerId", "Activity assigned to", FieldType.Owner),
                Make("subject", "Subject", "Subject") with
                {
                    HubSpotName = null,
                },
                Make("status", "Status", "Status") with
                {
                    HubSpotName = null,
                },
                Make("priority", "Priority", "Priority") with
                {
                    HubSpotName = null,
                },
                Make("hs_attachment_ids", null, "Attached files"),
                .. Told("hs_createdate", "hs_lastmodifieddate"),
                .. MadeBy,
            ],
            _ => Others(kind),
        };

    /// <summary>What every record tells about itself; Salesforce names of the three are the same for all kinds.</summary>
    private static Field[] Told(string created, string modified) =>
        [
            Make("hs_object_id", "Id", "Record ID", FieldType.Number) with
            {
                Source = FieldSource.Id,
                ReadOnly = true,
            },
            Make(created, "CreatedDate", "Create date", FieldType.DateTime) with
            {
                Source = FieldSource.Created,
                ReadOnly = true,
            },
            Make(modified, "LastModifiedDate", "Last modified date", FieldType.DateTime) with
            {
                Source = FieldSource.Modified,
                ReadOnly = true,
            },
        ];

    private static Field Make(
        string name,
        string? salesforce,
        string label,
        FieldType type = FieldType.Text,
        FieldOption[]? options = null
    ) =>
        new()
        {
            Kind = default,
            Slot = 0,
            Name = name,
            HubSpotName = name,
            SalesforceName = salesforce,
            Label = label,
            Type = type,
            Options = options ?? [],
            Control = ControlOf(type),
            Length = type is FieldType.LongText ? 32_000 : 255,
        };

    /// <summary>HubSpot's usual form control for a type.</summary>
    public static string ControlOf(FieldType type) =>
        type switch
        {
            FieldType.LongText => "textarea",
            FieldType.Html => "html",
            FieldType.Number or FieldType.Currency => "number",
            FieldType.Bool => "booleancheckbox",
            FieldType.Date or FieldType.DateTime => "date",
            FieldType.Choice or FieldType.Owner => "select",
            FieldType.MultiChoice => "checkbox",
            FieldType.Phone => "phonenumber",
            _ => "text",
        };

    private static FieldOption[] Options(params (string Value, string Label)[] options) =>
        [.. options.Select((o, i) => new FieldOption(o.Value, o.Label, i))];

    public static string Group(Kind kind) =>
        kind switch
        {
            Kind.Company => "companyinformation",
            Kind.Contact => "contactinformation",
            Kind.Deal => "dealinformation",
            Kind.Lead => "leadinformation",
            Kind.Ticket => "ticketinformation",
            Kind.Product => "productinformation",
            Kind.LineItem => "lineiteminformation",
            _ when Kinds.IsCustom(kind) => "object_information",
            _ => "engagement_info",
        };
}
