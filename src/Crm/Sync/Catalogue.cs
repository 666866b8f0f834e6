using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>Owners and stages: small and read whole; what differs from the rows is written, and nothing else.</summary>
internal sealed class Catalogue(EntenteDb db, StatusBook status)
{
    public async Task<CrmError?> Read(CrmConnectionId id, ICrmConnector connector, CancellationToken ct)
    {
        var owners = await connector.ReadOwners(ct);
        if (!owners.Ok)
            return owners.Error;
        var pipelines = await connector.ReadPipelines(ct);
        if (!pipelines.Ok)
            return pipelines.Error;

        await using var held = await db.Hold([$"crm-catalogue:{id}"], ct);
        await Owners(id, owners.Value, ct);
        await Stages(id, pipelines.Value, ct);
        await held.Save(ct);
        db.ChangeTracker.Clear();
        await status.CatalogueRead(id, ct);
        return null;
    }

    private async Task Owners(CrmConnectionId id, IReadOnlyList<CrmOwner> owners, CancellationToken ct)
    {
        var rows = await db.Set<OwnerRow>().Where(o => o.ConnectionId == id).ToDictionaryAsync(o => o.CrmId, ct);
        foreach (var owner in owners)
            if (rows.Remove(owner.Id, out var row))
                Change(
                    row,
                    new
                    {
                        owner.Email,
                        owner.Name,
                        owner.Active,
                    }
                );
            else
                db.Add(
                    new OwnerRow
                    {
                        ConnectionId = id,
                        CrmId = owner.Id,
                        Email = owner.Email,
                        Name = owner.Name,
                        Active = owner.Active,
                    }
                );
        // An owner who left stays, inactive: old records still name them.
        foreach (var left in rows.Values)
            Change(left, new { Active = false });
    }

    private async Task Stages(CrmConnectionId id, IReadOnlyList<CrmPipeline> pipelines, CancellationToken ct)
    {
        var rows = await db.Set<StageRow>().Where(s => s.ConnectionId == id).ToDictionaryAsync(s => (s.Pipeline, s.CrmId), ct);
        foreach (var pipeline in pipelines)
        foreach (var stage in pipeline.Stages)
            if (rows.Remove((pipeline.Id, stage.Id), out var row))
                Change(
                    row,
                    new
                    {
                        PipelineLabel = pipeline.Label,
                        stage.Label,
                        Position = stage.Order,
                        stage.Closed,
                        stage.Won,
                        stage.Probability,
                    }
                );
            else
                db.Add(
                    new StageRow
                    {
                        ConnectionId = id,
                        Pipeline = pipeline.Id,
                        PipelineLabel = pipeline.Label,
                        CrmId = stage.Id,
                        Label = stage.Label,
                        Position = stage.Order,
                        Closed = stage.Closed,
                        Won = stage.Won,
                        Probability = stage.Probability,
                    }
                );
        db.RemoveRange(rows.Values);
    }

    // A value that is the same already is no change, and a row without one is not written.
    private void Change(object row, object values) => db.Entry(row).CurrentValues.SetValues(values);
}
