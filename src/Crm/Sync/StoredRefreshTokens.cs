using Entente.Crm.Connect;
using Entente.Crm.Http;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Sync;

/// <summary>
/// Refresh tokens in the database. The exchange runs under a lock that all nodes share, and the rotated token is committed before
/// anybody uses the access it came with.
/// </summary>
internal sealed class StoredRefreshTokens(IServiceScopeFactory scopes, SecretBox box)
{
    public IRefreshTokenVault Of(WorkspaceId workspace, CrmConnectionId connection) => new Vault(this, workspace, connection);

    private sealed class Vault(StoredRefreshTokens all, WorkspaceId workspace, CrmConnectionId id) : IRefreshTokenVault
    {
        public async Task<CrmResult<CrmAccess>> Exchange(
            Func<string, Task<(CrmResult<CrmAccess> Access, string? Rotated)>> refresh,
            CancellationToken ct
        )
        {
            await using var scope = all.scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Crm));
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            await using var held = await db.Hold([$"crm-token:{id}"], ct);
            var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
            var credentials = Json.Read<CrmCredentials>(all.box.Open(CrmCredentials.Purpose, connection.Credentials));
            var (access, rotated) = await refresh(credentials.RefreshToken ?? "");
            if (rotated is null || rotated == credentials.RefreshToken)
                return access;
            connection.Rotate(all.box.Close(CrmCredentials.Purpose, Json.Write(credentials with { RefreshToken = rotated })));
            // Even when the caller gives up now: the old token is dead already.
            await held.Save(CancellationToken.None);
            return access;
        }
    }

    private readonly IServiceScopeFactory scopes = scopes;
    private readonly SecretBox box = box;
}
