using Entente.Crm.Connect;
using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>One value that a mapping would change. <paramref name="InCrm"/>: on the CRM's side; otherwise in Entente.</summary>
public sealed record DryRunChange(bool InCrm, string Field, string? Before, string? After);

public sealed record DryRunRecord(CrmObject Kind, string Name, string Url, IReadOnlyList<DryRunChange> Changes);

/// <param name="Looked">How many records were read.</param>
public sealed record DryRunResult(IReadOnlyList<MappingFault> Faults, int Looked, IReadOnlyList<DryRunRecord> Records)
{
    public int Changes => Records.Sum(r => r.Changes.Count);
}

/// <summary>What a mapping would change, on a sample of records and on both sides. Reads; writes nothing anywhere.</summary>
public sealed class DryRun
{
    /// <summary>Records of each object: those that Entente wrote to first, then the latest.</summary>
    private const int Sample = 8;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;

    internal DryRun(EntenteDb db, Actor actor, CrmConnectors connectors) =>
        (this.db, this.actor, this.connectors) = (db, actor, connectors);

    public async Task<Result<DryRunResult>> Run(CrmConnectionId id, CrmMapping wanted, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is not { } info)
            return CrmRefusals.NoConnection;
        if (info.State is CrmConnectionState.Broken or CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("The CRM does not let us in, so nothing can be read. Connect again first.");
        var present = await connectors.Of(id, ct);
        var live = await LiveSchema.Read(present, ct);
        if (!live.Ok)
            return CrmRefusals.Of(info.Kind, live.Error, "connection");
        var faults = live.Value.Faults(info.Kind, wanted);
        if (faults.Count > 0)
            return new DryRunResult(faults, 0, []);

        // The columns that would be written are read too, as they stand.
        var columns = EntenteSide.Objects.ToDictionary(
            kind => kind,
            kind => (IReadOnlyList<string>)[.. Maps(kind).Where(m => m.Writable).Select(m => m.Native).Distinct()]
        );
        var trial = await connectors.Trial(id, wanted, columns, ct);
        using var ended = trial as IDisposable;
        var (looked, records) = (0, new List<DryRunRecord>());
        foreach (var kind in EntenteSide.Objects)
        {
            var ids = await Ids(id, kind, ct);
            if (ids.Count == 0)
                continue;
            var before = await present.ReadByIds(kind, ids, CrmLane.Interactive, ct);
            var after = await trial.ReadByIds(kind, ids, CrmLane.Interactive, ct);
            if ((before.Error ?? after.Error) is { } error)
                return CrmRefusals.Of(info.Kind, error, "connection");
            var written = await Written(id, kind, ids, ct);
            looked += before.Value.Records.Count;
            foreach (var record in after.Value.Records.Where(r => !r.Deleted))
            {
                var was = before.Value.Records.FirstOrDefault(r => r.Id == record.Id);
                var changes = DryRunDiff
                    .InEntente(kind, was, record)
                    .Concat(DryRunDiff.InCrm(kind, record, Maps(kind), wanted, written.GetValueOrDefault(record.Id) ?? []));
                if (changes.ToList() is { Count: > 0 } found)
                    records.Add(new DryRunRecord(kind, NameOf(record), present.UrlOf(kind, record.Id), found));
            }
        }
        return new DryRunResult([], looked, records);

        List<FieldMap> Maps(CrmObject kind) => EffectiveMap.Over(kind, wanted, live.Value.Own(info.Kind, kind));
    }

    private async Task<List<string>> Ids(CrmConnectionId id, CrmObject kind, CancellationToken ct)
    {
        var ours = await db.Set<LedgerRow>()
            .Where(l => l.ConnectionId == id && l.Kind == kind && l.Field == EntenteFields.Id)
            .OrderByDescending(l => l.At)
            .Select(l => l.CrmId)
            .Take(Sample)
            .ToListAsync(ct);
        var latest = await db.Set<MirroredRecord>()
            .Where(r => r.ConnectionId == id && r.Kind == kind && !r.Deleted)
            .OrderByDescending(r => r.AppliedAt)
            .ThenBy(r => r.CrmId)
            .Select(r => r.CrmId)
            .Take(Sample)
            .ToListAsync(ct);
        return [.. ours.Concat(latest).Distinct().Take(Sample)];
    }

    private async Task<Dictionary<string, Dictionary<string, string?>>> Written(
        CrmConnectionId id,
        CrmObject kind,
        List<string> ids,
        CancellationToken ct
    )
    {
        var rows = await db.Set<LedgerRow>()
            .AsNoTracking()
            .Where(l => l.ConnectionId == id && l.Kind == kind && ids.Contains(l.CrmId))
            .ToListAsync(ct);
        return rows.GroupBy(r => r.CrmId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Field, r => r.Value));
    }

    private static string NameOf(CrmRecord record) =>
        record[CrmFields.Name]
        ?? (Canonical.Text($"{record[CrmFields.FirstName]} {record[CrmFields.LastName]}") ?? record[CrmFields.Email] ?? record.Id);
}

/// <summary>The two sides of a dry run. Pure.</summary>
internal static class DryRunDiff
{
    public static IEnumerable<DryRunChange> InEntente(CrmObject kind, CrmRecord? before, CrmRecord after) =>
        EntenteSide
            .Of(kind)
            .Where(side => before?[side.Key] != after[side.Key])
            .Select(side => new DryRunChange(false, side.Label, before?[side.Key], after[side.Key]));

    /// <summary>Where what Entente last wrote would now go. A field that the CRM decides is never written again.</summary>
    public static IEnumerable<DryRunChange> InCrm(
        CrmObject kind,
        CrmRecord now,
        IReadOnlyList<FieldMap> maps,
        CrmMapping wanted,
        IReadOnlyDictionary<string, string?> written
    )
    {
        foreach (var map in maps.Where(m => m.Writable && m.Key != EntenteFields.Id && written.ContainsKey(m.Key)))
        {
            var (stands, goes) = (now[CrmFields.Raw(map.Native)], EffectiveMap.Write(map, written[map.Key], TimeZoneInfo.Utc));
            var owner = new OwnedFields(kind, wanted).Of(map.Key);
            var may = owner is FieldOwner.Entente or FieldOwner.Newest || (owner is FieldOwner.OnlyIfEmpty && stands is null);
            if (may && !Same(stands, goes, map.Crm))
                yield return new DryRunChange(true, map.Native, stands, goes);
        }
    }

    // What came raw is compared in the spelling of its type.
    private static bool Same(string? one, string? other, CrmFieldType type) =>
        FieldConversion.Convert(one, type, type, TimeZoneInfo.Utc).Value
        == FieldConversion.Convert(other, type, type, TimeZoneInfo.Utc).Value;
}
