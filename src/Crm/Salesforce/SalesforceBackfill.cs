using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Where a backfill stands. By a job of the Bulk API while <paramref name="Job"/> is set; otherwise by id.</summary>
/// <param name="LastId">The highest id that was brought: where the walk by id goes on, and a job that was lost begins anew.</param>
/// <param name="Locator">Where the job's results go on; null before the first page.</param>
/// <param name="Ready">The job is through and its results can be read.</param>
internal sealed record BackfillMark(string? LastId, string? Job = null, string? Locator = null, bool Ready = false)
{
    public string Write() => JsonSerializer.Serialize(this, CrmHttp.Json);

    /// <summary>A bare id is a walk by id too.</summary>
    public static BackfillMark Read(string? cursor) =>
        string.IsNullOrEmpty(cursor) ? new BackfillMark((string?)null)
        : cursor[0] == '{' ? JsonSerializer.Deserialize<BackfillMark>(cursor, CrmHttp.Json)!
        : new BackfillMark(cursor);
}

/// <summary>
/// Everything, once. Above a few thousand rows by a query job of Bulk API 2.0, which costs a call per ten thousand records; where an
/// organisation does not allow that, and below, page by page in the order of ids. Either goes on where it stood.
/// </summary>
internal sealed class SalesforceBackfill(CrmHttp http, SalesforcePaths paths, SalesforceReads reads, ConnectorFacts facts)
{
    /// <summary>Salesforce's own advice when to use the Bulk API.</summary>
    private const int WorthAJob = 2_000;

    /// <summary>One commit of the mirror: enough that calls do not matter, little enough that a kill costs seconds.</summary>
    private const int ResultRows = 5_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    public async Task<CrmResult<CrmPage>> Page(CrmObject kind, string? cursor, CancellationToken ct)
    {
        var mark = BackfillMark.Read(cursor);
        long? total = null;
        if (cursor is null)
        {
            var count = await reads.Count(kind, CrmLane.Backfill, ct);
            if (!count.Ok)
                return count.Error;
            total = count.Value;
            if (total > WorthAJob && await Begin(kind, null, ct) is { } begun)
                return begun.Ok ? new CrmPage([], begun.Value.Write(), More: true, total, Wait: TimeSpan.Zero) : begun.Error;
        }
        if (mark.Job is null)
            return await ById(kind, mark.LastId, total, ct);
        return mark.Ready ? await Results(kind, mark, ct) : await Await(kind, mark, ct);
    }

    private async Task<CrmResult<CrmPage>> ById(CrmObject kind, string? lastId, long? total, CancellationToken ct)
    {
        var rows = await reads.Behind(kind, lastId, ct);
        if (!rows.Ok)
            return rows.Error;
        var last = rows.Value.Count > 0 ? rows.Value[^1].Id : lastId;
        return new CrmPage(rows.Value, new BackfillMark(last).Write(), rows.Value.Count == SalesforceReads.PageSize, total);
    }

    /// <summary>Null: this organisation or user may not use the Bulk API.</summary>
    private async Task<CrmResult<BackfillMark>?> Begin(CrmObject kind, string? lastId, CancellationToken ct)
    {
        var after = lastId is null ? "" : $" WHERE Id > '{SalesforceReads.Quote(lastId)}'";
        CrmResult<CrmReply> made;
        do
        {
            // In the order of ids, so that a job that was lost halfway is begun behind what it brought.
            var columns = SalesforceFields.SelectFlat(kind, facts, reads.Without(kind));
            var query = $"SELECT {columns} FROM {SalesforceFields.Object(kind)}{after} ORDER BY Id";
            made = await http.Send(new(HttpMethod.Post, paths.QueryJobs, CrmLane.Backfill, new { operation = "query", query }), ct);
        } while (!made.Ok && reads.GoesWithout(kind, made.Error));
        if (made.Ok && made.Value.Body.Text("id") is { } id)
            return new BackfillMark(lastId, id);
        if (made.Ok)
            return Refused;
        if (made.Error.MayPass)
            return made.Error;
        return null;
    }

