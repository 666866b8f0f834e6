using System.Globalization;
using Entente.Sandbox.HubSpot.Schemas;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <param name="Default">Properties a read returns when none are asked for.</param>
/// <param name="Always">Properties no read leaves out.</param>
/// <param name="Searched">Fields the search box looks through.</param>
/// <param name="Scoped">What the scope is called after; null for those covered by contacts.</param>
internal sealed record ObjectType(
    Kind Kind,
    string Plural,
    string Singular,
    string TypeId,
    string[] Default,
    string[] Always,
    string[] Searched,
    string? Scoped = null
);

/// <summary>HubSpot's names of our kinds.</summary>
internal static class ObjectTypes
{
    private static readonly string[] Created = ["createdate", "hs_lastmodifieddate", "hs_object_id"];
    private static readonly string[] Noted = ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"];

    // csharpier-ignore - a table
    private static readonly ObjectType[] All =
    [
        new(Kind.Company, "companies", "company", "0-2", ["name", "domain"], Created, ["name", "domain", "website", "phone"], "companies"),
        new(Kind.Contact, "contacts", "contact", "0-1", ["firstname", "lastname", "email"], ["createdate", "lastmodifieddate", "hs_object_id"], ["firstname", "lastname", "email", "hs_additional_emails", "phone", "mobilephone", "company"], "contacts"),
        new(Kind.Deal, "deals", "deal", "0-3", ["dealname", "amount", "closedate", "pipeline", "dealstage"], Created, ["dealname", "pipeline", "dealstage", "description", "dealtype"], "deals"),
        new(Kind.Note, "notes", "note", "0-46", [], Noted, ["hs_note_body"]),
        new(Kind.Lead, "leads", "lead", "0-136", ["hs_lead_name"], Noted, ["hs_lead_name"], "leads"),
        new(Kind.Task, "tasks", "task", "0-27", [], Noted, ["hs_task_subject", "hs_task_body"]),
        new(Kind.Email, "emails", "email", "0-49", [], Noted, ["hs_email_subject", "hs_email_text"]),
        new(Kind.Meeting, "meetings", "meeting", "0-47", [], Noted, ["hs_meeting_title", "hs_meeting_body"]),
        new(Kind.Call, "calls", "call", "0-48", [], Noted, ["hs_call_title", "hs_call_body"]),
        new(Kind.Ticket, "tickets", "ticket", "0-5", ["subject", "content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority"], Created, ["subject", "content"], "tickets"),
        new(Kind.Product, "products", "product", "0-7", ["name", "description", "price"], Created, ["name", "description", "price", "hs_sku"], "products"),
        new(Kind.LineItem, "line_items", "line_item", "0-8", ["quantity", "amount", "price"], Created, ["name", "description"], "line_items"),
    ];

    private static readonly Dictionary<Kind, ObjectType> ByKind = All.ToDictionary(t => t.Kind);

    private static readonly Dictionary<string, Kind> ByName = All.SelectMany(t =>
            new[] { t.Plural, t.Singular, t.TypeId }.Select(name => (name, t.Kind))
        )
        .ToDictionary(x => x.name, x => x.Kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>Plural, singular or object type id; null for types this sandbox does not keep, and for an account's own by name.</summary>
    public static Kind? Parse(string type) =>
        ByName.TryGetValue(type, out var kind) ? kind
        : type.StartsWith("2-", StringComparison.Ordinal)
        && int.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= Kinds.MostCustom
            ? (Kind)((int)Kind.FirstCustom + number - 1)
        : null;

    /// <summary>The same, and the account's own types that exist, by their names too (`p4411_program`, `p_program`, `program`).</summary>
    public static Kind? Parse(CrmStore store, string type) =>
        Parse(type) is { } kind && !Kinds.IsCustom(kind) ? kind
        : CustomObjects.Find(store, type) is { } custom ? custom.Kind
        : null;

    public static string Plural(Kind kind) => ByKind.TryGetValue(kind, out var type) ? type.Plural : TypeId(kind);

    /// <summary>As in `deal_to_company`.</summary>
    public static string Singular(Kind kind) => ByKind.TryGetValue(kind, out var type) ? type.Singular : TypeId(kind);

    public static string TypeId(Kind kind) =>
        ByKind.TryGetValue(kind, out var type)
            ? type.TypeId
            : string.Create(CultureInfo.InvariantCulture, $"2-{(int)kind - (int)Kind.FirstCustom + 1}");

    /// <summary>Properties a read returns when none are asked for, and those no read leaves out.</summary>
    public static (string[] Default, string[] Always) Properties(Kind kind) =>
        ByKind.TryGetValue(kind, out var type) ? (type.Default, type.Always) : ([], Noted);

    /// <summary>Fields the search box looks through.</summary>
    public static string[] Searched(Kind kind) => ByKind.TryGetValue(kind, out var type) ? type.Searched : [];

    /// <summary>The middle of `crm.objects.deals.write`.</summary>
    public static string Scoped(Kind kind) => ByKind.TryGetValue(kind, out var type) ? type.Scoped ?? "contacts" : "custom";
}
