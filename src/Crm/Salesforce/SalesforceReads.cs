using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Everything by id, changes by <c>SystemModstamp</c>, records by id, deletions by <c>getDeleted</c>.</summary>
internal sealed class SalesforceReads(CrmHttp http, SalesforcePaths paths, ConnectorFacts facts)
{
    public const int PageSize = 2_000;

    // Columns that turned out to be gone or hidden: one deleted field must not stop the reading of all others.
    private readonly ConcurrentDictionary<CrmObject, ImmutableHashSet<string>> absent = [];
    private readonly ConcurrentDictionary<CrmObject, ImmutableHashSet<string>> lookedFor = [];
    private static readonly ImmutableHashSet<string> Nothing = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
    private bool? partners;

    // How far back Salesforce keeps its log of deletions.
    private static readonly TimeSpan DeletedKept = TimeSpan.FromDays(15);

    /// <summary>How many there are, deleted ones not counted.</summary>
    public async Task<CrmResult<long>> Count(CrmObject kind, CrmLane lane, CancellationToken ct)
    {
        var count = await http.Send(new(HttpMethod.Get, paths.Query($"SELECT COUNT() FROM {SalesforceFields.Object(kind)}"), lane), ct);
        return count.Ok ? count.Value.Body.Long("totalSize") ?? 0 : count.Error;
    }

    /// <summary>Records in the order of their ids, behind <paramref name="lastId"/>.</summary>
    public async Task<CrmResult<IReadOnlyList<CrmRecord>>> Behind(CrmObject kind, string? lastId, CancellationToken ct)
    {
        var rest = $"FROM {SalesforceFields.Object(kind)}{After(lastId)} ORDER BY Id LIMIT {PageSize}";
        var rows = await Wide(kind, columns => paths.Query($"SELECT {columns} {rest}"), CrmLane.Backfill, ct);
        return rows.Ok ? CrmResult<IReadOnlyList<CrmRecord>>.Of(rows.Value.Records(kind, facts)) : rows.Error;
    }

    public async Task<CrmResult<CrmStamps>> Stamps(CrmObject kind, string? lastId, CancellationToken ct)
    {
        var soql = $"SELECT Id, SystemModstamp FROM {SalesforceFields.Object(kind)}{After(lastId)} ORDER BY Id LIMIT {PageSize}";
        var rows = await Rows(paths.Query(soql), CrmLane.Backfill, ct);
        if (!rows.Ok)
            return rows.Error;
        var items = rows
            .Value.All.Select(r => new CrmStamp(
                SalesforceId.Normalise(r.Text("Id")) ?? "",
                Canonical.ReadInstant(r.Text("SystemModstamp")) ?? DateTimeOffset.UnixEpoch
            ))
            .ToList();
        var last = items.Count > 0 ? items[^1].Id : lastId ?? "";
        return new CrmStamps(items, last, items.Count == PageSize, Earlier(rows.Value.ServerTime));
    }

    public async Task<CrmResult<CrmFound>> Find(CrmObject kind, string ententeId, CancellationToken ct)
    {
        var master = kind is CrmObject.Account or CrmObject.Contact ? ", MasterRecordId" : "";
        var soql = $"SELECT Id, IsDeleted{master} FROM {SalesforceFields.Object(kind)} WHERE {SalesforceFields.Key} = '{Quote(ententeId)}'";
        var rows = await Rows(paths.QueryAll(soql), CrmLane.Write, ct);
        if (!rows.Ok)
            return rows.Error;
        if (rows.Value.All.Count == 0)
            return new CrmFound(null);
        var found = rows.Value.All.OrderBy(r => r.True("IsDeleted")).First();
        // Merged away: its master stands for it.
        return SalesforceId.Normalise(found.Text("MasterRecordId")) is { } survivor
            ? new CrmFound(survivor)
            : new CrmFound(SalesforceId.Normalise(found.Text("Id")), found.True("IsDeleted"));
    }

