using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Reads a client's JSON without believing its shape: what is not there or of another type is null.</summary>
internal static class JsonInput
{
    public static JsonNode? Child(this JsonNode? node, string name) => (node as JsonObject)?[name];

    public static string? Text(this JsonNode? node, string name) => node.Child(name) is JsonValue value ? value.ToString() : null;

    public static bool Flag(this JsonNode? node, string name) =>
        node.Child(name) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