    private async Task<CrmResult<CrmPage>> Await(CrmObject kind, BackfillMark mark, CancellationToken ct)
    {
        var job = await http.Send(new(HttpMethod.Get, paths.QueryJob(mark.Job!), CrmLane.Backfill), ct);
        if (!job.Ok)
            return job.Error.MayPass || job.Error.Class == CrmErrorClass.Auth ? job.Error : await Anew(kind, mark, ct);
        return job.Value.Body.Text("state") switch
        {
            "JobComplete" => new CrmPage([], (mark with { Ready = true }).Write(), More: true),
            // Failed after its own retries, or aborted by somebody: by id it goes on.
            "Failed" or "Aborted" => await ById(kind, mark.LastId, null, ct),
            _ => new CrmPage([], mark.Write(), More: true, Wait: Look),
        };
    }

    private async Task<CrmResult<CrmPage>> Results(CrmObject kind, BackfillMark mark, CancellationToken ct)
    {
        var address = paths.QueryResults(mark.Job!, mark.Locator, ResultRows);
        var reply = await http.Send(new(HttpMethod.Get, address, CrmLane.Backfill) { WantsCsv = true }, ct);
        if (!reply.Ok)
            return reply.Error.MayPass || reply.Error.Class == CrmErrorClass.Auth ? reply.Error : await Anew(kind, mark, ct);
        var rows = CsvRows.Read(reply.Value.Csv ?? "");
        var records = rows.Select(r => SalesforceFields.Read(kind, r, facts)).Where(r => !r.Deleted).ToList();
        var linked = kind == CrmObject.Deal ? await WithChildren(records, ct) : records;
        if (!linked.Ok)
            return linked.Error;
        var next = new BackfillMark(records.Count > 0 ? records[^1].Id : mark.LastId, mark.Job, reply.Value.Locator, true);
        return new CrmPage(linked.Value, next.Write(), reply.Value.Locator is not null);
    }

    /// <summary>The job, or its results, are no longer there: a new one behind what was brought.</summary>
    private async Task<CrmResult<CrmPage>> Anew(CrmObject kind, BackfillMark mark, CancellationToken ct)
    {
        if (await Begin(kind, mark.LastId, ct) is not { } begun)
            return await ById(kind, mark.LastId, null, ct);
        return begun.Ok ? new CrmPage([], begun.Value.Write(), More: true, Wait: TimeSpan.Zero) : begun.Error;
    }

    // The Bulk API has no child rows: contact roles, and partners where the organisation keeps them, are asked for beside it.
    private async Task<CrmResult<List<CrmRecord>>> WithChildren(List<CrmRecord> deals, CancellationToken ct)
    {
        var kept = await reads.KeepsPartners(CrmLane.Backfill, ct);
        if (!kept.Ok)
            return kept.Error;
        var links = new Dictionary<string, List<CrmLink>>();
        foreach (var chunk in deals.Select(d => d.Id).Chunk(3 * CrmLimits.Ids))
        {
            if (await Children("OpportunityContactRole", "ContactId", CrmObject.Contact, chunk, links, ct) is { } error)
                return error;
            if (kept.Value && await Children("OpportunityPartner", "AccountToId", CrmObject.Partner, chunk, links, ct) is { } other)
                return other;
        }
        return deals.ConvertAll(d => links.TryGetValue(d.Id, out var of) ? d with { Links = [.. d.Links, .. of] } : d);
    }

    private async Task<CrmError?> Children(
        string table,
        string reference,
        CrmObject to,
        string[] deals,
        Dictionary<string, List<CrmLink>> links,
        CancellationToken ct
    )
    {
        var soql =
            $"SELECT OpportunityId, {reference}, Role, IsPrimary FROM {table} WHERE OpportunityId IN "
            + $"({string.Join(',', deals.Select(id => $"'{id}'"))})";
        var rows = await reads.Rows(paths.Query(soql), CrmLane.Backfill, ct);
        if (!rows.Ok)
            return rows.Error;
        foreach (var row in rows.Value.All)
        {
            if (
                SalesforceId.Normalise(row.Text("OpportunityId")) is not { } deal
                || SalesforceId.Normalise(row.Text(reference)) is not { } id
            )
                continue;
            if (!links.TryGetValue(deal, out var of))
                links[deal] = of = [];
            of.Add(new CrmLink(to, id, row.Text("Role"), row.True("IsPrimary")));
        }
        return null;
    }

    private static CrmError Refused => new(CrmErrorClass.Transient, "no_job", "Salesforce's answer does not name the job it began.");
}
