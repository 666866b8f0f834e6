using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>Owners and stages: small, read whole, replaced whole.</summary>
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
        // An owner who left stays, inactive: old records still name them.
        var known = await db.Set<OwnerRow>().Where(o => o.ConnectionId == id).ToListAsync(ct);
        var gone = known.ExceptBy(owners.Value.Select(o => o.Id), o => o.CrmId);
        db.RemoveRange(known);
        db.RemoveRange(await db.Set<StageRow>().Where(s => s.ConnectionId == id).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        db.AddRange(
            owners.Value.Select(o => new OwnerRow
            {
                ConnectionId = id,
                CrmId = o.Id,
                Email = o.Email,
                Name = o.Name,
                Active = o.Active,
            })
        );
        db.AddRange(
            gone.Select(o => new OwnerRow
            {
                ConnectionId = id,
                CrmId = o.CrmId,
                Email = o.Email,
                Name = o.Name,
                Active = false,
            })
        );
        db.AddRange(
            from pipeline in pipelines.Value
            from stage in pipeline.Stages
            select new StageRow
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
        await held.Save(ct);
        db.ChangeTracker.Clear();
        await status.CatalogueRead(id, ct);
        return null;
    }
}