    public async Task<CrmResult<CrmFound>> Present(CrmObject kind, string id, CancellationToken ct)
    {
        var read = await ByIds(kind, [id], CrmLane.Write, ct);
        if (!read.Ok)
            return read.Error;
        return new CrmFound(read.Value.Records.Select(r => r.Deleted ? r.MergedInto : r.Id).FirstOrDefault());
    }

    public async Task<CrmResult<IReadOnlyList<string>>> With(
        CrmObject kind,
        CrmField field,
        string value,
        string? behind,
        CancellationToken ct
    )
    {
        var wanted = field.Type is CrmFieldType.Boolean ? (value == "true" ? "true" : "false") : $"'{Quote(value)}'";
        var further = string.IsNullOrEmpty(behind) ? "" : $" AND Id > '{Quote(behind)}'";
        var soql = $"SELECT Id FROM {SalesforceFields.Object(kind)} WHERE {field.Name} = {wanted}{further} ORDER BY Id LIMIT {PageSize}";
        var rows = await Rows(paths.Query(soql), CrmLane.Interactive, ct);
        return rows.Ok
            ? CrmResult<IReadOnlyList<string>>.Of([.. rows.Value.All.Select(r => SalesforceId.Normalise(r.Text("Id"))).OfType<string>()])
            : rows.Error;
    }

    public async Task<CrmResult<CrmPage>> Changes(CrmObject kind, string? cursor, DateTimeOffset since, CancellationToken ct)
    {
        var walk = string.IsNullOrEmpty(cursor) ? SoqlWalk.Since(since) : SoqlWalk.Read(cursor);
        var rest = $"FROM {SalesforceFields.Object(kind)} WHERE {walk.Where} ORDER BY SystemModstamp ASC, Id ASC LIMIT {PageSize}";
        // With the recycle bin: deleting a row and merging it away move its stamp, so that both come with the changes and cost nothing.
        var rows = await Wide(kind, columns => paths.QueryAll($"SELECT {columns} {rest}"), CrmLane.Poll, ct);
        if (!rows.Ok)
            return rows.Error;
        var page = rows.Value.Records(kind, facts);
        var next = walk.Next(page, page.Count == PageSize, Earlier(rows.Value.ServerTime));
        return new CrmPage(page, next.Write(), !next.Arrived);
    }

    /// <summary>Contact roles and partners are rows of their own, whose changes leave the opportunity's stamp alone. Accounts are a field.</summary>
    public async Task<CrmResult<CrmLinkPage>> Links(CrmObject kind, string? lastId, CancellationToken ct)
    {
        if (kind != CrmObject.Deal)
            return CrmLinkPage.None;
        var kept = await KeepsPartners(CrmLane.Poll, ct);
        if (!kept.Ok)
            return kept.Error;
        var columns = SalesforceFields.SelectLinks(kept.Value);
        var rows = await Rows(
            paths.Query($"SELECT {columns} FROM Opportunity{After(lastId)} ORDER BY Id LIMIT {PageSize}"),
            CrmLane.Poll,
            ct
        );
        if (!rows.Ok)
            return rows.Error;
        var items = rows.Value.All.Select(r => (SalesforceId.Normalise(r.Text("Id")) ?? "", SalesforceFields.LinksOf(r))).ToList();
        return new CrmLinkPage(items, items.Count > 0 ? items[^1].Item1 : "", items.Count == PageSize, 1);
    }

    public async Task<CrmResult<CrmFetched>> ByIds(CrmObject kind, IReadOnlyList<string> ids, CrmLane lane, CancellationToken ct)
    {
        var known = ids.ToDictionary(id => id, SalesforceId.Normalise);
        var asked = known.Values.OfType<string>().Distinct().ToList();
        if (asked.Count == 0)
            return new CrmFetched([], ids);
        var rest = $"FROM {SalesforceFields.Object(kind)} WHERE Id IN ({string.Join(',', asked.Select(id => $"'{id}'"))})";
        var rows = await Wide(kind, columns => paths.QueryAll($"SELECT {columns} {rest}"), lane, ct);
        if (!rows.Ok)
            return rows.Error;
        var records = rows.Value.Records(kind, facts);
        var found = records.Select(r => r.Id).ToHashSet();
        return new CrmFetched(records, [.. ids.Where(id => known[id] is not { } whole || !found.Contains(whole))]);
    }

