using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Access.Scim.Filter;
using Entente.Platform.Values;

namespace Entente.Access.Scim;

/// <summary>What a list is asked for (RFC 7644 §3.4.2), within limits: counting starts at 1.</summary>
internal sealed record ScimAsked(string? Filter, int StartIndex, int Count, string? SortBy, bool Descending, ScimParts Parts)
{
    public const int Usual = 100;
    public const int Most = 500;

    public static ScimAsked Of(string? filter, int? startIndex, int? count, string? sortBy, string? sortOrder, ScimParts parts) =>
        new(
            string.IsNullOrWhiteSpace(filter) ? null : filter,
            Math.Max(1, startIndex ?? 1),
            Math.Clamp(count ?? Usual, 0, Most),
            string.IsNullOrWhiteSpace(sortBy) ? null : sortBy,
            "descending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase),
            parts
        );
}

/// <summary>Which attributes an answer has: <c>attributes</c> names those wanted, <c>excludedAttributes</c> those not (RFC 7644 §3.9).</summary>
internal sealed record ScimParts(IReadOnlyList<string> Wanted, IReadOnlyList<string> Unwanted)
{
    private static readonly string[] Always = ["schemas", "id"];

    public static ScimParts All { get; } = new([], []);

    public static ScimParts Of(string? attributes, string? excluded) => new(Names(attributes), Names(excluded));

    /// <summary>Whether an attribute is wanted at all, whichever of its parts.</summary>
    public bool Wants(string name) =>
        Wanted.Count > 0 ? Wanted.Any(w => Head(w).Equals(name, StringComparison.OrdinalIgnoreCase)) : !Says(Unwanted, name);

    public JsonObject Of(JsonObject whole)
    {
        if (Wanted.Count + Unwanted.Count == 0)
            return whole;
        var some = new JsonObject();
        foreach (var (name, value) in whole)
            if (Always.Contains(name, StringComparer.Ordinal) || Wants(name))
                some[name] = Part(name, value!.DeepClone());
        return some;
    }

    private JsonNode Part(string name, JsonNode value)
    {
        if (Always.Contains(name, StringComparer.Ordinal))
            return value;
        foreach (
            var one in value is JsonArray many ? many.OfType<JsonObject>()
            : value is JsonObject whole ? [whole]
            : []
        )
        foreach (var part in one.Select(p => p.Key).ToList())
            if (Wanted.Count > 0 ? !Says(Wanted, name) && !Says(Wanted, $"{name}.{part}") : Says(Unwanted, $"{name}.{part}"))
                one.Remove(part);
        return value;
    }

    private static bool Says(IReadOnlyList<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Head(string name) => name.Split('.')[0];

    // The schema's URN in front says nothing more: a resource has one schema here.
    private static IReadOnlyList<string> Names(string? list) =>
        [
            .. (list ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(n => n.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? n[(n.LastIndexOf(':') + 1)..] : n)
                .Take(100),
        ];
}

/// <summary>A resource as it is answered.</summary>
internal sealed record ScimFound(string Id, JsonObject Body, string Location)
{
    /// <summary>Of what the directory sees, so that it changes when that does, and only then. Where it lies and when it changed is not part of it.</summary>
    public string ETag { get; } =
        "W/\"" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithoutMeta(Body))))[..20] + "\"";

    /// <summary>Whether a condition (<c>If-Match</c>) names this state; without one every state will do.</summary>
    public bool Is(string? condition) =>
        string.IsNullOrWhiteSpace(condition)
        || condition.Split(',', StringSplitOptions.TrimEntries).Any(c => c == "*" || Bare(c) == Bare(ETag));

    private static string Bare(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static string WithoutMeta(JsonObject body)
    {
        var bare = (JsonObject)body.DeepClone();
        bare.Remove("meta");
        return bare.ToJsonString();
    }
}

internal sealed record ScimPage(int Total, IReadOnlyList<ScimFound> Found);

/// <summary>A kind of resource of a directory: what endpoints and bulk requests do with all of them.</summary>
internal interface IScimResources
{
    /// <summary><c>Users</c>, <c>Groups</c>.</summary>
    string Path { get; }

    Task<Result<ScimFound>> Get(string id, CancellationToken ct);

    Task<Result<ScimPage>> List(ScimAsked asked, CancellationToken ct);

    Task<Result<ScimFound>> Create(JsonObject body, CancellationToken ct);

    /// <param name="condition">The <c>If-Match</c> of the request.</param>
    Task<Result<ScimFound>> Replace(string id, JsonObject body, string? condition, CancellationToken ct);

    Task<Result<ScimFound>> Patch(string id, JsonObject body, string? condition, CancellationToken ct);

    Task<Result> Delete(string id, string? condition, CancellationToken ct);
}

/// <param name="Rows">Narrowed and sorted.</param>
internal sealed record Sought<T>(IQueryable<T> Rows);

/// <summary>What lists of users and of groups have in common.</summary>
internal static class ScimLists
{
    /// <summary>The query narrowed and sorted as asked.</summary>
    public static Result<Sought<T>> Asked<T>(this FilterQuery<T> query, IQueryable<T> rows, ScimAsked asked)
    {
        if (asked.Filter is { } text)
        {
            var (filter, fault) = FilterReader.Read(text);
            if (filter is null)
                return ScimFaults.Filter(fault!);
            var (where, unknown) = query.Of(filter);
            if (where is null)
                return ScimFaults.Filter(unknown!);
            rows = rows.Where(where);
        }
        if (asked.SortBy is not { } sortBy)
            return new Sought<T>(rows);
        var (path, wrong) = FilterReader.ReadPath(sortBy);
        if (path is null || path.Where is not null || query.Column(path.Attribute)?.By is not { } by)
            return ScimFaults.Path(wrong ?? $"Nothing is sorted by {sortBy}.");
        var method = asked.Descending ? nameof(Queryable.OrderByDescending) : nameof(Queryable.OrderBy);
        var call = System.Linq.Expressions.Expression.Call(
            typeof(Queryable),
            method,
            [typeof(T), by.ReturnType],
            rows.Expression,
            System.Linq.Expressions.Expression.Quote(by)
        );
        return new Sought<T>(rows.Provider.CreateQuery<T>(call));
    }
}
