using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>
/// An admin sets a connection's mapping: held against the live schema, refused with the reason where it cannot work, kept as a new
/// version. What is read differently from now on is read again in full.
/// </summary>
public sealed class SaveMapping
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly CrmConnectors connectors;

    internal SaveMapping(EntenteDb db, Actor actor, TimeProvider clock, CrmConnectors connectors) =>
        (this.db, this.actor, this.clock, this.connectors) = (db, actor, clock, connectors);

    /// <param name="Number">The version now in force.</param>
    /// <param name="ReadsAgain">Records are being read again.</param>
    public sealed record Saved(int Number, bool ReadsAgain);

    /// <param name="basedOn">The version the admin looked at: somebody else's newer one is not written over.</param>
    public async Task<Result<Saved>> Run(CrmConnectionId id, CrmMapping mapping, int basedOn, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is not { } info)
            return CrmRefusals.NoConnection;
        if (info.State is CrmConnectionState.Broken or CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("The CRM does not let us in, so the mapping cannot be checked. Connect again first.");
        var live = await LiveSchema.Read(await connectors.Of(id, ct), ct);
        if (!live.Ok)
            return CrmRefusals.Of(info.Kind, live.Error, "connection");
        var faults = live.Value.Faults(info.Kind, mapping);
        if (faults.Count > 0)
            return MappingRefusals.Faulty(faults);

        var now = clock.GetUtcNow();
        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
        if (connection.MappingNumber != basedOn)
            return MappingRefusals.Stale;
        var before = Json.Read<CrmMapping>(connection.Mapping);
        connection.Map(mapping);
        db.Add(MappingVersion.Of(id, connection.MappingNumber, mapping, actor.Person, now));
        await AcceptedSchemas.Keep(db, id, live.Value, now, ct);
        // What was wrong with the old mapping is settled by the new one, or noticed again at the next look.
        db.RemoveRange(await db.Set<DriftRow>().Where(d => d.ConnectionId == id).ToListAsync(ct));
        var again = connection.Runs && ReadsDiffer(before, mapping, kind => live.Value.Own(info.Kind, kind));
        if (again)
            await LoadAgain(connection, now, ct);
        if (StagesDiffer(before, mapping))
            db.Enqueue(new ReadDealsAgain(id, connection.MappingNumber));
        await held.Save(ct);
        return new Saved(connection.MappingNumber, again);
    }

    private async Task LoadAgain(CrmConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        connection.BeginBackfill(now);
        db.RemoveRange(
            await db.Set<SyncCursor>().Where(c => c.ConnectionId == connection.Id && c.Walk == CursorOf.Backfill).ToListAsync(ct)
        );
        db.Enqueue(new Backfill(connection.Id));
    }

    /// <summary>Whether some stage means something else, or is named differently to partners.</summary>
    internal static bool StagesDiffer(CrmMapping before, CrmMapping after) => !before.Stages.ToHashSet().SetEquals(after.Stages);

    /// <summary>Whether a record would be read differently: owners, stages and whose word is the last change nothing in the mirror.</summary>
    /// <param name="own">Entente's own mapping of an object: a field that is set to what it was by itself is read as before.</param>
    internal static bool ReadsDiffer(CrmMapping before, CrmMapping after, Func<CrmObject, IReadOnlyList<FieldMap>> own)
    {
        return EntenteSide.Objects.Any(kind => !Read(kind, before).SetEquals(Read(kind, after)));

        HashSet<(string, string, CrmFieldType, string)> Read(CrmObject kind, CrmMapping mapping) =>
            [
                .. EffectiveMap
                    .Over(kind, mapping, own(kind))
                    .Where(m => m.Readable)
                    .Select(m =>
                        (
                            m.Key,
                            m.Native,
                            // A long text is read as a short one: what the CRM calls its type is no difference by itself.
                            FieldConversion.Spelling(m.Crm),
                            string.Join('\n', m.Values.Select(v => $"{v.Key}\t{v.Value}").Order(StringComparer.Ordinal))
                        )
                    ),
            ];
    }
}

/// <summary>The refusals of a mapping.</summary>
internal static class MappingRefusals
{
    public static Problem Stale =>
        Problem.Stale("crm.mapping_stale", "Somebody else changed the mapping meanwhile. Here it is as it stands now; set yours again.");

    public static Problem Faulty(IReadOnlyList<MappingFault> faults) =>
        Problem.Invalid(
            "crm.mapping_cannot_work",
            $"This mapping cannot work: {faults[0].Reason}" + (faults.Count > 1 ? $" And {faults.Count - 1} more." : ""),
            faults
                .GroupBy(f => $"{f.On}.{f.Key}")
                .ToDictionary(g => g.Key, g => string.Join(" ", g.Select(f => f.Reason)), StringComparer.Ordinal)
        );
}

/// <summary>The schemas drift is measured from.</summary>
internal static class AcceptedSchemas
{
    /// <summary>Replaces them; the caller saves.</summary>
    public static async Task Keep(EntenteDb db, CrmConnectionId id, LiveSchema live, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await db.Set<SchemaRow>().Where(s => s.ConnectionId == id).ToListAsync(ct);
        foreach (var (kind, schema) in live.Objects)
        {
            if (rows.Find(r => r.Kind == kind) is { } row)
            {
                (row.Schema, row.Live, row.AcceptedAt, row.LookedAt) = (Json.Write(schema), null, now, now);
                continue;
            }
            db.Add(
                new SchemaRow
                {
                    ConnectionId = id,
                    Kind = kind,
                    Schema = Json.Write(schema),
                    AcceptedAt = now,
                    LookedAt = now,
                }
            );
        }
    }
}
