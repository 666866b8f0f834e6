using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <param name="Subject">A pipeline's id, or `pipeline/stage`.</param>
internal sealed record AuditEntry(string Subject, string Action, long AtMs, string Raw);

/// <summary>What was done to pipelines and stages, oldest first; kept with the store.</summary>
internal static class PipelineAudits
{
    private const int Kept = 500;

    public static void Note(CrmStore store, Tx tx, Kind kind, string subject, string action, JsonObject raw)
    {
        var all = All(store, kind).Append(new(subject, action, tx.Now.ToUnixTimeMilliseconds(), raw.ToJsonString(Wire.Options)));
        tx.Setting(Key(kind), JsonSerializer.Serialize(all.TakeLast(Kept)));
    }

    public static JsonObject Json(CrmStore store, Kind kind, string subject, long portal) =>
        new()
        {
            ["results"] = new JsonArray([
                .. All(store, kind)
                    .Where(e => e.Subject == subject)
                    .Select(e => new JsonObject
                    {
                        ["portalId"] = portal,
                        ["identifier"] = e.Subject.Split('/')[^1],
                        ["action"] = e.Action,
                        ["timestamp"] = Canonical.Instant(e.AtMs),
                        ["message"] = $"{e.Action} by the API",
                        ["rawObject"] = JsonNode.Parse(e.Raw),
                    }),
            ]),
        };

    private static List<AuditEntry> All(CrmStore store, Kind kind) =>
        store.Setting(Key(kind)) is { } json ? JsonSerializer.Deserialize<List<AuditEntry>>(json)! : [];

    private static string Key(Kind kind) => $"hubspot.audit.{ObjectTypes.TypeId(kind)}";
}
