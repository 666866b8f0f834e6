using System.Text.Json.Nodes;
using Entente.Access.Scim.Filter;
using Entente.Platform.Values;

namespace Entente.Access.Scim.Patch;

/// <summary>
/// PATCH (RFC 7644 §3.5.2) on a resource at hand: pure. Takes what Entra ID and Okta really send: operations in any case, values without a path,
/// paths as the names of a value's members, a value path that names what is not there yet.
/// </summary>
internal static class ResourcePatch
{
    public const int MostOperations = 200;

    /// <summary>The resource after all operations, or why none of them is done.</summary>
    public static Result<JsonObject> Apply(JsonObject resource, JsonObject body, ResourceShape shape)
    {
        if (body.KeyOf("Operations") is not { } key || body[key] is not JsonArray operations || operations.Count == 0)
            return ScimFaults.Syntax("Operations is missing: a list of at least one operation.");
        if (operations.Count > MostOperations)
            return ScimFaults.Syntax($"At most {MostOperations} operations are taken at a time.");
        var after = (JsonObject)resource.DeepClone();
        foreach (var operation in operations)
            if (One(after, operation as JsonObject, shape) is { } fault)
                return fault;
        return after;
    }

    private static Problem? One(JsonObject resource, JsonObject? operation, ResourceShape shape)
    {
        if (operation is null)
            return ScimFaults.Syntax("An operation is an object with op, path and value.");
        var op = Member(operation, "op") is JsonValue said && said.TryGetValue<string>(out var word) ? word.ToLowerInvariant() : "";
        if (op is not ("add" or "replace" or "remove"))
            return ScimFaults.Syntax("op is one of add, replace, remove.");
        var value = Member(operation, "value");
        if (Member(operation, "path") is not { } given)
            return WithoutPath(resource, op, value, shape);
        return given is JsonValue text && text.TryGetValue<string>(out var path)
            ? At(resource, op, path, value, shape, strict: true)
            : ScimFaults.Path("path is a text.");
    }

    private static Problem? WithoutPath(JsonObject resource, string op, JsonNode? value, ResourceShape shape)
    {
        if (op is "remove")
            return ScimFaults.NoTarget("remove needs a path.");
        if (value is not JsonObject members)
            return ScimFaults.Value("Without a path, value is an object.");
        foreach (var (name, part) in members)
            if (At(resource, op, name, part, shape, strict: false) is { } fault)
                return fault;
        return null;
    }

    /// <param name="strict">What is ours is refused; as a member of a value it is only passed over, for directories send whole resources.</param>
    private static Problem? At(JsonObject resource, string op, string path, JsonNode? value, ResourceShape shape, bool strict)
    {
        // The schema's own URN, with an object of its attributes.
        if (path.Equals(ResourceShape.EnterpriseSchema, StringComparison.OrdinalIgnoreCase))
            return null;
        var (read, fault) = FilterReader.ReadPath(path);
        if (read is null)
            return ScimFaults.Path(fault!);
        if (shape.IsLetPass(read.Attribute))
            return null;
        if (shape.IsOurs(read.Attribute.Name))
            return strict ? ScimFaults.Mutability($"{read.Attribute.Name} is not for others to change.") : null;
        if (shape.Kept(read.Attribute.Name) is not { } name)
            return strict ? ScimFaults.Path($"There is no attribute {read.Attribute}.") : null;
        return shape.IsSeveral(name) ? Several(resource, op, name, read, value)
            : read.Where is not null ? ScimFaults.Path($"{name} has one value: nothing to choose from.")
            : shape.Complex.TryGetValue(name, out var parts) ? Complex(resource, op, (name, parts), read.Attribute.Sub, value)
            : Single(resource, op, name, read.Attribute.Sub, value);
    }

    private static Problem? Single(JsonObject resource, string op, string name, string? sub, JsonNode? value)
    {
        if (sub is not null)
            return ScimFaults.Path($"{name} has no parts.");
        if (op is "remove" || value is null)
            resource.Remove(name);
        else
            resource[name] = value.DeepClone();
        return null;
    }

