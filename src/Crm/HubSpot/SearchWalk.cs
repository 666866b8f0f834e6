using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Crm.Http;

namespace Entente.Crm.HubSpot;

/// <summary>
/// How Entente walks HubSpot's search by change stamp. Search refuses offsets beyond 10,000, and an offset slips when a record
/// moves to the end while we walk; so pages are cut by key, never by offset: everything from the last stamp on, and where one stamp
/// fills a whole page (a bulk import), that stamp's records by id. Stamps are epoch milliseconds.
/// </summary>
/// <param name="Watermark">Everything before it has been seen.</param>
/// <param name="From">The stamp the running walk has reached, or null between walks.</param>
/// <param name="Tie">The stamp whose records are being walked by id, or null.</param>
/// <param name="LastId">The highest id seen of that stamp.</param>
/// <param name="Began">The CRM's time when the running walk began: the next watermark.</param>
internal sealed record SearchWalk(long Watermark, long? From, long? Tie, long LastId, long? Began)
{
    /// <summary>New records may appear in the search index minutes late.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public static SearchWalk Since(DateTimeOffset since) => new(since.ToUnixTimeMilliseconds(), null, null, 0, null);

    /// <summary>The lowest stamp to ask for now.</summary>
    [JsonIgnore]
    public long Floor => From ?? Math.Max(0, Watermark - (long)Overlap.TotalMilliseconds);

    /// <summary>The search to send, asking for the stamp alone: the records are read by id, which is never stale.</summary>
    public object Query(string modified, int limit)
    {
        object[] filters = Tie is { } tie
            ?
            [
                new
                {
                    propertyName = modified,
                    @operator = "EQ",
                    value = Number(tie),
                },
                new
                {
                    propertyName = "hs_object_id",
                    @operator = "GT",
                    value = Number(LastId),
                },
            ]
            :
            [
                new
                {
                    propertyName = modified,
                    @operator = "GTE",
                    value = Number(Floor),
                },
            ];
        return new
        {
            filterGroups = new[] { new { filters } },
            sorts = new[] { new { propertyName = Tie is null ? modified : "hs_object_id", direction = "ASCENDING" } },
            properties = new[] { modified },
            limit,
        };
    }

    /// <summary>Where to go after a page; <paramref name="full"/> when the CRM has more than it returned.</summary>
    /// <param name="now">The CRM's time of the page; counts only for the first page of a walk.</param>
    public SearchWalk Next(IReadOnlyList<(long Id, long Stamp)> page, bool full, long now)
    {
        var walk = this with { Began = Began ?? now };
        if (Tie is { } tie)
        {
            return full && page.Count > 0
                ? walk with
                {
                    LastId = page.Max(r => r.Id),
                }
                : walk with
                {
                    From = tie + 1,
                    Tie = null,
                    LastId = 0,
                };
        }
        if (!full || page.Count == 0)
            return new SearchWalk(Math.Max(Watermark, walk.Began.Value), null, null, 0, null);

        var last = page[^1].Stamp;
        return last > Floor ? walk with { From = last } : walk with { From = Floor, Tie = last, LastId = 0 };
    }

    /// <summary>True between walks.</summary>
    [JsonIgnore]
    public bool Arrived => From is null && Tie is null && Began is null;

    public string Write() => JsonSerializer.Serialize(this, CrmHttp.Json);

    public static SearchWalk Read(string cursor) =>
        JsonSerializer.Deserialize<SearchWalk>(cursor, CrmHttp.Json) ?? throw new FormatException("An empty cursor.");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
