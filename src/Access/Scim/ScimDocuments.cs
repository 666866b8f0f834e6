using System.Text.Json.Nodes;
using Entente.Access.Scim.Patch;

namespace Entente.Access.Scim;

/// <summary>What we can, which resources there are, and what they are made of (RFC 7643 §5 to §7).</summary>
internal static class ScimDocuments
{
    public static JsonObject Config(string root) =>
        new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"),
            ["patch"] = Supported(true),
            ["bulk"] = new JsonObject
            {
                ["supported"] = true,
                ["maxOperations"] = ScimBulk.Most,
                ["maxPayloadSize"] = ScimAnswers.LongestBody,
            },
            ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimAsked.Most },
            ["changePassword"] = Supported(false),
            ["sort"] = Supported(true),
            ["etag"] = Supported(true),
            ["authenticationSchemes"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "oauthbearertoken",
                    ["name"] = "Token",
                    ["description"] = "A token made on the directory page, sent as Authorization: Bearer.",
                    ["specUri"] = "https://www.rfc-editor.org/info/rfc6750",
                    ["primary"] = true,
                }
            ),
            ["meta"] = Meta("ServiceProviderConfig", root + "ServiceProviderConfig"),
        };

    public static IReadOnlyList<JsonObject> ResourceTypes(string root) =>
        [Type("User", ResourceShape.UserSchema, root), Type("Group", ResourceShape.GroupSchema, root)];

    public static IReadOnlyList<JsonObject> Schemas(string root) =>
        [
            Schema(
                ResourceShape.UserSchema,
                "User",
                root,
                Text("userName", required: true, unique: true),
                Text("displayName"),
                Text("title"),
                Complex("name", false, Text("formatted"), Text("familyName"), Text("givenName")),
                Complex("emails", true, Text("value"), Text("type"), Flag("primary")),
                Flag("active"),
                Complex("groups", true, "readOnly", Text("value", "readOnly"), Text("display", "readOnly"), Text("type", "readOnly"))
            ),
            Schema(
                ResourceShape.GroupSchema,
                "Group",
                root,
                Text("displayName", required: true, unique: true),
                Complex("members", true, Text("value", "immutable"), Text("display", "readOnly"), Text("type", "immutable"))
            ),
        ];

    private static JsonObject Type(string name, string schema, string root) =>
        new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ResourceType"),
            ["id"] = name,
            ["name"] = name,
            ["endpoint"] = $"/{name}s",
            ["schema"] = schema,
            ["meta"] = Meta("ResourceType", $"{root}ResourceTypes/{name}"),
        };

    private static JsonObject Schema(string id, string name, string root, params JsonNode[] attributes) =>
        new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"),
            ["id"] = id,
            ["name"] = name,
            ["attributes"] = new JsonArray(attributes),
            ["meta"] = Meta("Schema", $"{root}Schemas/{id}"),
        };

    private static JsonObject Text(string name, string mutability = "readWrite", bool required = false, bool unique = false)
    {
        var text = Attribute(name, "string", false, mutability);
        text["required"] = required;
        text["caseExact"] = false;
        text["uniqueness"] = unique ? "server" : "none";
        return text;
    }

    private static JsonObject Flag(string name) => Attribute(name, "boolean", false, "readWrite");

    private static JsonObject Complex(string name, bool several, params JsonNode[] parts) => Complex(name, several, "readWrite", parts);

    private static JsonObject Complex(string name, bool several, string mutability, params JsonNode[] parts)
    {
        var complex = Attribute(name, "complex", several, mutability);
        complex["subAttributes"] = new JsonArray(parts);
        return complex;
    }

    private static JsonObject Attribute(string name, string type, bool several, string mutability) =>
        new()
        {
            ["name"] = name,
            ["type"] = type,
            ["multiValued"] = several,
            ["required"] = false,
            ["mutability"] = mutability,
            ["returned"] = "default",
        };

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject Meta(string type, string location) => new() { ["resourceType"] = type, ["location"] = location };
}
