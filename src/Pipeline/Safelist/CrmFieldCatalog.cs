using Entente.Access.Safelist;
using Entente.Crm.Port;

namespace Entente.Pipeline.Safelist;

/// <summary>
/// The standard fields of deals and companies under the CRM's own names, as the mirror carries them (<c>crm.dealname</c>,
/// <c>crm.StageName</c>). All hidden until the workspace says otherwise; what tells of the vendor's own counting is locked.
/// </summary>
internal sealed class CrmFieldCatalog : IFieldCatalog
{
    public static IReadOnlyList<CatalogField> All { get; } =
    [
        .. Listed(
            SafeObjects.Opportunity,
            // HubSpot deal
            ("dealname", "Deal name"),
            ("dealstage", "Deal stage"),
            ("pipeline", "Pipeline"),
            ("amount", "Amount"),
            ("closedate", "Close date"),
            ("dealtype", "Deal type"),
            ("description", "Deal description"),
            ("hs_next_step", "Next step"),
            ("hs_priority", "Priority"),
            ("hubspot_owner_id", "Deal owner"),
            ("createdate", "Create date"),
            ("hs_lastmodifieddate", "Last modified"),
            ("notes_last_contacted", "Last contacted"),
            ("notes_next_activity_date", "Next activity date"),
            // Salesforce Opportunity
            ("Name", "Opportunity name"),
            ("StageName", "Stage"),
            ("Amount", "Amount"),
            ("CloseDate", "Close date"),
            ("Type", "Type"),
            ("NextStep", "Next step"),
            ("Description", "Description"),
            ("LeadSource", "Lead source"),
            ("OwnerId", "Opportunity owner"),
            ("CreatedDate", "Created date"),
            ("LastModifiedDate", "Last modified date"),
            ("LastActivityDate", "Last activity")
        ),
        .. Locked(
            SafeObjects.Opportunity,
            ("hs_deal_stage_probability", "Deal probability"),
            ("hs_forecast_amount", "Forecast amount"),
            ("hs_manual_forecast_category", "Forecast category"),
            ("closed_lost_reason", "Closed lost reason"),
            ("Probability", "Probability"),
            ("ExpectedRevenue", "Expected revenue"),
            ("ForecastCategoryName", "Forecast category")
        ),
        .. Listed(
            SafeObjects.Account,
            // HubSpot company
            ("name", "Company name"),
            ("domain", "Company domain name"),
            ("website", "Website"),
            ("country", "Country"),
            ("city", "City"),
            ("industry", "Industry"),
            ("numberofemployees", "Number of employees"),
            ("annualrevenue", "Annual revenue"),
            ("phone", "Phone"),
            ("lifecyclestage", "Lifecycle stage"),
            ("hubspot_owner_id", "Company owner"),
            // Salesforce Account
            ("Name", "Account name"),
            ("Website", "Website"),
            ("BillingCountry", "Billing country"),
            ("BillingCity", "Billing city"),
            ("Industry", "Industry"),
            ("NumberOfEmployees", "Employees"),
            ("AnnualRevenue", "Annual revenue"),
            ("Phone", "Phone"),
            ("Type", "Type"),
            ("OwnerId", "Account owner")
        ),
    ];

    public ValueTask<IReadOnlyList<CatalogField>> Fields(CancellationToken ct) => ValueTask.FromResult(All);

    private static IEnumerable<CatalogField> Listed(string of, params (string Name, string Label)[] fields) =>
        fields.Select(f => new CatalogField(of, CrmFields.Raw(f.Name), f.Label));

    private static IEnumerable<CatalogField> Locked(string of, params (string Name, string Label)[] fields) =>
        fields.Select(f => new CatalogField(of, CrmFields.Raw(f.Name), f.Label, Locked: true));
}
