using System.Globalization;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>Backfill by list, changes by search, records by batch read, deletions by the recycle bin.</summary>
internal sealed class HubSpotReads(CrmHttp http, HubSpotPaths paths, HubSpotLinks links, ConnectorFacts facts)
{
    private const int PageSize = 100;

    // Of one batch read of associations.
    private const int MostLinked = 1_000;

    // Longer addresses may be refused with 414; the records are then read by id.
    private const int LongestAddress = 6_000;

    public async Task<CrmResult<CrmPage>> Backfill(CrmObject kind, string? after, CancellationToken ct)
    {
        var names = string.Join(',', HubSpotFields.Names(kind, facts));
        var address = List(kind, after, archived: false);
        var inOne = address.Length + names.Length < LongestAddress;
        var reply = await http.Send(new(HttpMethod.Get, inOne ? $"{address}&properties={names}" : address, CrmLane.Backfill), ct);
        if (!reply.Ok)
            return reply.Error;

        var rows = reply.Value.Body.Items("results").ToList();
        var records = inOne
            ? await links.Attach(kind, [.. rows.Select(r => HubSpotFields.Read(kind, r, facts))], CrmLane.Backfill, ct)
            : await Present(kind, [.. rows.Select(r => r.Text("id") ?? "")], CrmLane.Backfill, ct);
        if (!records.Ok)
            return records.Error;
        var next = Next(reply.Value);
        return new CrmPage(records.Value, next ?? "", next is not null);
    }

