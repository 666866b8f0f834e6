using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>Loads everything, object by object.</summary>
[JobName("crm.backfill")]
internal sealed record Backfill(CrmConnectionId Connection);

/// <summary>
/// Page by page, each in one commit with the cursor that follows it: a kill at any instant costs at most the page in hand. Gives
/// its place up every so often, so that other work of the process gets a turn.
/// </summary>
internal sealed class RunBackfill(
    EntenteDb db,
    CrmConnectors connectors,
    MirrorWriter mirror,
    Catalogue catalogue,
    StatusBook status,
    TimeProvider clock
) : IJob<Backfill>
{
    /// <summary>Accounts before contacts before deals: so links find whom they mean. Leads last: not every account has any.</summary>
    public static readonly CrmObject[] Order = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal, CrmObject.Lead];
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    public async Task<JobOutcome> Run(Backfill payload, CancellationToken ct)
    {
        var info = await connectors.Info(payload.Connection, ct);
        if (info is null or { State: not (CrmConnectionState.Backfilling or CrmConnectionState.Paused or CrmConnectionState.Broken) })
            return JobOutcome.Done;
        if (!info.Runs)
            return JobOutcome.At(clock.GetUtcNow().AddSeconds(5));

        var began = clock.GetTimestamp();
        var connector = await connectors.Of(info.Id, ct);
        if (await catalogue.Read(info.Id, connector, ct) is { } refused)
            return await Later(info.Id, refused, ct);
        foreach (var kind in Order)
        {
            var at = await At(info.Id, kind, ct);
            while (at is null or { ArrivedAt: null })
            {
                var page = await connector.Backfill(kind, at?.Cursor, ct);
                if (!page.Ok)
                    return await Later(info.Id, page.Error, ct);
                // Paused meanwhile: this page is not kept, and is the first one when it goes on.
                if (await connectors.Info(info.Id, ct) is not { Runs: true })
                    return JobOutcome.At(clock.GetUtcNow().AddSeconds(5));
                var move = new CursorMove(CursorOf.Backfill, page.Value.Cursor, !page.Value.More, page.Value.Total);
                await mirror.Apply(new MirrorPage(info.Id, kind, SyncSource.Backfill, page.Value.Records) { Cursor = move }, ct);
                if (page.Value.Wait is { } wait && wait > TimeSpan.Zero)
                    return JobOutcome.At(clock.GetUtcNow() + wait);
                if (clock.GetElapsedTime(began) > Turn)
                    return JobOutcome.At(clock.GetUtcNow());
                at = await At(info.Id, kind, ct);
            }
        }

        await using var held = await db.Hold([$"crm-state:{info.Id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == info.Id, ct);
        connection.GoLive();
        await held.Save(ct);
        return JobOutcome.Done;
    }

    private Task<SyncCursor?> At(CrmConnectionId id, CrmObject kind, CancellationToken ct) =>
        db.Set<SyncCursor>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ConnectionId == id && c.Kind == kind && c.Walk == CursorOf.Backfill, ct);

    private async Task<JobOutcome> Later(CrmConnectionId id, CrmError error, CancellationToken ct)
    {
        await status.Failed(id, error, ct);
        return JobOutcome.At(clock.GetUtcNow() + (error.RetryAfter ?? TimeSpan.FromSeconds(error.MayPass ? 5 : 60)));
    }
}