    /// <summary>Resumes from what Salesforce says it has covered, never from our own clock.</summary>
    public async Task<CrmResult<CrmDeletions>> Deletions(CrmObject kind, string? cursor, DateTimeOffset since, CancellationToken ct)
    {
        var from = (Canonical.ReadInstant(cursor) ?? since) - SoqlWalk.Overlap;
        var now = http.Now();
        var (start, clamped) = from < now - DeletedKept ? (now - DeletedKept, true) : (from, false);
        var address = paths.Deleted(SalesforceFields.Object(kind), start, http.LaterNow().AddMinutes(1));
        var reply = await http.Send(new(HttpMethod.Get, address, CrmLane.Poll), ct);
        if (!reply.Ok)
            return reply.Error;

        var body = reply.Value.Body;
        var gone = body.Items("deletedRecords")
            .Select(d => new CrmDeletion(SalesforceId.Normalise(d.Text("id")) ?? "", Canonical.ReadInstant(d.Text("deletedDate")) ?? now))
            .ToList();
        var merged = await Survivors(kind, gone, ct);
        if (!merged.Ok)
            return merged.Error;
        var incomplete = clamped || Canonical.ReadInstant(body.Text("earliestDateAvailable")) > start;
        var covered = Canonical.ReadInstant(body.Text("latestDateCovered")) ?? start;
        return new CrmDeletions(merged.Value, Canonical.Instant(covered < now ? covered : now), false, incomplete);
    }

    // A merge looks like a deletion; only the row in the bin tells who survived.
    private async Task<CrmResult<List<CrmDeletion>>> Survivors(CrmObject kind, List<CrmDeletion> gone, CancellationToken ct)
    {
        if (kind is not (CrmObject.Account or CrmObject.Contact))
            return gone;
        var survivors = new Dictionary<string, string>();
        foreach (var chunk in gone.Chunk(CrmLimits.Ids))
        {
            var soql =
                $"SELECT Id, MasterRecordId FROM {SalesforceFields.Object(kind)} WHERE IsDeleted = true AND MasterRecordId != null "
                + $"AND Id IN ({string.Join(',', chunk.Select(d => $"'{Quote(d.Id)}'"))})";
            var rows = await Rows(paths.QueryAll(soql), CrmLane.Poll, ct);
            if (!rows.Ok)
                return rows.Error;
            foreach (var row in rows.Value.All)
            {
                if (SalesforceId.Normalise(row.Text("Id")) is { } id && SalesforceId.Normalise(row.Text("MasterRecordId")) is { } master)
                    survivors[id] = master;
            }
        }
        return gone.ConvertAll(d => d with { MergedInto = survivors.GetValueOrDefault(d.Id) });
    }

    /// <summary>A query for all columns of an object; without those that Salesforce says it has not.</summary>
    private async Task<CrmResult<SoqlRows>> Wide(CrmObject kind, Func<string, string> address, CrmLane lane, CancellationToken ct)
    {
        var withPartners = false;
        if (kind == CrmObject.Deal)
        {
            var kept = await KeepsPartners(lane, ct);
            if (!kept.Ok)
                return kept.Error;
            withPartners = kept.Value;
        }
        while (true)
        {
            var rows = await Rows(address(SalesforceFields.Select(kind, facts, Without(kind), withPartners)), lane, ct);
            if (rows.Ok || !GoesWithout(kind, rows.Error))
                return rows;
        }
    }

