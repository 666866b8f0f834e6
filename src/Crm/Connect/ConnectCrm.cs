using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Crm.Connect;

/// <summary>
/// An admin connects a CRM: the credentials are tried, what they may do is checked, and only what works is kept. The same account
/// again means new credentials for the connection there is.
/// </summary>
public sealed class ConnectCrm
{
    private readonly Actor actor;
    private readonly KeepConnection keep;

    internal ConnectCrm(Actor actor, KeepConnection keep) => (this.actor, this.keep) = (actor, keep);

    /// <param name="Origin">Where the API answers; null: HubSpot's own. Salesforce: the My Domain address.</param>
    /// <param name="Secret">HubSpot: private-app token. Salesforce: consumer secret, or the private key in PEM when a username is given.</param>
    /// <param name="ClientId">Salesforce: consumer key.</param>
    /// <param name="AppSecret">HubSpot: the app's client secret, which signs webhooks. Salesforce by certificate: the consumer secret, which signs the panel's requests.</param>
    /// <param name="Username">Salesforce by certificate: the user Entente acts as.</param>
    /// <param name="ApiVersion">As <see cref="ApiVersions"/>; null: the one Entente was built against.</param>
    /// <param name="CallsPerSecond">A pace of your own instead of the CRM's published limits; for the sandbox.</param>
    public sealed record Input(
        CrmKind Kind,
        string? Origin,
        string? Secret,
        string? ClientId = null,
        string? AppSecret = null,
        string? Username = null,
        int? CallsPerSecond = null,
        string? ApiVersion = null
    );

    public async Task<Result<CrmConnectionId>> Run(Input input, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (ConnectInputs.Check(input) is { } invalid)
            return invalid;

        var wanted = new NewConnection(
            input.Kind,
            input.Origin ?? ConnectInputs.HubSpotOrigin,
            input.ApiVersion ?? ApiVersions.Default(input.Kind),
            CredentialsOf(input),
            input.CallsPerSecond
        );
        return await keep.Run(actor, wanted, input.Kind == CrmKind.HubSpot ? "token" : "secret", ct);
    }

    private static CrmCredentials CredentialsOf(Input input) =>
        input.Kind == CrmKind.HubSpot
            ? new CrmCredentials(Token: input.Secret, AppSecret: input.AppSecret)
            : new CrmCredentials(
                Grant: input.Username is null ? SalesforceGrant.ClientCredentials : SalesforceGrant.JwtBearer,
                ClientId: input.ClientId,
                AppSecret: input.AppSecret,
                ClientSecret: input.Username is null ? input.Secret : null,
                Username: input.Username,
                PrivateKey: input.Username is null ? null : input.Secret,
                PushKey: Tokens.New()
            );
}
