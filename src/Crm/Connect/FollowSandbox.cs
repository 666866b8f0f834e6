using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Panel;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>
/// The sandbox of this installation was started on other ports than the last time: connections to it follow, and so do the addresses of
/// records. Only connections to this machine are touched: a CRM of somebody's own answers elsewhere.
/// </summary>
public sealed class FollowSandbox
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly Workspaces workspaces;
    private readonly SecretBox box;

    internal FollowSandbox(EntenteDb db, Actor actor, Workspaces workspaces, SecretBox box) =>
        (this.db, this.actor, this.workspaces, this.box) = (db, actor, workspaces, box);

    /// <summary>A connection to the sandbox, and what its app there must call.</summary>
    /// <param name="Moved">It answered elsewhere until now.</param>
    public sealed record Found(CrmKind Kind, string PushPath, string PanelPath, bool Moved);

    public async Task<IReadOnlyList<Found>> Run(Uri hubSpot, Uri salesforce, CancellationToken ct)
    {
        if (actor.Kind != ActorKind.System)
            throw new InvalidOperationException("Only the program that starts the sandbox knows where it is.");
        var slug = (await workspaces.Get(db.Workspace, ct)).Slug;
        var found = new List<Found>();
        foreach (var connection in await db.Set<CrmConnection>().OrderBy(c => c.Id).ToListAsync(ct))
        {
            if (connection.State == CrmConnectionState.Disconnected || !new Uri(connection.Origin).IsLoopback)
                continue;
            var credentials = CrmCredentials.Open(box, connection.Credentials);
            // What cannot be opened is left as it is: the keys may still be found.
            if (credentials.Lost)
                continue;
            var there = connection.Kind == CrmKind.HubSpot ? hubSpot : salesforce;
            var moved = !SamePlace(new Uri(connection.Origin), there);
            if (moved)
            {
                var bare = credentials with { AccessToken = null, AccessUntil = null, InstanceUrl = null };
                connection.Move(there, box.Close(CrmCredentials.Purpose, Json.Write(bare)));
                db.Enqueue(new ReadDealsAgain(connection.Id, connection.MappingNumber));
            }
            var key = credentials.PushKey is { } push ? "?key=" + push : "";
            var panel = PanelRoutes.LaunchPath(connection.Kind, slug, connection.Id);
            found.Add(new(connection.Kind, PushRoute.AddressOf(slug, connection.Id) + key, panel, moved));
        }
        await db.SaveChangesAsync(ct);
        return found;
    }

    // localhost and 127.0.0.1 are one place.
    private static bool SamePlace(Uri one, Uri other) => one.Port == other.Port && one.Scheme == other.Scheme;
}
