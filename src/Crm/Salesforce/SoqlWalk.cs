using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// How Entente walks an object by <c>SystemModstamp</c>: in order of (stamp, id), each page beginning behind the last row, so that
/// no query locator has to live and any number of rows may share a second. A row may become visible after later ones: the windows overlap.
/// </summary>
/// <param name="Watermark">Everything before it has been seen.</param>
/// <param name="LastStamp">The stamp of the last row of the running walk, or null between walks.</param>
/// <param name="Began">The organisation's time when the running walk began: the next watermark.</param>
internal sealed record SoqlWalk(DateTimeOffset Watermark, DateTimeOffset? LastStamp, string? LastId, DateTimeOffset? Began)
{
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public static SoqlWalk Since(DateTimeOffset since) => new(since, null, null, null);

    /// <summary>The condition of the next page.</summary>
    [JsonIgnore]
    public string Where =>
        (LastStamp, LastId) is ({ } stamp, { } id)
            ? $"(SystemModstamp > {Literal(stamp)} OR (SystemModstamp = {Literal(stamp)} AND Id > '{id}'))"
            : $"SystemModstamp >= {Literal(Watermark - Overlap)}";

    /// <summary>True between walks.</summary>
    [JsonIgnore]
    public bool Arrived => Began is null;

    /// <summary>Where to go after a page; <paramref name="full"/> when the page held as many rows as it could.</summary>
    public SoqlWalk Next(IReadOnlyList<CrmRecord> page, bool full, DateTimeOffset now)
    {
        var began = Began ?? now;
        return full && page.Count > 0
            ? this with
            {
                LastStamp = page[^1].ModifiedAt,
                LastId = page[^1].Id,
                Began = began,
            }
            : Since(began > Watermark ? began : Watermark);
    }

    public string Write() => JsonSerializer.Serialize(this, CrmHttp.Json);

    public static SoqlWalk Read(string cursor) =>
        JsonSerializer.Deserialize<SoqlWalk>(cursor, CrmHttp.Json) ?? throw new FormatException("An empty cursor.");

    /// <summary>An instant as SOQL wants it: UTC, unquoted.</summary>
    public static string Literal(DateTimeOffset at) => Canonical.Instant(at);
}
