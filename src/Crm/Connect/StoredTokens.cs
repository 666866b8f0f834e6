using Entente.Crm.Http;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Connect;

/// <summary>
/// Refresh tokens and the access they gave, in the database. The exchange runs under a lock that all nodes share; what came of it is
/// committed before anybody uses it, and whoever waited for the lock takes that instead of asking again.
/// </summary>
internal sealed class StoredTokens(IServiceScopeFactory scopes, SecretBox box, TimeProvider clock)
{
    public ITokenVault Of(WorkspaceId workspace, CrmConnectionId connection) => new Vault(this, workspace, connection);

    private async Task<CrmResult<TokenGrant>> Take(
        WorkspaceId workspace,
        CrmConnectionId id,
        string? refused,
        Func<string, Task<CrmResult<TokenGrant>>> refresh,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Crm));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await using var held = await db.Hold([$"crm-token:{id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
        var credentials = CrmCredentials.Open(box, connection.Credentials);
        if (credentials.Granted is { } stored && stored.IsGood(refused, clock.GetUtcNow()))
            return stored;
        if (credentials.RefreshToken is not { } token)
            return new CrmError(CrmErrorClass.Auth, "no_refresh_token", "The connection has no sign-in any more. Connect again.");

        // Not given up half way, even when the caller does: the old token dies the moment the CRM reads it.
        var fresh = await refresh(token);
        if (!fresh.Ok)
            return fresh;
        connection.Rotate(box.Close(CrmCredentials.Purpose, Json.Write(credentials.With(fresh.Value))));
        await held.Save(CancellationToken.None);
        return fresh;
    }

    private sealed class Vault(StoredTokens all, WorkspaceId workspace, CrmConnectionId id) : ITokenVault
    {
        public Task<CrmResult<TokenGrant>> Take(string? refused, Func<string, Task<CrmResult<TokenGrant>>> refresh, CancellationToken ct) =>
            all.Take(workspace, id, refused, refresh, ct);
    }
}
