using System.Text.Json.Nodes;
using Entente.Access.Scim.Filter;

namespace Entente.Access.Scim.Patch;

/// <summary>Which attributes a kind of resource has, and what may be done with them.</summary>
/// <param name="Single">Kept, one value each.</param>
/// <param name="Complex">Kept, with parts: name and parts.</param>
/// <param name="Several">Kept, several values each.</param>
/// <param name="Ours">Told by us, never taken.</param>
/// <param name="LetPass">Attributes of the standard that we do not keep: directories send them by default, and it does no harm to let them.</param>
internal sealed record ResourceShape(
    IReadOnlyList<string> Single,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Complex,
    IReadOnlyList<string> Several,
    IReadOnlyList<string> Ours,
    IReadOnlyList<string> LetPass
)
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string EnterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static ResourceShape User { get; } =
        new(
            ["userName", "externalId", "displayName", "title", "active"],
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
            {
                ["name"] = ["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"],
            },
            ["emails"],
            ["id", "meta", "schemas", "groups"],
            [
                "nickName",
                "profileUrl",
                "userType",
                "preferredLanguage",
                "locale",
                "timezone",
                "password",
                "phoneNumbers",
                "ims",
                "photos",
                "addresses",
                "entitlements",
                "roles",
                "x509Certificates",
            ]
        );

    public static ResourceShape Group { get; } =
        new(
            ["displayName", "externalId"],
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            ["members"],
            ["id", "meta", "schemas"],
            []
        );

    /// <summary>The name as the standard spells it; null for one that is not kept.</summary>
    public string? Kept(string name) => Single.Concat(Complex.Keys).Concat(Several).FirstOrDefault(n => Same(n, name));

    public bool IsOurs(string name) => Ours.Any(n => Same(n, name));

    /// <summary>Whether it is let pass without being kept.</summary>
    public bool IsLetPass(AttributePath path) =>
        path.Schema is { } schema && !Same(schema, UserSchema) && !Same(schema, GroupSchema)
            ? schema.StartsWith("urn:ietf:params:scim:schemas:extension:", StringComparison.OrdinalIgnoreCase)
            : LetPass.Any(n => Same(n, path.Name));

    public bool IsSeveral(string name) => Several.Any(n => Same(n, name));

    /// <summary>What of a body is kept, with the names as the standard spells them. An unknown name is left out (RFC 7644 §3.3).</summary>
    public JsonObject Tidy(JsonObject body)
    {
        var tidy = new JsonObject();
        foreach (var (name, value) in body)
            if (Kept(name) is { } kept && value is not null)
                tidy[kept] = kept switch
                {
                    _ when IsSeveral(kept) => Many(value),
                    _ when Complex.TryGetValue(kept, out var parts) && value is JsonObject whole => Parts(whole, parts),
                    _ => value.DeepClone(),
                };
        return tidy;
    }

    /// <summary>Several values, whether they came as a list, as one, or as a bare text.</summary>
    public static JsonArray Many(JsonNode? value)
    {
        var all = new JsonArray();
        foreach (var one in value is JsonArray given ? [.. given] : new List<JsonNode?> { value })
            if (one is JsonObject whole)
                all.Add(Lowered(whole));
            else if (one is not null)
                all.Add(new JsonObject { ["value"] = one.DeepClone() });
        return all;
    }

    private static JsonObject Parts(JsonObject whole, IReadOnlyList<string> parts)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in whole)
            if (parts.FirstOrDefault(p => Same(p, name)) is { } part && value is not null)
                kept[part] = value.DeepClone();
        return kept;
    }

    // The parts of several values are value, type, primary, display, $ref: all lower case.
    private static JsonObject Lowered(JsonObject whole)
    {
        var lowered = new JsonObject();
        foreach (var (name, value) in whole)
            lowered[name.ToLowerInvariant()] = value?.DeepClone();
        return lowered;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