    /// <summary>Whether the organisation keeps partners on its opportunities; asked once.</summary>
    public async Task<CrmResult<bool>> KeepsPartners(CrmLane lane, CancellationToken ct)
    {
        if (partners is { } known)
            return known;
        var described = await http.Send(new(HttpMethod.Get, paths.Describe("Opportunity"), lane), ct);
        if (!described.Ok)
            return described.Error;
        var kept = described.Value.Body.Items("childRelationships").Any(r => r.Text("relationshipName") == "OpportunityPartnersFrom");
        partners = kept;
        return kept;
    }

    /// <summary>Columns that are not asked for any more.</summary>
    public IReadOnlySet<string> Without(CrmObject kind) => absent.GetValueOrDefault(kind, Nothing);

    /// <summary>The error names a column of the organisation's own that it does not have: from now on it is not asked for.</summary>
    /// <returns>False: the error is another one, and asking again would not help.</returns>
    public bool GoesWithout(CrmObject kind, CrmError error)
    {
        if (error is not { Class: CrmErrorClass.Schema, Field: { } column } || !Custom(column))
            return false;
        var without = absent.GetValueOrDefault(kind, Nothing);
        if (without.Contains(column))
            return false;
        absent[kind] = without.Add(column);
        return true;
    }

    /// <summary>Columns that could not be read, by the CRM's own names; those that the schema was looked at for left out.</summary>
    public IReadOnlyList<(CrmObject On, string Name)> Missing =>
        [.. absent.SelectMany(a => a.Value.Except(lookedFor.GetValueOrDefault(a.Key, Nothing)).Select(name => (a.Key, name)))];

    /// <summary>Columns that the schema has again are asked for again; answers whose rows came without them.</summary>
    public IReadOnlyList<CrmObject> Regain(IReadOnlyDictionary<CrmObject, CrmSchema> live)
    {
        var regained = new List<CrmObject>();
        foreach (var (kind, without) in absent)
        {
            var there = live.TryGetValue(kind, out var schema) ? schema.Fields.Select(f => f.Name) : [];
            var still = without.Except(there);
            (absent[kind], lookedFor[kind]) = (still, still);
            if (still.Count < without.Count)
                regained.Add(kind);
        }
        return regained;
    }

    // A standard field that is missing means we read the wrong object: that is no drift.
    private static bool Custom(string column) => column.EndsWith("__c", StringComparison.OrdinalIgnoreCase);

    /// <summary>The rows of a query, following its locator where wide rows made Salesforce cut the page.</summary>
    public async Task<CrmResult<SoqlRows>> Rows(string address, CrmLane lane, CancellationToken ct)
    {
        var rows = new List<JsonElement>();
        DateTimeOffset? serverTime = null;
        for (var next = address; next is not null; )
        {
            var reply = await http.Send(new(HttpMethod.Get, next, lane), ct);
            if (!reply.Ok)
                return reply.Error;
            serverTime ??= reply.Value.ServerTime;
            rows.AddRange(reply.Value.Body.Items("records"));
            next = reply.Value.Body.True("done") ? null : reply.Value.Body.Text("nextRecordsUrl");
        }
        return new SoqlRows(rows, serverTime);
    }

    private static string After(string? lastId) => string.IsNullOrEmpty(lastId) ? "" : $" WHERE Id > '{Quote(lastId)}'";

    private DateTimeOffset Earlier(DateTimeOffset? server)
    {
        var ours = http.Now();
        return server is { } theirs && theirs < ours ? theirs : ours;
    }

    /// <summary>A text inside SOQL's quotes.</summary>
    public static string Quote(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}

/// <summary>What a query returned, and the organisation's time when its first page was answered.</summary>
internal sealed record SoqlRows(IReadOnlyList<JsonElement> All, DateTimeOffset? ServerTime)
{
    public IReadOnlyList<CrmRecord> Records(CrmObject kind, ConnectorFacts facts) =>
        [.. All.Select(row => SalesforceFields.Read(kind, row, facts))];
}
