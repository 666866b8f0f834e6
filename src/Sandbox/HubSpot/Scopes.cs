using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>
/// What the private app may do. It has every scope until the admin API takes some away, so that "the token lacks a scope" can be seen.
/// </summary>
internal sealed class Scopes
{
    private volatile IReadOnlySet<string> missing = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Missing => [.. missing.Order(StringComparer.Ordinal)];

    public void TakeAway(IEnumerable<string> scopes) => missing = scopes.ToHashSet(StringComparer.Ordinal);

    /// <summary>The refusal of a call whose scope was taken away.</summary>
    public HubSpotError? Refuse(string method, string path) =>
        missing.Count > 0 && Required(method, path) is { } scope && missing.Contains(scope)
            ? new(
                403,
                "MISSING_SCOPES",
                "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
                new JsonArray(
                    new JsonObject
                    {
                        ["message"] = "One or more of the following scopes are required.",
                        ["context"] = new JsonObject { ["requiredGranularScopes"] = new JsonArray(scope) },
                    }
                )
            )
            : null;

    /// <summary>`crm.objects.deals.write` for `PATCH /crm/v3/objects/deals/1`; null for calls that need none.</summary>
    public static string? Required(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["crm", ..])
            return null;
        // The version stands before the area (v3/objects) or after it (objects/2026-03).
        var (area, type) = parts is [_, ['v', ..], var named, ..]
            ? (named, parts.ElementAtOrDefault(3))
            : (parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(3));
        var reads =
            method is "GET" or "HEAD"
            || path.EndsWith("/search", StringComparison.Ordinal)
            || path.EndsWith("/batch/read", StringComparison.Ordinal);
        return (area, ObjectTypes.Parse(type ?? "")) switch
        {
            ("owners", _) => "crm.objects.owners.read",
            ("properties", { } kind) => $"crm.schemas.{Named(kind)}.{(reads ? "read" : "write")}",
            ("pipelines", { } kind) => $"crm.schemas.{Named(kind)}.read",
            ("objects" or "associations", { } kind) => $"crm.objects.{Named(kind)}.{(reads ? "read" : "write")}",
            _ => null,
        };
    }

    /// <summary>Notes are covered by the scopes of contacts.</summary>
    private static string Named(Kind kind) => ObjectTypes.Plural(kind == Kind.Note ? Kind.Contact : kind);
}
