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
/// Page by page, those that came while the last were written in one commit with the cursor that follows them: a kill at any instant
/// costs at most the pages in hand. Gives its place up every so often, so that other work of the process gets a turn.
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
        if (await IsNew(info.Id, ct) && await catalogue.Read(info.Id, connector, ct) is { } refused)
            return await Later(info.Id, refused, ct);
        foreach (var kind in Order)
        {
            if (await Load(info.Id, connector, kind, began, ct) is { } outcome)
                return outcome;
        }

        await using var held = await db.Hold([$"crm-state:{info.Id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == info.Id, ct);
        connection.GoLive();
        await held.Save(ct);
        return JobOutcome.Done;
    }

    /// <summary>One object to its end: null; else when to go on.</summary>
    private async Task<JobOutcome?> Load(CrmConnectionId id, ICrmConnector connector, CrmObject kind, long began, CancellationToken ct)
    {
        var at = await At(id, kind, ct);
        if (at is { ArrivedAt: not null })
            return null;
        await using var ahead = new PagesAhead((cursor, token) => connector.Backfill(kind, cursor, token));
        ahead.Begin(at?.Cursor);
        while (await ahead.Next(ct) is { } page)
        {
            if (!page.Ok)
                return await Later(id, page.Error, ct);
            // Paused meanwhile: what is in hand is not kept, and comes first when it goes on.
            if (await connectors.Info(id, ct) is not { Runs: true })
                return JobOutcome.At(clock.GetUtcNow().AddSeconds(5));
            var move = new CursorMove(CursorOf.Backfill, page.Value.Cursor, !page.Value.More, page.Value.Total);
            await mirror.Apply(new MirrorPage(id, kind, SyncSource.Backfill, page.Value.Records) { Cursor = move }, ct);
            if (!page.Value.More)
                return null;
            if (page.Value.Wait is { } wait && wait > TimeSpan.Zero)
                return JobOutcome.At(clock.GetUtcNow() + wait);
            if (clock.GetElapsedTime(began) > Turn)
                ahead.Stop();
        }
        return JobOutcome.At(clock.GetUtcNow());
    }

    /// <summary>Whether nothing was loaded yet: later the walk of changes reads owners and stages now and then.</summary>
    private async Task<bool> IsNew(CrmConnectionId id, CancellationToken ct) =>
        !await db.Set<SyncCursor>().AnyAsync(c => c.ConnectionId == id && c.Walk == CursorOf.Backfill, ct);

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
