using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>
/// A row of an object that only Salesforce has (leads, events, partners; permission sets, field definitions), kept in the store's settings.
/// Values are canonical text by field name; what begins with <c>$</c> the sandbox itself keeps there.
/// </summary>
internal sealed record SetupRow(string Type, string Id, IReadOnlyDictionary<string, string> Values)
{
    public const string CreatedKey = "$created";
    public const string ModifiedKey = "$modified";
    public const string DeletedKey = "$deleted";

    public string? Text(string name) => Values.GetValueOrDefault(name);

    public bool Flag(string name) => Text(name) == "true";

    /// <summary>A kept instant in epoch milliseconds, 0 when there is none.</summary>
    public long Ms(string name) => Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    public long CreatedMs => Ms(CreatedKey);

    public long ModifiedMs => Ms(ModifiedKey);

    /// <summary>When it was put in the recycle bin, or 0.</summary>
    public long DeletedMs => Ms(DeletedKey);

    /// <summary>The row with values set (null removes).</summary>
    public SetupRow With(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var next = new Dictionary<string, string>(Values, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value is null)
                next.Remove(name);
            else
                next[name] = value;
        }

        return this with
        {
            Values = next,
        };
    }

    public static string Text(long ms) => ms.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Rows below the setting key <c>salesforce.row.</c>, one setting each. Rows of setup objects take their ids from what must be unique in them, so
/// writing the same thing twice meets the first; the others are numbered.
/// </summary>
internal sealed class SetupRows(CrmStore store)
{
    private const string Key = "salesforce.row.";
    private const string CounterKey = "salesforce.lastRow";

    /// <summary>Numbered rows begin here, far from the hashes of small sandboxes and from the store's own numbers.</summary>
    private const long FirstNumber = 1L << 56;

    private static readonly RowTable None = new([]);

    private readonly Lock _indexing = new();
    private volatile Index? _index;

    private sealed record Index(long Version, Dictionary<string, RowTable> Tables, Dictionary<string, (string Json, SetupRow Row)> Rows);

    public IReadOnlyList<SetupRow> All(string type) => Table(type).Rows;

    public SetupRow? Find(string type, string id) => Table(type).Find(id);

    /// <summary>A row as the transaction left it.</summary>
    public SetupRow? Find(Tx tx, string type, string id) => tx.Setting($"{Key}{type}.{id}") is { } json ? Parse(type, id, json) : null;

    /// <summary>Rows whose field has this text, in any case.</summary>
    public IEnumerable<SetupRow> By(string type, string field, string value) => Table(type).By(field, value);

    public IEnumerable<SetupRow> By(Tx tx, string type, string field, string value)
    {
        var prefix = $"{Key}{type}.";
        var staged = tx.Staged(prefix).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);
        return By(type, field, value)
            .Where(row => !staged.ContainsKey(row.Id))
            .Concat(staged.Where(pair => pair.Value is not null).Select(pair => Parse(type, pair.Key, pair.Value!)))
            .Where(row => value.Equals(row.Text(field), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The id that a row with this unique key has, whether it is there or not.</summary>
    public static string IdFor(string prefix, string unique)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prefix + unique.ToUpperInvariant()));
        // 52 bits: nine digits of base 62, and no clash within anything a sandbox holds.
        return SalesforceId.Of(prefix, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 12));
    }

    /// <summary>An id nobody had before.</summary>
    public static string NextId(Tx tx, string prefix)
    {
        var number = 1 + (tx.Setting(CounterKey) is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : 0);
        tx.Setting(CounterKey, SetupRow.Text(number));
        return SalesforceId.Of(prefix, FirstNumber + number);
    }

    public static void Put(Tx tx, SetupRow row) => tx.Setting($"{Key}{row.Type}.{row.Id}", JsonSerializer.Serialize(row.Values));

    public static void Remove(Tx tx, string type, string id) => tx.Setting($"{Key}{type}.{id}", null);

    private RowTable Table(string type)
    {
        // The version first: what changes after it was read is looked at again next time.
        var version = store.SettingsVersion;
        if (_index is not { } index || index.Version != version)
        {
            lock (_indexing)
                index = _index is { } made && made.Version == version ? made : _index = Build(version, _index);
        }

        return index.Tables.GetValueOrDefault(type, None);
    }

    /// <summary>Rows whose text did not change are not parsed again.</summary>
    private Index Build(long version, Index? before)
    {
        var rows = new Dictionary<string, (string Json, SetupRow Row)>(StringComparer.Ordinal);
        foreach (var (key, json) in store.Settings(Key))
        {
            if (before is not null && before.Rows.TryGetValue(key, out var seen) && ReferenceEquals(seen.Json, json))
            {
                rows[key] = seen;
                continue;
            }

            var cut = key.IndexOf('.', Key.Length);
            rows[key] = (json, Parse(key[Key.Length..cut], key[(cut + 1)..], json));
        }

        return new(
            version,
            rows.Values.GroupBy(pair => pair.Row.Type)
                .ToDictionary(group => group.Key, group => new RowTable([.. group.Select(p => p.Row)])),
            rows
        );
    }

    private static SetupRow Parse(string type, string id, string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(
            type,
            id,
            document
                .RootElement.EnumerateObject()
                .Where(pair => pair.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(
                    pair => pair.Name,
                    // Flags of older journals are JSON's own.
                    pair => pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : pair.Value.GetRawText(),
                    StringComparer.Ordinal
                )
        );
    }

    private sealed class RowTable(IReadOnlyList<SetupRow> rows)
    {
        private readonly Dictionary<string, SetupRow> _byId = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ILookup<string?, SetupRow>> _byField = new();

        public IReadOnlyList<SetupRow> Rows => rows;

        public SetupRow? Find(string id) => _byId.GetValueOrDefault(id);

        public IEnumerable<SetupRow> By(string field, string value) =>
            _byField.GetOrAdd(field, name => rows.ToLookup(row => row.Text(name), StringComparer.OrdinalIgnoreCase))[value];
    }
}
