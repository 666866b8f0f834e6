using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>HubSpot behind the port: this file is its table of contents.</summary>
internal sealed class HubSpotConnector : ICrmConnector, IDisposable
{
    private readonly HubSpotOptions options;
    private readonly ConnectorFacts facts;
    private readonly HubSpotSetup setup;
    private readonly HubSpotReads reads;
    private readonly HubSpotWrites writes;
    private readonly HubSpotTimeline timeline;
    private readonly HubSpotTokens tokens;
    private readonly HubSpotLeads leads;
    private readonly OptionalObject optional;

    public HubSpotConnector(
        HttpClient client,
        HubSpotOptions options,
        ConnectorFacts facts,
        LaneGate gate,
        TimeProvider clock,
        ITokenVault? vault = null
    )
    {
        (this.options, this.facts) = (options, facts);
        tokens = new HubSpotTokens(client, options, vault, clock);
        var http = new CrmHttp(client, gate, tokens, new HubSpotDialect(facts.Zone, clock), clock);
        var paths = new HubSpotPaths(options.Version);
        var links = new HubSpotLinks(http, paths);
        timeline = new HubSpotTimeline(http, paths, UrlOf);
        setup = new HubSpotSetup(http, paths, options);
        reads = new HubSpotReads(http, paths, links, facts);
        writes = new HubSpotWrites(http, paths, links, facts);
        (leads, optional) = (new HubSpotLeads(http, paths, clock), new OptionalObject(clock));
    }

    public CrmKind Kind => CrmKind.HubSpot;

    public Task<CrmResult<CrmAccountFacts>> Check(CancellationToken ct) => setup.Check(ct);

    public Task<CrmResult<CrmSchema>> ReadSchema(CrmObject kind, CancellationToken ct) => setup.ReadSchema(kind, ct);

    public Task<CrmResult<CrmEnsured>> EnsureFields(CancellationToken ct) => setup.EnsureFields(ct);

    public Task<CrmResult<IReadOnlyList<CrmPipeline>>> ReadPipelines(CancellationToken ct) => setup.ReadPipelines(ct);

    public Task<CrmResult<IReadOnlyList<CrmOwner>>> ReadOwners(CancellationToken ct) => setup.ReadOwners(ct);

    public async Task<CrmResult<CrmPage>> Backfill(CrmObject kind, string? cursor, CancellationToken ct) =>
        await Told(await optional.Or(kind, () => reads.Backfill(kind, cursor, ct), new CrmPage([], "", false)), ct);

    public async Task<CrmResult<CrmPage>> Changes(
        CrmObject kind,
        string? cursor,
        DateTimeOffset since,
        HeldAlready? held,
        CancellationToken ct
    ) => await Told(await optional.Or(kind, () => reads.Changes(kind, cursor, since, held, ct), new CrmPage([], cursor ?? "", false)), ct);

    // What is archived is in no search.
    public bool ChangesNameTheDeleted => false;

    public Task<CrmResult<CrmLinkPage>> Links(CrmObject kind, string? cursor, HeldIds held, CancellationToken ct) =>
        optional.Or(kind, () => reads.Links(kind, cursor, held, ct), CrmLinkPage.None);

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

    public async Task<CrmResult<CrmFetched>> ReadByIds(CrmObject kind, IReadOnlyList<string> ids, CrmLane lane, CancellationToken ct)
    {
        var read = await reads.ByIds(kind, ids, lane, ct);
        return read.Ok && kind == CrmObject.Lead ? read.Value with { Records = await leads.Told(read.Value.Records, ct) } : read;
    }

    public Task<CrmResult<IReadOnlyList<CrmActivity>>> ReadTimeline(CrmObject kind, string id, int take, CancellationToken ct) =>
        timeline.Read(kind, id, take, ct);

    // HubSpot leaves an unknown property out without a word: the daily look at the schema finds it.
    public IReadOnlyList<(CrmObject On, string Name)> Missing => [];

    // Every property is asked for every time.
    public IReadOnlyList<CrmObject> Regain(IReadOnlyDictionary<CrmObject, CrmSchema> live) => [];

    public CrmResult<CrmPushRead> ReadPush(CrmPush push, DateTimeOffset now) =>
        HubSpotPush.Read(push, options.AppSecret, facts.AccountId, now);

    public async Task<CrmResult<CrmOutcome>> Upsert(CrmUpsert record, CancellationToken ct) => (await writes.Upsert([record], ct))[0];

    public Task<IReadOnlyList<CrmResult<CrmOutcome>>> UpsertMany(IReadOnlyList<CrmUpsert> records, CancellationToken ct) =>
        writes.Upsert(records, ct);

    public string UrlOf(CrmObject kind, string id) => writes.UrlOf(kind, id);

    private async Task<CrmResult<CrmPage>> Told(CrmResult<CrmPage> page, CancellationToken ct) =>
        page.Ok ? page.Value with { Records = await leads.Told(page.Value.Records, ct) } : page;

    public void Dispose() => tokens.Dispose();
}