    /// <summary>Search tells which records changed; they are read by id, which is never stale. Those the caller holds are not read again.</summary>
    public async Task<CrmResult<CrmPage>> Changes(
        CrmObject kind,
        string? cursor,
        DateTimeOffset since,
        HeldAlready? held,
        CancellationToken ct
    )
    {
        var walk = string.IsNullOrEmpty(cursor) ? SearchWalk.Since(since) : SearchWalk.Read(cursor);
        var modified = HubSpotFields.Modified(kind);
        var reply = await http.Send(
            new(HttpMethod.Post, paths.Search(kind), CrmLane.Poll, walk.Query(modified, PageSize), LaneLimit.Search),
            ct
        );
        if (!reply.Ok)
            return reply.Error;

        var found = reply.Value.Body.Items("results").Select(r => (Id: IdOf(r), Stamp: StampOf(r, modified))).ToList();
        var full = Next(reply.Value) is not null;
        var stamps = found.ConvertAll(f => new CrmStamp(
            f.Id.ToString(CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(f.Stamp)
        ));
        var there = held is null || stamps.Count == 0 ? new HashSet<string>() : await held(stamps, ct);
        var records = await Present(kind, [.. stamps.Select(s => s.Id).Where(id => !there.Contains(id))], CrmLane.Poll, ct);
        if (!records.Ok)
            return records.Error;
        var next = walk.Next(found, full, Earlier(reply.Value.ServerTime).ToUnixTimeMilliseconds());
        return new CrmPage(records.Value, next.Write(), !next.Arrived, reply.Value.Body.Long("total"));
    }

    /// <summary>Associations move no stamp in HubSpot: they are read again, a thousand records a call.</summary>
    public async Task<CrmResult<CrmLinkPage>> Links(CrmObject kind, string? cursor, HeldIds held, CancellationToken ct)
    {
        if (HubSpotLinks.Partners(kind) is not { Length: > 0 } partners)
            return CrmLinkPage.None;
        var ids = await held(cursor, MostLinked, ct);
        if (ids.Count == 0)
            return CrmLinkPage.None;
        var found = await links.Of(kind, ids, CrmLane.Poll, ct);
        if (!found.Ok)
            return found.Error;
        var items = ids.Select(id => (id, (IReadOnlyList<CrmLink>)found.Value[id])).ToList();
        return new CrmLinkPage(items, ids[^1], ids.Count == MostLinked, partners.Length);
    }

    public async Task<CrmResult<CrmStamps>> Stamps(CrmObject kind, string? after, CancellationToken ct)
    {
        var modified = HubSpotFields.Modified(kind);
        var address = $"{List(kind, after, archived: false)}&properties={modified}";
        var reply = await http.Send(new(HttpMethod.Get, address, CrmLane.Backfill), ct);
        if (!reply.Ok)
            return reply.Error;
        var items = reply
            .Value.Body.Items("results")
            .Select(r => new CrmStamp(r.Text("id") ?? "", DateTimeOffset.FromUnixTimeMilliseconds(StampOf(r, modified))))
            .ToList();
        var next = Next(reply.Value);
        return new CrmStamps(items, next ?? "", next is not null, Earlier(reply.Value.ServerTime));
    }

    public async Task<CrmResult<CrmFound>> Find(CrmObject kind, string ententeId, CancellationToken ct)
    {
        var address = $"{paths.One(kind, ententeId)}?idProperty={EntenteFields.Id}&properties={EntenteFields.Id}";
        var reply = await http.Send(new(HttpMethod.Get, address, CrmLane.Write), ct);
        if (reply is { Ok: false, Error.Class: CrmErrorClass.NotFound })
            return await FindInBin(kind, ententeId, ct);
        return reply.Ok ? new CrmFound(reply.Value.Body.Text("id")) : reply.Error;
    }

    // A single read follows merges; a batch does not.
    public async Task<CrmResult<CrmFound>> Present(CrmObject kind, string id, CancellationToken ct)
    {
        var reply = await http.Send(new(HttpMethod.Get, $"{paths.One(kind, id)}?properties={EntenteFields.Id}", CrmLane.Write), ct);
        if (reply is { Ok: false, Error.Class: CrmErrorClass.NotFound })
            return new CrmFound(null);
        return reply.Ok ? new CrmFound(reply.Value.Body.Text("id")) : reply.Error;
    }

    /// <summary>By search, cut by id: an offset beyond 10,000 is refused.</summary>
    public async Task<CrmResult<IReadOnlyList<string>>> With(
        CrmObject kind,
        CrmField field,
        string value,
        string? behind,
        CancellationToken ct
    )
    {
        const string Id = "hs_object_id";
        var query = new
        {
            filterGroups = new[] { new { filters = new[] { Filter(field.Name, "EQ", value), Filter(Id, "GT", behind ?? "0") } } },
            sorts = new[] { new { propertyName = Id, direction = "ASCENDING" } },
            properties = new[] { Id },
            limit = PageSize,
        };
        var reply = await http.Send(new(HttpMethod.Post, paths.Search(kind), CrmLane.Interactive, query, LaneLimit.Search), ct);
        return reply.Ok
            ? CrmResult<IReadOnlyList<string>>.Of([.. reply.Value.Body.Items("results").Select(r => r.Text("id")).OfType<string>()])
            : reply.Error;

        static object Filter(string name, string compares, string value) =>
            new
            {
                propertyName = name,
                @operator = compares,
                value,
            };
    }

    private async Task<CrmResult<CrmFound>> FindInBin(CrmObject kind, string ententeId, CancellationToken ct)
    {
        var body = new
        {
            idProperty = EntenteFields.Id,
            properties = new[] { EntenteFields.Id },
            inputs = new[] { new { id = ententeId } },
        };
        var reply = await http.Send(new(HttpMethod.Post, paths.Batch(kind, "read") + "?archived=true", CrmLane.Write, body), ct);
        if (!reply.Ok)
            // Some objects have no bin that can be read.
            return reply.Error.Class is CrmErrorClass.NotFound or CrmErrorClass.Data ? new CrmFound(null) : reply.Error;
        return new CrmFound(reply.Value.Body.Items("results").Select(r => r.Text("id")).FirstOrDefault(), Deleted: true);
    }

    public async Task<CrmResult<CrmFetched>> ByIds(CrmObject kind, IReadOnlyList<string> ids, CrmLane lane, CancellationToken ct)
    {
        var living = await Batch(kind, ids, archived: false, lane, ct);
        if (!living.Ok)
            return living.Error;
        var missing = ids.Except(living.Value.Select(r => r.Id)).ToList();
        var binned = await Batch(kind, missing, archived: true, lane, ct);
        if (!binned.Ok)
            return binned.Error;
        var linked = await links.Attach(kind, living.Value, lane, ct);
        if (!linked.Ok)
            return linked.Error;

        // An id that was merged away answers with its survivor: that record, not the absorbed one, is what there is.
        var absorbed = living.Value.SelectMany(r => r.Absorbed);
        return new CrmFetched(
            [.. linked.Value, .. binned.Value.Select(r => r with { Deleted = true })],
            [.. missing.Except(binned.Value.Select(r => r.Id)).Except(absorbed)]
        );
    }

    /// <summary>The recycle bin has no order by time: it is walked whole, and only what left since counts.</summary>
    public async Task<CrmResult<CrmDeletions>> Deletions(CrmObject kind, string? cursor, DateTimeOffset since, CancellationToken ct)
    {
        var walk = string.IsNullOrEmpty(cursor)
            ? new BinWalk(since, null, null)
            : JsonSerializer.Deserialize<BinWalk>(cursor, CrmHttp.Json) ?? throw new FormatException("An empty cursor.");
        var reply = await http.Send(new(HttpMethod.Get, List(kind, walk.After, archived: true), CrmLane.Poll), ct);
        if (!reply.Ok)
            return reply.Error;

        var began = walk.Began ?? Earlier(reply.Value.ServerTime);
        var gone = reply
            .Value.Body.Items("results")
            .Select(r => new CrmDeletion(r.Text("id") ?? "", Canonical.ReadInstant(r.Text("archivedAt")) ?? began))
            .Where(d => d.At >= walk.Since - SearchWalk.Overlap)
            .ToList();
        var next = Next(reply.Value);
        var after = next is null ? new BinWalk(began, null, null) : walk with { After = next, Began = began };
        return new CrmDeletions(gone, JsonSerializer.Serialize(after, CrmHttp.Json), next is not null);
    }

    /// <summary>Living records by id, with links; those that left meanwhile are simply not among them.</summary>
    private async Task<CrmResult<IReadOnlyList<CrmRecord>>> Present(
        CrmObject kind,
        IReadOnlyList<string> ids,
        CrmLane lane,
        CancellationToken ct
    )
    {
        var read = await Batch(kind, ids, archived: false, lane, ct);
        return read.Ok ? await links.Attach(kind, read.Value, lane, ct) : read;
    }

    private async Task<CrmResult<IReadOnlyList<CrmRecord>>> Batch(
        CrmObject kind,
        IReadOnlyList<string> ids,
        bool archived,
        CrmLane lane,
        CancellationToken ct
    )
    {
        if (ids.Count == 0)
            return CrmResult<IReadOnlyList<CrmRecord>>.Of([]);
        var body = new { properties = HubSpotFields.Names(kind, facts), inputs = ids.Distinct().Select(id => new { id }) };
        var address = paths.Batch(kind, "read") + (archived ? "?archived=true" : "?archived=false");
        var reply = await http.Send(new(HttpMethod.Post, address, lane, body), ct);
        if (!reply.Ok)
            return reply.Error;
        return CrmResult<IReadOnlyList<CrmRecord>>.Of([
            .. reply.Value.Body.Items("results").Select(r => HubSpotFields.Read(kind, r, facts)).DistinctBy(r => r.Id),
        ]);
    }

    private string List(CrmObject kind, string? after, bool archived) =>
        $"{paths.Objects(kind)}?limit={PageSize}&archived={(archived ? "true" : "false")}"
        + (string.IsNullOrEmpty(after) ? "" : $"&after={Uri.EscapeDataString(after)}");

    // The watermark must not run ahead of the CRM's clock, nor of the clock we live by.
    private DateTimeOffset Earlier(DateTimeOffset? server)
    {
        var ours = http.Now();
        return server is { } theirs && theirs < ours ? theirs : ours;
    }

    private static string? Next(CrmReply reply) => reply.Body.At("paging").At("next").Text("after");

    private static long IdOf(JsonElement row) => row.Long("id") ?? 0;

    private static long StampOf(JsonElement row, string modified) =>
        Canonical.ReadInstant(row.At("properties").Text(modified) ?? row.Text("updatedAt"))?.ToUnixTimeMilliseconds() ?? 0;

    private sealed record BinWalk(DateTimeOffset Since, string? After, DateTimeOffset? Began);
}