    private static Problem? Complex(
        JsonObject resource,
        string op,
        (string Name, IReadOnlyList<string> Parts) of,
        string? sub,
        JsonNode? value
    )
    {
        if (sub is null && op is "remove")
        {
            resource.Remove(of.Name);
            return null;
        }
        var whole = resource[of.Name] as JsonObject ?? [];
        if (sub is null)
        {
            if (value is not JsonObject given)
                return ScimFaults.Value($"{of.Name} is an object.");
            foreach (var (part, one) in given)
                Set(whole, of.Parts, part, one);
        }
        else if (!of.Parts.Contains(sub, StringComparer.OrdinalIgnoreCase))
            return ScimFaults.Path($"There is no attribute {of.Name}.{sub}.");
        else
            Set(whole, of.Parts, sub, op is "remove" ? null : value);
        if (whole.Parent is null)
            resource[of.Name] = whole;
        return null;
    }

    private static void Set(JsonObject whole, IReadOnlyList<string> parts, string part, JsonNode? value)
    {
        if (parts.FirstOrDefault(p => p.Equals(part, StringComparison.OrdinalIgnoreCase)) is not { } name)
            return;
        if (value is null)
            whole.Remove(name);
        else
            whole[name] = value.DeepClone();
    }

    private static Problem? Several(JsonObject resource, string op, string name, PatchPath path, JsonNode? value)
    {
        var all = resource[name] as JsonArray ?? [];
        if (all.Parent is null)
            resource[name] = all;
        var sub = (path.Sub ?? path.Attribute.Sub)?.ToLowerInvariant();
        if (path.Where is null && sub is null)
            return Whole(resource, all, op, name, value);
        var meant = all.OfType<JsonObject>().Where(o => path.Where?.Means(o) ?? true).ToList();
        if (op is "remove")
        {
            foreach (var one in meant)
                if (sub is null or "value")
                    all.Remove(one);
                else
                    one.Remove(sub);
            return null;
        }
        if (meant.Count == 0)
        {
            // A directory that sets the work address of somebody who has none means a new one.
            if (Seed(path.Where) is not { } seed)
                return ScimFaults.NoTarget($"None of {name} is meant by the path.");
            all.Add(seed);
            meant = [seed];
        }
        foreach (var one in meant)
            if (sub is not null)
                one[sub] = value?.DeepClone();
            else if (ResourceShape.Many(value) is [JsonObject given])
                foreach (var (part, inner) in given)
                    one[part] = inner?.DeepClone();
            else
                return ScimFaults.Value($"One of {name} is an object.");
        return null;
    }

    private static Problem? Whole(JsonObject resource, JsonArray all, string op, string name, JsonNode? value)
    {
        var given = value is null ? [] : ResourceShape.Many(value);
        if (op is "remove" && value is null || op is "replace")
            all.Clear();
        foreach (var one in given.OfType<JsonObject>().ToList())
        {
            var same = all.OfType<JsonObject>().FirstOrDefault(o => JsonNode.DeepEquals(o["value"], one["value"]));
            if (op is "remove")
            {
                if (same is not null)
                    all.Remove(same);
            }
            else if (same is null)
                all.Add(one.DeepClone());
            else
                foreach (var (part, inner) in one)
                    same[part] = inner?.DeepClone();
        }
        resource[name] = all.Parent is null ? all : resource[name];
        return null;
    }

    /// <summary><c>type eq "work"</c> describes a value well enough to make one; anything else does not.</summary>
    private static JsonObject? Seed(ScimFilter? where) =>
        where switch
        {
            null => [],
            ScimFilter.Compare { Op: CompareOp.Eq, Value.Kind: ScimValueKind.Text } one => new JsonObject
            {
                [one.Path.Name.ToLowerInvariant()] = one.Value.Text,
            },
            ScimFilter.Compare { Op: CompareOp.Eq, Value.AsBool: { } flag } one => new JsonObject
            {
                [one.Path.Name.ToLowerInvariant()] = flag,
            },
            ScimFilter.And both when Seed(both.Left) is { } left && Seed(both.Right) is { } right => Both(left, right),
            _ => null,
        };

    private static JsonObject Both(JsonObject left, JsonObject right)
    {
        foreach (var (name, value) in right)
            left[name] = value?.DeepClone();
        return left;
    }

    private static JsonNode? Member(JsonObject of, string name) => of.KeyOf(name) is { } key ? of[key] : null;
}
