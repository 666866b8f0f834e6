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
/// An admin connects a CRM: the credentials are tried, what they may do is checked, and only what works is kept. The same account
/// again means new credentials for the connection there is.
/// </summary>
public sealed class ConnectCrm
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly SecretBox box;
    private readonly ConnectorShelf shelf;

    internal ConnectCrm(EntenteDb db, Actor actor, TimeProvider clock, SecretBox box, ConnectorShelf shelf) =>
        (this.db, this.actor, this.clock, this.box, this.shelf) = (db, actor, clock, box, shelf);

    /// <param name="Origin">Where the API answers; null: HubSpot's own. Salesforce: the My Domain address.</param>
    /// <param name="Secret">HubSpot: private-app token. Salesforce: consumer secret, or the private key in PEM when a username is given.</param>
    /// <param name="ClientId">Salesforce: consumer key.</param>
    /// <param name="AppSecret">HubSpot: the app's client secret, which signs webhooks.</param>
    /// <param name="Username">Salesforce by certificate: the user Entente acts as.</param>
    /// <param name="CallsPerSecond">A pace of your own instead of the CRM's published limits; for the sandbox.</param>
    public sealed record Input(
        CrmKind Kind,
        string? Origin,
        string? Secret,
        string? ClientId = null,
        string? AppSecret = null,
        string? Username = null,
        int? CallsPerSecond = null
    );

    public async Task<Result<CrmConnectionId>> Run(Input input, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (ConnectInputs.Check(input) is { } invalid)
            return invalid;

        var now = clock.GetUtcNow();
        var credentials = CredentialsOf(input);
        var origin = input.Origin ?? ConnectInputs.HubSpotOrigin;
        var version = input.Kind == CrmKind.HubSpot ? "2026-09" : "66.0";
        var made = CrmConnection.Connect(Ids.New<CrmConnectionId>(now), input.Kind, origin, version, Close(credentials), now);
        if (input.CallsPerSecond is { } pace)
            made.Pace(made.PollSeconds, pace);

        var check = await shelf.Make(actor.Workspace, made, credentials).Check(ct);
        if (!check.Ok)
            return CrmRefusals.Of(check.Error, input.Kind == CrmKind.HubSpot ? "token" : "secret");
        if (check.Value.Lacking.Count > 0)
            return CrmRefusals.Lacking(check.Value.Lacking);

        var connection = await db.Set<CrmConnection>()
            .SingleOrDefaultAsync(c => c.Kind == input.Kind && c.AccountId == check.Value.AccountId, ct);
        if (connection is null)
            db.Add(connection = made);
        else
            connection.Renew(made.Credentials);
        connection.Know(check.Value);
        await db.Because("A CRM was connected").SaveChangesAsync(ct);
        return connection.Id;
    }

    private static CrmCredentials CredentialsOf(Input input) =>
        input.Kind == CrmKind.HubSpot
            ? new CrmCredentials(Token: input.Secret, AppSecret: input.AppSecret)
            : new CrmCredentials(
                Grant: input.Username is null ? SalesforceGrant.ClientCredentials : SalesforceGrant.JwtBearer,
                ClientId: input.ClientId,
                ClientSecret: input.Username is null ? input.Secret : null,
                Username: input.Username,
                PrivateKey: input.Username is null ? null : input.Secret,
                PushKey: Tokens.New()
            );

    private string Close(CrmCredentials credentials) => box.Close(CrmCredentials.Purpose, Json.Write(credentials));
}
