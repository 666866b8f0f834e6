using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>HubSpot's names of our kinds and the numbers of their association types.</summary>
internal static class ObjectTypes
{
    /// <summary>Plural, singular or object type id; null for types this sandbox does not keep.</summary>
    public static Kind? Parse(string type) =>
        type.ToLowerInvariant() switch
        {
            "companies" or "company" or "0-2" => Kind.Company,
            "contacts" or "contact" or "0-1" => Kind.Contact,
            "deals" or "deal" or "0-3" => Kind.Deal,
            "notes" or "note" or "0-46" => Kind.Note,
            _ => null,
        };

    public static string Plural(Kind kind) =>
        kind switch
        {
            Kind.Company => "companies",
            Kind.Contact => "contacts",
            Kind.Deal => "deals",
            _ => "notes",
        };

    public static string TypeId(Kind kind) =>
        kind switch
        {
            Kind.Company => "0-2",
            Kind.Contact => "0-1",
            Kind.Deal => "0-3",
            _ => "0-46",
        };

    /// <summary>Properties a read returns when none are asked for, and those no read leaves out.</summary>
    public static (string[] Default, string[] Always) Properties(Kind kind) =>
        kind switch
        {
            Kind.Company => (["name", "domain"], ["createdate", "hs_lastmodifieddate", "hs_object_id"]),
            Kind.Contact => (["firstname", "lastname", "email"], ["createdate", "lastmodifieddate", "hs_object_id"]),
            Kind.Deal => (
                ["dealname", "amount", "closedate", "pipeline", "dealstage"],
                ["createdate", "hs_lastmodifieddate", "hs_object_id"]
            ),
            _ => ([], ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"]),
        };

    /// <summary>Fields the search box looks through.</summary>
    public static string[] Searched(Kind kind) =>
        kind switch
        {
            Kind.Company => ["name", "domain", "website", "phone"],
            Kind.Contact => ["firstname", "lastname", "email", "phone", "mobilephone", "company"],
            Kind.Deal => ["dealname", "pipeline", "dealstage", "description", "dealtype"],
            _ => ["hs_note_body"],
        };

    /// <summary>The unlabelled association type, by direction.</summary>
    public static int Unlabelled(Kind from, Kind to) =>
        (from, to) switch
        {
            (Kind.Contact, Kind.Company) => 279,
            (Kind.Company, Kind.Contact) => 280,
            (Kind.Deal, Kind.Contact) => 3,
            (Kind.Contact, Kind.Deal) => 4,
            (Kind.Deal, Kind.Company) => 341,
            (Kind.Company, Kind.Deal) => 342,
            (Kind.Company, Kind.Note) => 189,
            (Kind.Note, Kind.Company) => 190,
            (Kind.Contact, Kind.Note) => 201,
            (Kind.Note, Kind.Contact) => 202,
            (Kind.Deal, Kind.Note) => 213,
            (Kind.Note, Kind.Deal) => 214,
            _ => throw new ArgumentOutOfRangeException(nameof(to), $"{from} and {to} are not associated."),
        };

    /// <summary>The "Primary" association type, by direction; null where there is none.</summary>
    public static int? Primary(Kind from, Kind to) =>
        (from, to) switch
        {
            (Kind.Contact, Kind.Company) => 1,
            (Kind.Company, Kind.Contact) => 2,
            (Kind.Deal, Kind.Company) => 5,
            (Kind.Company, Kind.Deal) => 6,
            _ => null,
        };
}
