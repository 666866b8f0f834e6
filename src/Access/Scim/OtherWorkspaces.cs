using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Scim;

/// <summary>
/// Whether a person belongs to other vendors too. The fence lets nobody look into two workspaces at once, so each is asked in its own scope: rare
/// enough, it is only asked when a name or an address is to change.
/// </summary>
internal sealed class OtherWorkspaces(IServiceScopeFactory scopes, Workspaces workspaces)
{
    /// <summary>A member of a workspace other than <paramref name="here"/>, active or not.</summary>
    public async Task<bool> Knows(PersonId person, WorkspaceId here, CancellationToken ct)
    {
        foreach (var workspace in await workspaces.All(ct))
        {
            if (workspace.Id == here)
                continue;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id, Channel.Scim));
            if (await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Membership>().AnyAsync(m => m.PersonId == person, ct))
                return true;
        }
        return false;
    }
}
