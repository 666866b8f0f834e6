using Entente.Crm.HubSpot;
using Entente.Crm.Listed;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>
/// An admin takes the access away: the CRM is told to forget our tokens, and we forget them. What is mirrored stays readable; nothing is
/// read or written until the same account is connected again.
/// </summary>
public sealed class DisconnectCrm
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SecretBox box;
    private readonly CrmHttpClient http;
    private readonly NativeFields native;
    private readonly TimeProvider clock;

    internal DisconnectCrm(EntenteDb db, Actor actor, SecretBox box, CrmHttpClient http, NativeFields native, TimeProvider clock) =>
        (this.db, this.actor, this.box, this.http, this.native, this.clock) = (db, actor, box, http, native, clock);

    /// <param name="Revoked">The CRM knows: our tokens are dead there too. False for a pasted token, and when the CRM did not answer.</param>
    public sealed record Disconnected(CrmKind Kind, bool Revoked);

    public async Task<Result<Disconnected>> Run(CrmConnectionId id, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        // The token's lock too: nobody may rotate it while it is being revoked.
        await using var held = await db.Hold([$"crm-state:{id}", $"crm-token:{id}"], ct);
        if (await db.Set<CrmConnection>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
            return CrmRefusals.NoConnection;
        if (connection.State == CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("It is disconnected already.");
        var credentials = CrmCredentials.Open(box, connection.Credentials);
        var revoked = await Revoke(connection, credentials, ct);
        // Whoever delivers to us under the old address is still recognised, and turned away because nothing runs.
        var emptied = new CrmCredentials(PushKey: credentials.PushKey, AppSecret: credentials.AppSecret);
        connection.Disconnect(box.Close(CrmCredentials.Purpose, Json.Write(emptied)));
        db.Because("The CRM was disconnected");
        await held.Save(ct);
        native.Forget(db.Workspace);
        return new Disconnected(connection.Kind, revoked);
    }

    private async Task<bool> Revoke(CrmConnection connection, CrmCredentials credentials, CancellationToken ct)
    {
        if (credentials.RefreshToken is not { } token)
            return false;
        if (connection.Kind == CrmKind.HubSpot)
            return await new HubSpotOAuth(http.Client, ConnectorOptions.HubSpot(connection, credentials), clock).Revoke(token, ct) is null;
        using var salesforce = new SalesforceTokens(http.Client, ConnectorOptions.Salesforce(connection, credentials), null, clock);
        return await salesforce.Revoke(token, ct) is null;
    }
}
