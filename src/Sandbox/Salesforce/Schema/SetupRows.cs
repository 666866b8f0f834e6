using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>A row of an object that only Salesforce has (permission sets, custom field definitions), kept in the store's settings.</summary>
internal sealed record SetupRow(string Type, string Id, JsonObject Values)
{
    public string? Text(string name) => Values[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public bool Flag(string name) => Values[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}

/// <summary>
/// Rows below the setting key <c>salesforce.row.</c>, one setting each. Their ids come from what must be unique in them, so writing the same
/// thing twice meets the first.
/// </summary>
internal sealed class SetupRows(CrmStore store)
{
    private const string Key = "salesforce.row.";

    public IEnumerable<SetupRow> All(string type) =>
        store
            .Settings(Key + type + ".")
            .Select(pair => new SetupRow(type, pair.Key[(Key.Length + type.Length + 1)..], JsonNode.Parse(pair.Value)!.AsObject()));

    public SetupRow? Find(string type, string id) =>
        store.Setting($"{Key}{type}.{id}") is { } json ? new SetupRow(type, id, JsonNode.Parse(json)!.AsObject()) : null;

    /// <summary>The id that a row with this unique key has, whether it is there or not.</summary>
    public static string IdFor(string prefix, string unique)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prefix + unique.ToUpperInvariant()));
        // 52 bits: nine digits of base 62, and no clash within anything a sandbox holds.
        return SalesforceId.Of(prefix, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 12));
    }

    public static void Put(Tx tx, SetupRow row) => tx.Setting($"{Key}{row.Type}.{row.Id}", row.Values.ToJsonString());

    public static void Remove(Tx tx, string type, string id) => tx.Setting($"{Key}{type}.{id}", null);
}
