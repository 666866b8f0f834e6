using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Salesforce behind the port: this file is its table of contents.</summary>
internal sealed class SalesforceConnector : ICrmConnector, IDisposable
{
    private readonly ConnectorFacts facts;
    private readonly SalesforceTokens tokens;
    private readonly SalesforceSetup setup;
    private readonly SalesforceFieldSetup fieldSetup;
    private readonly SalesforceReads reads;
    private readonly OptionalObject optional;
    private readonly SalesforceBackfill backfill;
    private readonly SalesforceWrites writes;
    private readonly SalesforceTimeline timeline;

    public SalesforceConnector(
        HttpClient client,
        SalesforceOptions options,
        ConnectorFacts facts,
        LaneGate gate,
        ITokenVault? vault,
        TimeProvider clock
    )
    {
        this.facts = facts;
        tokens = new SalesforceTokens(client, options, vault, clock);
        var http = new CrmHttp(client, gate, tokens, new SalesforceErrors(), clock);
        var paths = new SalesforcePaths(options.ApiVersion);
        reads = new SalesforceReads(http, paths, facts);
        backfill = new SalesforceBackfill(http, paths, reads, facts);
        writes = new SalesforceWrites(http, paths, reads, facts);
        timeline = new SalesforceTimeline(paths, reads, UrlOf);
        setup = new SalesforceSetup(http, paths, reads, tokens);
        optional = new OptionalObject(clock);
        fieldSetup = new SalesforceFieldSetup(http, paths, reads, tokens, setup);
    }

    public CrmKind Kind => CrmKind.Salesforce;

    public Task<CrmResult<CrmAccountFacts>> Check(CancellationToken ct) => setup.Check(ct);

    public Task<CrmResult<CrmSchema>> ReadSchema(CrmObject kind, CancellationToken ct) => setup.ReadSchema(kind, ct);

    public Task<CrmResult<CrmEnsured>> EnsureFields(CancellationToken ct) => fieldSetup.Ensure(ct);

    public Task<CrmResult<IReadOnlyList<CrmPipeline>>> ReadPipelines(CancellationToken ct) => setup.ReadPipelines(ct);

    public Task<CrmResult<IReadOnlyList<CrmOwner>>> ReadOwners(CancellationToken ct) => setup.ReadOwners(ct);

    public Task<CrmResult<CrmPage>> Backfill(CrmObject kind, string? cursor, CancellationToken ct) =>
        optional.Or(kind, () => backfill.Page(kind, cursor, ct), new CrmPage([], "", false));

    // Whole rows come with the query: asking first which of them are held would cost a call and save none.
    public Task<CrmResult<CrmPage>> Changes(
        CrmObject kind,
        string? cursor,
        DateTimeOffset since,
        HeldAlready? held,
        CancellationToken ct
    ) => optional.Or(kind, () => reads.Changes(kind, cursor, since, ct), new CrmPage([], cursor ?? "", false));

    public bool ChangesNameTheDeleted => true;

    public Task<CrmResult<CrmLinkPage>> Links(CrmObject kind, string? cursor, HeldIds held, CancellationToken ct) =>
        optional.Or(kind, () => reads.Links(kind, cursor, ct), CrmLinkPage.None);

    public Task<CrmResult<CrmStamps>> Stamps(CrmObject kind, string? cursor, CancellationToken ct) =>
        optional.Or(kind, () => reads.Stamps(kind, cursor, ct), new CrmStamps([], "", false, DateTimeOffset.UnixEpoch));

    public Task<CrmResult<CrmFound>> Find(CrmObject kind, string ententeId, CancellationToken ct) => reads.Find(kind, ententeId, ct);

    public Task<CrmResult<CrmFound>> Present(CrmObject kind, string id, CancellationToken ct) => reads.Present(kind, id, ct);

    public Task<CrmResult<IReadOnlyList<string>>> With(
        CrmObject kind,
        CrmField field,
        string value,
        string? behind,
        CancellationToken ct
    ) => reads.With(kind, field, value, behind, ct);

    public Task<CrmResult<CrmDeletions>> Deletions(CrmObject kind, string? cursor, DateTimeOffset since, CancellationToken ct) =>
        optional.Or(kind, () => reads.Deletions(kind, cursor, since, ct), new CrmDeletions([], cursor ?? "", false));

    public Task<CrmResult<CrmFetched>> ReadByIds(CrmObject kind, IReadOnlyList<string> ids, CrmLane lane, CancellationToken ct) =>
        reads.ByIds(kind, ids, lane, ct);

    public Task<CrmResult<IReadOnlyList<CrmActivity>>> ReadTimeline(CrmObject kind, string id, int take, CancellationToken ct) =>
        timeline.Read(kind, id, take, ct);

    public IReadOnlyList<(CrmObject On, string Name)> Missing => reads.Missing;

    public IReadOnlyList<CrmObject> Regain(IReadOnlyDictionary<CrmObject, CrmSchema> live) => reads.Regain(live);

    public CrmResult<CrmPushRead> ReadPush(CrmPush push, DateTimeOffset now) => OutboundMessages.Read(push, facts.AccountId, now);

    public async Task<CrmResult<CrmOutcome>> Upsert(CrmUpsert record, CancellationToken ct) => (await writes.Upsert([record], ct))[0];

    public Task<IReadOnlyList<CrmResult<CrmOutcome>>> UpsertMany(IReadOnlyList<CrmUpsert> records, CancellationToken ct) =>
        writes.Upsert(records, ct);

    public string UrlOf(CrmObject kind, string id) => writes.UrlOf(kind, id);

    /// <summary>The access the next call would use.</summary>
    internal ValueTask<CrmResult<CrmAccess>> Access(CancellationToken ct) => tokens.Access(null, ct);

    public void Dispose() => tokens.Dispose();
}
