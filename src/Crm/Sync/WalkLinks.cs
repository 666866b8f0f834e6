using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>
/// Who belongs to what changes without the stamp of either record, so that a lost push would hide it until the next whole comparison.
/// Therefore the links of everything are read in turn, some thousands with each walk of the cursor and within a small share of the budget;
/// what differs from the mirror is named, and read like anything else that is named.
/// </summary>
internal sealed class WalkLinks(EntenteDb db, TimeProvider clock)
{
    /// <param name="most">Calls that may be spent; a page that was begun is ended.</param>
    public async Task<CrmError?> Run(CrmConnectionId id, ICrmConnector connector, int most, CancellationToken ct)
    {
        foreach (var kind in RunBackfill.Order)
        {
            for (var more = true; more && most > 0; )
            {
                var page = await connector.Links(kind, await At(id, kind, ct), Held, ct);
                if (!page.Ok)
                    return page.Error;
                await Keep(id, kind, page.Value, ct);
                (more, most) = (page.Value.More, most - page.Value.Calls);
            }

            Task<IReadOnlyList<string>> Held(string? behind, int count, CancellationToken token) =>
                MirrorSql.Behind(db, id, kind, behind, count, token);
        }
        return null;
    }

    private async Task Keep(CrmConnectionId id, CrmObject kind, CrmLinkPage page, CancellationToken ct)
    {
        if (page.Calls == 0)
            return;
        await using var held = await db.Hold([], ct);
        var known = await MirrorSql.Links(db, id, kind, [.. page.Items.Select(i => i.Id)], ct);
        var differ = page.Items.Where(i => known.TryGetValue(i.Id, out var links) && !links.SetEquals(i.Links)).Select(i => i.Id).ToArray();
        if (differ.Length > 0)
        {
            await MirrorBooks.Name(db, id, kind, differ, clock.GetUtcNow(), ct);
            db.Enqueue(new FetchNamed(id));
        }
        // At its end it begins anew with the next walk.
        var move = new CursorMove(CursorOf.Links, page.More ? page.Cursor : null, !page.More);
        await MirrorBooks.MoveCursor(db, new MirrorPage(id, kind, SyncSource.Poll, []), move, clock.GetUtcNow(), ct);
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }

    private Task<string?> At(CrmConnectionId id, CrmObject kind, CancellationToken ct) =>
        db.Set<SyncCursor>()
            .Where(c => c.ConnectionId == id && c.Kind == kind && c.Walk == CursorOf.Links)
            .Select(c => c.Cursor)
            .SingleOrDefaultAsync(ct);
}
