using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>
/// The addresses of HubSpot's API in either style: number-versioned (<c>/crm/v3/objects/deals</c>) or date-versioned
/// (<c>/crm/objects/2026-09/deals</c>).
/// </summary>
internal sealed class HubSpotPaths(string version)
{
    private bool Numbered => version.StartsWith('v');

    public string Objects(CrmObject kind) => Numbered ? $"/crm/v3/objects/{Type(kind)}" : $"/crm/objects/{version}/{Type(kind)}";

    public string One(CrmObject kind, string id) => $"{Objects(kind)}/{Uri.EscapeDataString(id)}";

    public string Batch(CrmObject kind, string verb) => $"{Objects(kind)}/batch/{verb}";

    public string Search(CrmObject kind) => $"{Objects(kind)}/search";

    public string LinksBatch(CrmObject from, CrmObject to, string verb) => $"{Links(from, to)}/batch/{verb}";

    public string LinkLabels(CrmObject from, CrmObject to) => $"{Links(from, to)}/labels";

    public string Link(CrmObject from, string id, CrmObject to, string toId) =>
        (Numbered ? $"/crm/v4/objects/{Type(from)}" : $"/crm/objects/{version}/{Type(from)}")
        + $"/{Uri.EscapeDataString(id)}/associations/{Type(to)}/{Uri.EscapeDataString(toId)}";

    public string Properties(CrmObject kind) => Numbered ? $"/crm/v3/properties/{Type(kind)}" : $"/crm/properties/{version}/{Type(kind)}";

    public string PropertyGroups(CrmObject kind) => $"{Properties(kind)}/groups";

    public string DealPipelines => Numbered ? "/crm/v3/pipelines/deals" : $"/crm/pipelines/{version}/deals";

    public string LeadPipelines => Numbered ? "/crm/v3/pipelines/leads" : $"/crm/pipelines/{version}/leads";

    public string Owners => Numbered ? "/crm/v3/owners" : $"/crm/owners/{version}";

    public string Account => Numbered ? "/account-info/v3/details" : $"/account-info/{version}/details";

    /// <summary>Where a refresh token becomes an access token; number-versioned paths have the third version of it.</summary>
    public string Token => Numbered ? "/oauth/v3/token" : $"/oauth/{version}/token";

    public string Revoke => Token + "/revoke";

    public static string Type(CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => "companies",
            CrmObject.Contact => "contacts",
            CrmObject.Deal => "deals",
            CrmObject.Note => "notes",
            CrmObject.Lead => "leads",
            CrmObject.Task => "tasks",
            CrmObject.Email => "emails",
            CrmObject.Meeting => "meetings",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such object."),
        };

    /// <summary>HubSpot's numeric object type, as it stands in webhooks and in addresses of its pages.</summary>
    public static string TypeId(CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => "0-2",
            CrmObject.Contact => "0-1",
            CrmObject.Deal => "0-3",
            CrmObject.Note => "0-46",
            CrmObject.Lead => "0-136",
            CrmObject.Task => "0-27",
            CrmObject.Email => "0-49",
            CrmObject.Meeting => "0-47",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such object."),
        };

    public static CrmObject? OfType(string? type) =>
        type switch
        {
            "0-2" or "company" or "companies" => CrmObject.Account,
            "0-1" or "contact" or "contacts" => CrmObject.Contact,
            "0-3" or "deal" or "deals" => CrmObject.Deal,
            "0-46" or "note" or "notes" => CrmObject.Note,
            "0-136" or "lead" or "leads" => CrmObject.Lead,
            _ => null,
        };

    private string Links(CrmObject from, CrmObject to) =>
        Numbered ? $"/crm/v4/associations/{Type(from)}/{Type(to)}" : $"/crm/associations/{version}/{Type(from)}/{Type(to)}";
}
