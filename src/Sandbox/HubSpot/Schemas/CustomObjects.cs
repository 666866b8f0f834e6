using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>An object type of the account's own.</summary>
internal sealed record CustomObject(
    Kind Kind,
    string Name,
    string Singular,
    string Plural,
    string Primary,
    IReadOnlyList<string> Secondary,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Searchable,
    string Description,
    IReadOnlyList<Kind> With,
    long CreatedMs,
    long ModifiedMs,
    bool Archived = false
)
{
    /// <summary>`p4411_program`.</summary>
    public string QualifiedName(long portal) => $"p{portal}_{Name}";
}

/// <summary>The account's own object types; kept with the store.</summary>
internal static class CustomObjects
{
    private const string Key = "hubspot.schemas";

    public static List<CustomObject> All(CrmStore store) =>
        store.Setting(Key) is { } json ? JsonSerializer.Deserialize<List<CustomObject>>(json)! : [];

    public static CustomObject? Of(CrmStore store, Kind kind) => All(store).Find(c => c.Kind == kind && !c.Archived);

    /// <summary>By type id (`2-1`), name, or qualified name (`p4411_program`, `p_program`).</summary>
    public static CustomObject? Find(CrmStore store, string type)
    {
        if (store.Setting(Key) is null)
            return null;
        var bare =
            type.StartsWith('p') && type.IndexOf('_', StringComparison.Ordinal) is > 0 and var at && type[1..at].All(char.IsAsciiDigit)
                ? type[(at + 1)..]
                : type;
        return All(store).Find(c => !c.Archived && (ObjectTypes.TypeId(c.Kind) == type || Same(c.Name, type) || Same(c.Name, bare)));
    }

    /// <summary>What associations of this kind are listed under in a record.</summary>
    public static string Named(CrmStore store, Kind kind) =>
        Kinds.IsCustom(kind) && Of(store, kind) is { } custom ? custom.Name : ObjectTypes.Plural(kind);

    /// <summary>Fields that free text looks through.</summary>
    public static List<Field> Searched(CrmStore store, Kind kind) =>
        [
            .. (Of(store, kind) is { } custom ? custom.Searchable : ObjectTypes.Searched(kind))
                .Select(name => store.Schema(kind).HubSpot(name))
                .OfType<Field>(),
        ];

    public static void Keep(Tx tx, IEnumerable<CustomObject> all) => tx.Setting(Key, JsonSerializer.Serialize(all));

    public static JsonObject Json(CrmStore store, CustomObject custom, long portal, IEnumerable<JsonObject> properties) =>
        new()
        {
            ["id"] = ObjectTypes.TypeId(custom.Kind)[2..],
            ["objectTypeId"] = ObjectTypes.TypeId(custom.Kind),
            ["fullyQualifiedName"] = custom.QualifiedName(portal),
            ["name"] = custom.Name,
            ["labels"] = new JsonObject { ["singular"] = custom.Singular, ["plural"] = custom.Plural },
            ["description"] = custom.Description,
            ["primaryDisplayProperty"] = custom.Primary,
            ["secondaryDisplayProperties"] = new JsonArray([.. custom.Secondary]),
            ["requiredProperties"] = new JsonArray([.. custom.Required]),
            ["searchableProperties"] = new JsonArray([.. custom.Searchable]),
            ["properties"] = new JsonArray([.. properties]),
            ["associations"] = new JsonArray([.. custom.With.SelectMany(other => Both(custom, other))]),
            ["createdAt"] = Canonical.Instant(custom.CreatedMs),
            ["updatedAt"] = Canonical.Instant(custom.ModifiedMs),
            ["archived"] = custom.Archived,
            ["allowsSensitiveProperties"] = false,
        };

    public static JsonObject Association(CustomObject custom, Kind from, Kind to) =>
        new()
        {
            ["id"] = $"{DefaultTypes.Unlabelled(from, to)}",
            ["fromObjectTypeId"] = ObjectTypes.TypeId(from),
            ["toObjectTypeId"] = ObjectTypes.TypeId(to),
            ["name"] =
                from == custom.Kind ? $"{custom.Name}_to_{ObjectTypes.Singular(to)}" : $"{ObjectTypes.Singular(from)}_to_{custom.Name}",
            ["createdAt"] = Canonical.Instant(custom.CreatedMs),
            ["updatedAt"] = Canonical.Instant(custom.ModifiedMs),
        };

    private static IEnumerable<JsonObject> Both(CustomObject custom, Kind other) =>
        [Association(custom, custom.Kind, other), Association(custom, other, custom.Kind)];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
