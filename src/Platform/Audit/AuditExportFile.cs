using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Platform.Tenancy;

namespace Entente.Platform.Audit;

/// <summary>An entry on its way out. <paramref name="Entry"/> is null when the database has lost it; <paramref name="Told"/> is false when a filter withholds it.</summary>
internal sealed record SealedEntry(long Number, byte[] Seal, AuditEntry? Entry, bool Told);

/// <summary>
/// Writes an export, a JSON line at a time: the format of src/AuditVerifier/README.md. A signed mark closes every thousand entries or four
/// megabytes; no more than that is held.
/// </summary>
internal sealed class AuditExportFile
{
    public const int PageEntries = 1000;
    private const int PageBytes = 4 * 1024 * 1024;
    private const int LineHash = 4;

    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly AuditKey key;
    private readonly string heading;
    private readonly ArrayBufferWriter<byte> page = new(1 << 20);
    private readonly List<byte> lines = [];
    private readonly Utf8JsonWriter json;
    private long last;
    private byte[] seal;
    private readonly int perPage;
    private int held;

    /// <param name="after">The number of the entry before the first, and its seal.</param>
    /// <param name="olderKeys">Public keys that signed heads before the present one.</param>
    public AuditExportFile(
        AuditKey key,
        WorkspaceCard workspace,
        AuditFilter filter,
        (long Number, byte[] Seal) after,
        IEnumerable<byte[]> olderKeys,
        DateTimeOffset now,
        int perPage = PageEntries
    )
    {
        (this.key, this.perPage, last, seal) = (key, perPage, after.Number, after.Seal);
        json = new Utf8JsonWriter(page, Plain);
        var from = page.WrittenCount;
        Object(w =>
        {
            w.WriteString("format", "entente-audit-export-1");
            w.WriteString("workspace", workspace.Id.Value.ToString("N"));
            w.WriteString("slug", workspace.Slug);
            w.WriteString("name", workspace.Name);
            w.WriteString("exportedAt", Instant(now));
            w.WriteNumber("after", after.Number);
            w.WriteString("seal", Hex(after.Seal));
            w.WritePropertyName("filter");
            Filter(w, filter);
            w.WriteStartArray("keys");
            foreach (var known in olderKeys.Prepend(key.Public).DistinctBy(AuditKey.FingerprintOf))
            {
                w.WriteStartObject();
                w.WriteString("id", AuditKey.FingerprintOf(known));
                w.WriteBase64String("spki", known);
                w.WriteEndObject();
            }
            w.WriteEndArray();
        });
        heading = Hex(SHA256.HashData(page.WrittenSpan[from..]));
        End();
    }

    /// <summary>An instant as it stands in the file: UTC, six decimals.</summary>
    internal static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The heading, as bytes of the file.</summary>
    public byte[] Begin() => Take();

    /// <summary>One entry; the bytes of a page when this one closes it, otherwise null.</summary>
    public byte[]? Add(SealedEntry sealed_, SignedHead? head)
    {
        Line(w => Entry(w, sealed_));
        if (head is not null)
            Line(w => Head(w, head));
        (last, seal) = (sealed_.Number, sealed_.Seal);
        return ++held >= perPage || page.WrittenCount >= PageBytes ? Close(end: false) : null;
    }

    /// <summary>The last page: whoever has it has everything.</summary>
    public byte[] Finish() => Close(end: true);

    private byte[] Close(bool end)
    {
        var hash = Hex(SHA256.HashData(page.WrittenSpan));
        var open = new ArrayBufferWriter<byte>(512 + (lines.Count * 2));
        using (var mark = new Utf8JsonWriter(open, Plain))
        {
            mark.WriteStartObject();
            mark.WriteNumber("mark", last);
            mark.WriteString("heading", heading);
            mark.WriteString("seal", Hex(seal));
            mark.WriteString("page", hash);
            mark.WriteBase64String("lines", lines.ToArray());
            mark.WriteBoolean("last", end);
        }
        var signature = key.Sign([.. "entente-audit-mark-1\n"u8, .. open.WrittenSpan]);
        page.Write(open.WrittenSpan);
        page.Write(System.Text.Encoding.ASCII.GetBytes($",\"signature\":\"{Convert.ToBase64String(signature)}\"}}"));
        End();
        held = 0;
        lines.Clear();
        return Take();
    }

    private byte[] Take()
    {
        var bytes = page.WrittenSpan.ToArray();
        page.ResetWrittenCount();
        return bytes;
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        var from = page.WrittenCount;
        Object(write);
        lines.AddRange(SHA256.HashData(page.WrittenSpan[from..]).AsSpan(0, LineHash));
        End();
    }

    private void Object(Action<Utf8JsonWriter> write)
    {
        json.Reset();
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
    }

    private void End() => page.Write("\n"u8);

    private static void Entry(Utf8JsonWriter w, SealedEntry sealed_)
    {
        w.WriteNumber("n", sealed_.Number);
        if (sealed_.Entry is not { } entry)
            w.WriteBoolean("missing", true);
        else
        {
            if (sealed_.Told)
                Whole(w, entry);
            w.WriteString("digest", Hex(entry.Digest));
        }
        w.WriteString("seal", Hex(sealed_.Seal));
    }

    private static void Whole(Utf8JsonWriter w, AuditEntry entry)
    {
        w.WriteString("id", entry.Id.ToString("N"));
        w.WriteString("at", Instant(entry.At));
        w.WriteString("actor", entry.ActorKind.ToString());
        w.WriteString("person", entry.Person?.Value.ToString("N"));
        w.WriteString("onBehalfOf", entry.OnBehalfOf?.Value.ToString("N"));
        w.WriteString("partner", entry.Partner?.Value.ToString("N"));
        w.WriteString("channel", entry.Channel.ToString());
        w.WriteString("action", entry.Action);
        w.WriteString("kind", entry.SubjectKind);
        w.WriteString("subject", entry.SubjectId.ToString("N"));
        w.WriteString("correlation", entry.Correlation);
        w.WriteString("reason", entry.Reason);
        w.WriteStartArray("values");
        foreach (var value in entry.Values.OrderBy(v => v.Field, StringComparer.Ordinal))
        {
            w.WriteStartObject();
            w.WriteString("field", value.Field);
            if (value.Salt is { } salt)
            {
                w.WriteString("before", value.Before);
                w.WriteString("after", value.After);
                w.WriteString("salt", Hex(salt));
            }
            else
                w.WriteString("erased", Hex(value.Commitment));
            w.WriteEndObject();
        }
        w.WriteEndArray();
    }

    private static void Head(Utf8JsonWriter w, SignedHead head)
    {
        w.WriteNumber("head", head.Number);
        w.WriteString("seal", Hex(head.Hash));
        w.WriteString("at", Instant(head.At));
        w.WriteString("key", AuditKey.FingerprintOf(head.Key));
        w.WriteBase64String("signature", head.Signature);
    }

    private static void Filter(Utf8JsonWriter w, AuditFilter filter)
    {
        w.WriteStartObject();
        void Say(string name, string? value)
        {
            if (value is not null)
                w.WriteString(name, value);
        }
        Say("kind", filter.SubjectKind);
        Say("subject", filter.SubjectId?.ToString("N"));
        Say("person", filter.Person?.Value.ToString("N"));
        Say("action", filter.Action);
        Say("channel", filter.Through?.ToString());
        Say("from", filter.From is { } from ? Instant(from) : null);
        Say("until", filter.Until is { } until ? Instant(until) : null);
        w.WriteEndObject();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
