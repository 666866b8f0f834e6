using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>
/// An admin gives the secret with which the CRM signs what it sends: HubSpot's webhooks, the panel's requests of both. The way in stays
/// as it is; what somebody signed in with at HubSpot is that secret already, and comes with the next sign-in.
/// </summary>
public sealed class SetAppSecret
{
    private const int Longest = 500;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SecretBox box;

    internal SetAppSecret(EntenteDb db, Actor actor, SecretBox box) => (this.db, this.actor, this.box) = (db, actor, box);

    public async Task<Result> Run(CrmConnectionId id, string? secret, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (secret?.Trim() is not { Length: > 0 and <= Longest } given)
            return Problem.Invalid("crm.app_secret", "secret", "Give the secret as the app shows it.");
        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        if (await db.Set<CrmConnection>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
            return CrmRefusals.NoConnection;
        if (connection.State == CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("It is disconnected. Connect it again first.");
        var credentials = CrmCredentials.Open(box, connection.Credentials);
        if (credentials.Lost)
            return CrmRefusals.WrongState("Its other keys cannot be opened any more. Connect it again first.");
        if (connection.Kind == CrmKind.HubSpot && credentials.ByOAuth)
            return CrmRefusals.WrongState("It was connected by signing in; sign in again with the app’s present client secret.");
        connection.Resecret(box.Close(CrmCredentials.Purpose, Json.Write(credentials with { AppSecret = given })));
        db.Because("The app secret was set");
        await held.Save(ct);
        return Result.Done;
    }
}
