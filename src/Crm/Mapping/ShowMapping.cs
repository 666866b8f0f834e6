using Entente.Access;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>One field of Entente's and what it is mapped to.</summary>
/// <param name="Now">In force; null: not mapped, because this CRM has no such field.</param>
/// <param name="Own">Entente's own mapping of it; null when this CRM has no such field.</param>
/// <param name="Suggested">The likely ones, best first; at most three.</param>
/// <param name="Set">An admin set it; otherwise it is Entente's own mapping.</param>
public sealed record FieldRow(
    EntenteSideField Side,
    FieldMapping? Now,
    FieldMapping? Own,
    bool Set,
    IReadOnlyList<FieldSuggestion> Suggested,
    string? Fault = null
);

public sealed record StageRowView(string Pipeline, string PipelineLabel, CrmStage Stage, EntenteStage Means, bool Set);

/// <param name="Person">The staff person; null: nobody.</param>
/// <param name="ByMail">Found by the owner's own address.</param>
public sealed record OwnerRowView(string Owner, string Name, string Email, bool Active, string? Person, bool Set);

/// <summary>The mapping of a connection beside the live schema.</summary>
public sealed record MappingView(
    CrmConnectionId Id,
    CrmKind Kind,
    string AccountName,
    int Number,
    CrmMapping Mapping,
    IReadOnlyDictionary<CrmObject, IReadOnlyList<FieldRow>> Fields,
    IReadOnlyDictionary<CrmObject, IReadOnlyList<CrmField>> Native,
    IReadOnlyList<StageRowView> Stages,
    IReadOnlyList<OwnerRowView> Owners,
    IReadOnlyList<DriftView> Drift
);

public sealed record DriftView(string Sentence, DateTimeOffset NoticedAt);

/// <summary>Reads the live schema and lays the mapping beside it.</summary>
public sealed class ShowMapping
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;

    internal ShowMapping(EntenteDb db, Actor actor, CrmConnectors connectors) =>
        (this.db, this.actor, this.connectors) = (db, actor, connectors);

    /// <param name="staff">Addresses of staff, lower case, for the owners.</param>
    public async Task<Result<MappingView>> Run(CrmConnectionId id, IReadOnlySet<string> staff, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await db.Set<CrmConnection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
            return CrmRefusals.NoConnection;
        if (connection.State is CrmConnectionState.Broken or CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("The CRM does not let us in, so its fields cannot be shown. Connect again first.");
        var live = await LiveSchema.Read(await connectors.Of(id, ct), ct);
        if (!live.Ok)
            return CrmRefusals.Of(connection.Kind, live.Error, "connection");
        var mapping = Json.Read<CrmMapping>(connection.Mapping);
        var faults = live.Value.Faults(connection.Kind, mapping).ToLookup(f => (f.On, f.Key), f => f.Reason);
        var owners = await db.Set<OwnerRow>().AsNoTracking().Where(o => o.ConnectionId == id).OrderBy(o => o.Name).ToListAsync(ct);
        return new MappingView(
            id,
            connection.Kind,
            connection.AccountName,
            connection.MappingNumber,
            mapping,
            EntenteSide.Objects.ToDictionary(k => k, k => Rows(connection.Kind, k, mapping, live.Value, faults)),
            live.Value.Objects.ToDictionary(
                o => o.Key,
                o =>
                    (IReadOnlyList<CrmField>)
                        [
                            .. o
                                .Value.Fields.Where(f => f.Key != EntenteFields.Id)
                                .OrderBy(f => f.Label, StringComparer.CurrentCultureIgnoreCase),
                        ]
            ),
            [
                .. from pipeline in live.Value.Pipelines
                from stage in pipeline.Stages
                select new StageRowView(
                    pipeline.Id,
                    pipeline.Label,
                    stage,
                    mapping.StageOf(pipeline.Id, stage, pipeline.Stages.Count),
                    mapping.Stages.Any(s => s.Pipeline == pipeline.Id && s.Stage == stage.Id)
                ),
            ],
            [
                .. owners.Select(o => new OwnerRowView(
                    o.CrmId,
                    o.Name,
                    o.Email,
                    o.Active,
                    mapping.PersonOf(o.CrmId, o.Email) is { } mail && staff.Contains(mail) ? mail : null,
                    mapping.Owners.Any(m => m.Owner == o.CrmId)
                )),
            ],
            await OpenDrift(db, id, ct)
        );
    }

    internal static async Task<IReadOnlyList<DriftView>> OpenDrift(EntenteDb db, CrmConnectionId id, CancellationToken ct)
    {
        var rows = await db.Set<DriftRow>().AsNoTracking().Where(d => d.ConnectionId == id).OrderBy(d => d.NoticedAt).ToListAsync(ct);
        return [.. rows.Select(r => new DriftView(Json.Read<Drift>(r.Drift).Sentence, r.NoticedAt))];
    }

    private static IReadOnlyList<FieldRow> Rows(
        CrmKind crm,
        CrmObject kind,
        CrmMapping mapping,
        LiveSchema live,
        ILookup<(CrmObject, string), string> faults
    )
    {
        var (own, schema) = (live.Own(crm, kind), live.Objects[kind]);
        return
        [
            .. EntenteSide
                .Of(kind)
                .Select(side =>
                {
                    var standing = Standing(side, own.FirstOrDefault(m => m.Key == side.Key));
                    var set = mapping.Field(kind, side.Key);
                    return new FieldRow(
                        side,
                        set ?? standing,
                        standing,
                        set is not null,
                        [.. Suggestions.For(side, schema).Take(3)],
                        faults[(kind, side.Key)].FirstOrDefault()
                    );
                }),
        ];
    }

    /// <summary>Entente's own mapping, said as an admin would set it.</summary>
    internal static FieldMapping? Standing(EntenteSideField side, FieldMap? map) =>
        map is null
            ? null
            : new FieldMapping(
                side.On,
                side.Key,
                map.Native,
                map.Crm,
                map.Writable && side.Written ? FieldDirection.Both : FieldDirection.FromCrm,
                FieldRules.Default(side.On, side.Key),
                map.Values
            );
}
