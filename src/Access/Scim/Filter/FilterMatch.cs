using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Access.Scim.Filter;

/// <summary>Whether a value of a resource at hand is meant by a filter: for the value paths of PATCH. Texts are compared without case.</summary>
internal static class FilterMatch
{
    public static bool Means(this ScimFilter filter, JsonObject resource) =>
        filter switch
        {
            ScimFilter.And both => both.Left.Means(resource) && both.Right.Means(resource),
            ScimFilter.Or either => either.Left.Means(resource) || either.Right.Means(resource),
            ScimFilter.Not not => !not.Inner.Means(resource),
            ScimFilter.Present present => Values(resource, present.Path).Any(v => v is not null),
            ScimFilter.Among among => Values(resource, among.Path with { Sub = null }).OfType<JsonObject>().Any(among.Inner.Means),
            ScimFilter.Compare compare => compare.Op is CompareOp.Ne
                ? !Values(resource, compare.Path).Any(v => Is(v, CompareOp.Eq, compare.Value))
                : Values(resource, compare.Path).Any(v => Is(v, compare.Op, compare.Value)),
            _ => false,
        };

    /// <summary>A member by name, whatever its case.</summary>
    public static string? KeyOf(this JsonObject at, string name) =>
        at.Select(p => p.Key).FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<JsonNode?> Values(JsonObject resource, AttributePath path)
    {
        var found = resource.KeyOf(path.Name) is { } key ? Each(resource[key]) : [];
        return path.Sub is not { } sub
            ? found
            : found.OfType<JsonObject>().SelectMany(o => o.KeyOf(sub) is { } inner ? Each(o[inner]) : []);
    }

    private static IEnumerable<JsonNode?> Each(JsonNode? node) => node is JsonArray many ? many.AsEnumerable() : Enumerable.Repeat(node, 1);

    private static bool Is(JsonNode? node, CompareOp op, ScimValue value)
    {
        if (value.Kind is ScimValueKind.Null || node is null)
            return op is CompareOp.Eq && value.Kind is ScimValueKind.Null && node is null;
        // A complex value is compared by what it is known by.
        if (node is JsonObject whole)
            return whole.KeyOf("value") is { } key && whole[key] is not JsonObject && Is(whole[key], op, value);
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return op is CompareOp.Eq && value.AsBool == (node.GetValueKind() is JsonValueKind.True);
        var (text, with) = (node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(), value.Text);
        if (value.AsBool is { } flag)
            with = flag ? "true" : "false";
        return op switch
        {
            CompareOp.Eq => text.Equals(with, StringComparison.OrdinalIgnoreCase),
            CompareOp.Co => text.Contains(with, StringComparison.OrdinalIgnoreCase),
            CompareOp.Sw => text.StartsWith(with, StringComparison.OrdinalIgnoreCase),
            CompareOp.Ew => text.EndsWith(with, StringComparison.OrdinalIgnoreCase),
            CompareOp.Gt => string.Compare(text, with, StringComparison.OrdinalIgnoreCase) > 0,
            CompareOp.Ge => string.Compare(text, with, StringComparison.OrdinalIgnoreCase) >= 0,
            CompareOp.Lt => string.Compare(text, with, StringComparison.OrdinalIgnoreCase) < 0,
            CompareOp.Le => string.Compare(text, with, StringComparison.OrdinalIgnoreCase) <= 0,
            _ => false,
        };
    }
}
