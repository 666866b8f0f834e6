using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Calls inside a composite or batch request.</summary>
internal static class Subrequest
{
    /// <summary>The call of one entry; its address may be absolute below the origin (<c>/services/data/v66.0/…</c>) or begin with the version.</summary>
    public static ApiRequest Of(ApiRequest outer, JsonNode? entry, string addressName, string bodyName)
    {
        var method = entry.Text("method")?.ToUpperInvariant();
        var address = entry.Text(addressName);
        if (method is null || address is null)
            throw new ApiException(
                400,
                "REQUIRED_FIELD_MISSING",
                $"Required fields are missing: [method, {addressName}]",
                "method",
                addressName
            );
        var cut = address.Split('?', 2);
        var path = Segments(cut[0]);
        if (path is ["services", "data", ..])
            path = path[2..];
        if (path is not [['v' or 'V', .. var version], .. var rest])
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        return outer with
        {
            Method = method,
            Version = version,
            Path = rest,
            Query = Parameters(cut.Length > 1 ? cut[1] : ""),
            Body = entry.Child(bodyName)?.DeepClone(),
        };
    }

    public static string[] Segments(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    public static Dictionary<string, string> Parameters(string query) =>
        QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
