using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>
/// What an app may do. The private app has every scope until the admin API takes some away, so that "the token lacks a scope" can be seen; an
/// OAuth app has those it was granted.
/// </summary>
internal sealed class Scopes
{
    private volatile IReadOnlySet<string> missing = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Missing => [.. missing.Order(StringComparer.Ordinal)];

    public void TakeAway(IEnumerable<string> scopes) => missing = scopes.ToHashSet(StringComparer.Ordinal);

    /// <summary>The refusal of a call whose scope was taken away, or never granted.</summary>
    /// <param name="granted">Of an OAuth app; null for the private one.</param>
    public HubSpotError? Refuse(string method, string path, IReadOnlyList<string>? granted) =>
        (missing.Count > 0 || granted is not null)
        && Required(method, path) is { } scope
        && (missing.Contains(scope) || granted?.Contains(scope) == false)
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
                ),
                Links: new JsonObject { ["scopes"] = "https://developers.hubspot.com/scopes" }
            )
            : null;

    /// <summary>`crm.objects.deals.write` for `PATCH /crm/v3/objects/deals/1`; null for calls that need none.</summary>
    public static string? Required(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var reads =
            method is "GET" or "HEAD"
            || path.EndsWith("/search", StringComparison.Ordinal)
            || path.EndsWith("/batch/read", StringComparison.Ordinal);
        var verb = reads ? "read" : "write";
        switch (parts)
        {
            case ["crm-object-schemas", ..]:
                return $"crm.schemas.custom.{verb}";
            case ["settings", _, "currencies", ..]:
                return "settings.currencies.read";
            case ["marketing", _, "forms", ..]:
                return "forms";
            case ["integrators", "timeline", _, "events", ..]:
                return "timeline";
            case not ["crm", _, ..]:
                return null;
        }
        // The version stands before the area (v3/objects) or after it (objects/2026-03).
        var (area, type) = parts[1] is ['v', ..]
            ? (parts.ElementAtOrDefault(2), parts.ElementAtOrDefault(3))
            : (parts[1], parts.ElementAtOrDefault(3));
        if (area is "owners")
            return "crm.objects.owners.read";
        if (area is "lists")
            return $"crm.lists.{verb}";
        if (area is "imports")
            return "crm.import";
        if (area is "exports")
            return "crm.export";
        if (type is null)
            return null;
        // A name that is no standard one is the account's own type.
        var name = ObjectTypes.Parse(type) is { } kind ? ObjectTypes.Scoped(kind) : "custom";
        return area switch
        {
            "properties" or "property-validations" => $"crm.schemas.{name}.{verb}",
            "pipelines" => $"crm.schemas.{name}.read",
            "objects" or "associations" => $"crm.objects.{name}.{verb}",
            _ => null,
        };
    }
}
