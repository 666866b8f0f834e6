using Entente.Crm.Lanes;

namespace Entente.Crm.Port;

/// <summary>
/// A CRM as Entente needs it; one instance serves one connection. Every call passes the connection's lanes, refreshes an
/// expired token once and honours a short <c>Retry-After</c> once; whatever else fails is an answer, and the engine decides.
/// </summary>
internal interface ICrmConnector
{
    CrmKind Kind { get; }

    /// <summary>Can we sign in, and may we do what Entente does?</summary>
    Task<CrmResult<CrmAccountFacts>> Check(CancellationToken ct);

    Task<CrmResult<CrmSchema>> ReadSchema(CrmObject kind, CancellationToken ct);

    /// <summary>Creates those of <see cref="EntenteFields.All"/> that are missing and makes them visible to our user.</summary>
    Task<CrmResult<CrmEnsured>> EnsureFields(CancellationToken ct);

    Task<CrmResult<IReadOnlyList<CrmPipeline>>> ReadPipelines(CancellationToken ct);

    Task<CrmResult<IReadOnlyList<CrmOwner>>> ReadOwners(CancellationToken ct);

    /// <summary>Every record that is not deleted, page by page; a null cursor begins.</summary>
    Task<CrmResult<CrmPage>> Backfill(CrmObject kind, string? cursor, CancellationToken ct);

    /// <summary>
    /// Records changed since the cursor, each at least once, in overlapping windows; null begins at <paramref name="since"/>.
    /// Safe for any number of changes at one instant. Deleted records are among them where <see cref="ChangesNameTheDeleted"/>.
    /// </summary>
    /// <param name="held">
    /// Of these records, those the caller holds in this very state: they need not be read. A connector that reads whole records anyway
    /// does not ask.
    /// </param>
    Task<CrmResult<CrmPage>> Changes(CrmObject kind, string? cursor, DateTimeOffset since, HeldAlready? held, CancellationToken ct);

    /// <summary>
    /// <see cref="Changes"/> bring what was deleted and merged as well: <see cref="Deletions"/> is then only for what left the recycle bin before
    /// anybody looked.
    /// </summary>
    bool ChangesNameTheDeleted { get; }

    /// <summary>
    /// What living records are linked with, a stretch at a time; a null cursor begins. For what changes without the record's stamp: only by
    /// looking at all of them in turn is such a change found when its push was lost. An object whose links move its stamp has none.
    /// </summary>
    /// <param name="held">The ids that the caller holds, for a CRM that lists links by id only.</param>
    Task<CrmResult<CrmLinkPage>> Links(CrmObject kind, string? cursor, HeldIds held, CancellationToken ct);

    /// <summary>Id and stamp of every record that is not deleted, page by page; a null cursor begins.</summary>
    Task<CrmResult<CrmStamps>> Stamps(CrmObject kind, string? cursor, CancellationToken ct);

    /// <summary>
    /// The CRM's id of the record that carries this Entente id; null when there is none. Never stale. Where none lives the recycle bin is
    /// looked into as well; of one that was merged away the survivor is told.
    /// </summary>
    Task<CrmResult<CrmFound>> Find(CrmObject kind, string ententeId, CancellationToken ct);

    /// <summary>Who a record is now: itself, or whom it was merged into; null when there is none, or it lies in the recycle bin.</summary>
    Task<CrmResult<CrmFound>> Present(CrmObject kind, string id, CancellationToken ct);

    Task<CrmResult<CrmDeletions>> Deletions(CrmObject kind, string? cursor, DateTimeOffset since, CancellationToken ct);

    /// <summary>The present state of these records, at most <see cref="CrmLimits.Ids"/>, deleted ones included.</summary>
    Task<CrmResult<CrmFetched>> ReadByIds(CrmObject kind, IReadOnlyList<string> ids, CrmLane lane, CancellationToken ct);

    /// <summary>
    /// Ids of living records in which a field of the CRM's own (text, choice or yes/no) has this value, rising, behind the given one; as many as
    /// one call brings, none at the end. For a person who looks: what was made just now may be missing.
    /// </summary>
    /// <param name="value">As the schema's options have it; <c>true</c> or <c>false</c>.</param>
    Task<CrmResult<IReadOnlyList<string>>> With(CrmObject kind, CrmField field, string value, string? behind, CancellationToken ct);

    /// <summary>
    /// What happened around a record (account, contact or deal), the newest first: notes, tasks, mails, meetings. For a person who
    /// looks; kinds that the account has not are left out.
    /// </summary>
    /// <param name="take">At most this many, 1 to 100.</param>
    Task<CrmResult<IReadOnlyList<CrmActivity>>> ReadTimeline(CrmObject kind, string id, int take, CancellationToken ct);

    /// <summary>
    /// Fields that were asked for and turned out to be gone or hidden, by the CRM's own names; read without them since. Until somebody has
    /// looked at the schema (<see cref="Regain"/>).
    /// </summary>
    IReadOnlyList<(CrmObject On, string Name)> Missing { get; }

    /// <summary>The schema was looked at: fields that are there again are read from now on. Answers whose records were read without them.</summary>
    IReadOnlyList<CrmObject> Regain(IReadOnlyDictionary<CrmObject, CrmSchema> live);

    /// <summary>Verifies a delivery and reads whom it is about. An unverified one is an Auth error and must be answered 401.</summary>
    CrmResult<CrmPushRead> ReadPush(CrmPush push, DateTimeOffset now);

    /// <summary>Creates or updates one record with its associations; idempotent.</summary>
    Task<CrmResult<CrmOutcome>> Upsert(CrmUpsert record, CancellationToken ct);

    /// <summary>The same for many of one object, at most <see cref="CrmLimits.Writes"/>; answers stand in the order asked.</summary>
    Task<IReadOnlyList<CrmResult<CrmOutcome>>> UpsertMany(IReadOnlyList<CrmUpsert> records, CancellationToken ct);

    /// <summary>The address where a person opens this record in the CRM.</summary>
    string UrlOf(CrmObject kind, string id);
}

/// <summary>At most <paramref name="most"/> ids of living records of the walked object, rising, behind the given one.</summary>
internal delegate Task<IReadOnlyList<string>> HeldIds(string? behind, int most, CancellationToken ct);

/// <summary>Which of these records are held in the state that the stamp names.</summary>
internal delegate Task<IReadOnlySet<string>> HeldAlready(IReadOnlyList<CrmStamp> found, CancellationToken ct);

/// <param name="Id">Null: there is no such record.</param>
/// <param name="Deleted">It was made, and lies in the recycle bin.</param>
internal readonly record struct CrmFound(string? Id, bool Deleted = false);

/// <summary>How much one call may carry.</summary>
internal static class CrmLimits
{
    /// <summary>HubSpot's batch read takes 100; Salesforce's address line some 300 ids.</summary>
    public const int Ids = 100;

    /// <summary>HubSpot's batch upsert takes 100, Salesforce's collections 200.</summary>
    public const int Writes = 100;
}
