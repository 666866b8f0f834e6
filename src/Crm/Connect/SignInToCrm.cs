using Entente.Access;
using Entente.Crm.Http;
using Entente.Crm.HubSpot;
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
/// Connecting by the admin's own sign-in (OAuth, authorisation code with PKCE): <see cref="Begin"/> keeps what was asked and gives the
/// address of the CRM's consent page; <see cref="Finish"/> takes what the CRM sent back. An attempt is good once, for a quarter of an
/// hour, and only for whoever began it.
/// </summary>
public sealed class SignInToCrm
{
    internal const string Purpose = "crm-oauth-attempt";
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(15);
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly SecretBox box;
    private readonly CrmHttpClient http;
    private readonly KeepConnection keep;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;

    internal SignInToCrm(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        SecretBox box,
        CrmHttpClient http,
        KeepConnection keep,
        Workspaces workspaces,
        PublicAddress address
    )
    {
        (this.db, this.actor, this.clock, this.box) = (db, actor, clock, box);
        (this.http, this.keep, this.workspaces, this.address) = (http, keep, workspaces, address);
    }

    /// <param name="Origin">Where the API answers; null: HubSpot's own. Salesforce: the My Domain address.</param>
    /// <param name="ClientId">HubSpot: client id; Salesforce: consumer key.</param>
    /// <param name="ClientSecret">HubSpot signs its webhooks with it too. Salesforce: may be missing for a public client.</param>
    public sealed record Input(CrmKind Kind, string? Origin, string? ClientId, string? ClientSecret, string? ApiVersion = null);

    /// <param name="State">Names the attempt; travels through the CRM.</param>
    public sealed record Begun(string State);

    /// <summary>Where the admin goes on, and what they will be asked to allow.</summary>
    public sealed record Consent(CrmKind Kind, string Url, string Host, IReadOnlyList<string> Scopes);

    /// <summary>The address the CRM sends the admin back to; it must stand in the app's own settings there.</summary>
    public async Task<string> Redirect(CancellationToken ct) =>
        address.Of($"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/settings/crm/callback");

    public async Task<Result<Begun>> Begin(Input input, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (ConnectInputs.Check(input) is { } invalid)
            return invalid;
        var now = clock.GetUtcNow();
        var state = Tokens.New();
        var asked = new Asked(
            input.Kind,
            input.Origin ?? ConnectInputs.HubSpotOrigin,
            input.ApiVersion ?? ApiVersions.Default(input.Kind),
            input.ClientId!.Trim(),
            input.ClientSecret,
            Tokens.New(),
            await Redirect(ct)
        );
        await db.Write("delete from crm_oauth_attempt where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new OAuthAttempt
            {
                State = Tokens.Hash(state),
                Person = actor.Person,
                Asked = box.Close(Purpose, Json.Write(asked)),
                Until = now + Good,
            }
        );
        await db.SaveChangesAsync(ct);
        return new Begun(state);
    }

    /// <summary>Null when there is no such attempt of this person, or it is too old.</summary>
    public async Task<Consent?> Going(string state, CancellationToken ct)
    {
        if (await Attempt(state, ct) is not { } attempt)
            return null;
        var asked = Json.Read<Asked>(box.Open(Purpose, attempt.Asked));
        var url =
            asked.Kind == CrmKind.HubSpot
                ? HubSpot(asked).AuthorizeUrl(asked.Redirect, state, asked.Verifier)
                : Salesforce(asked).AuthorizeUrl(asked.Redirect, state, asked.Verifier);
        IReadOnlyList<string> scopes = asked.Kind == CrmKind.HubSpot ? HubSpotOAuth.Scopes : SalesforceTokens.Scopes.Split(' ');
        return new Consent(asked.Kind, url, new Uri(url).Host, scopes);
    }

    /// <param name="error">The CRM's own word when the admin, or the CRM, said no.</param>
    public async Task<Result<CrmConnectionId>> Finish(string? state, string? code, string? error, string? described, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (state is null || await Attempt(state, ct) is not { } attempt)
            return CrmRefusals.StaleSignIn;
        // Good once: whoever comes second with the same address finds nothing.
        if (await db.Write("delete from crm_oauth_attempt where state = $1", ct, attempt.State) != 1)
            return CrmRefusals.StaleSignIn;
        var asked = Json.Read<Asked>(box.Open(Purpose, attempt.Asked));
        if (code is null)
            return CrmRefusals.Of(
                asked.Kind,
                new CrmError(CrmErrorClass.Auth, error ?? "no_code", SaidNo(asked.Kind, error, described)),
                "connection"
            );

        var granted =
            asked.Kind == CrmKind.HubSpot
                ? await HubSpot(asked).Redeem(code, asked.Redirect, asked.Verifier, ct)
                : await Salesforce(asked).Redeem(code, asked.Redirect, asked.Verifier, ct);
        if (!granted.Ok)
            return CrmRefusals.Of(asked.Kind, granted.Error, "connection");
        if (granted.Value.RefreshToken is null)
            return CrmRefusals.Of(
                asked.Kind,
                new CrmError(CrmErrorClass.Auth, "no_refresh_token", "The app may not stay signed in: allow it the scope refresh_token."),
                "connection"
            );
        return await keep.Run(
            actor,
            new NewConnection(asked.Kind, asked.Origin, asked.Version, Credentials(asked, granted.Value)),
            "connection",
            ct
        );
    }

    private async Task<OAuthAttempt?> Attempt(string state, CancellationToken ct)
    {
        var (hash, now) = (Tokens.Hash(state), clock.GetUtcNow());
        return await db.Set<OAuthAttempt>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.State == hash && a.Person == actor.Person && a.Until >= now, ct);
    }

    private static CrmCredentials Credentials(Asked asked, TokenGrant granted) =>
        (
            asked.Kind == CrmKind.HubSpot
                ? new CrmCredentials(ClientId: asked.ClientId, AppSecret: asked.Secret)
                : new CrmCredentials(
                    Grant: SalesforceGrant.RefreshToken,
                    ClientId: asked.ClientId,
                    ClientSecret: asked.Secret,
                    PushKey: Tokens.New()
                )
        ).With(granted);

    private static string SaidNo(CrmKind kind, string? error, string? described) =>
        error is "access_denied" or null
            ? $"{kind} let nobody in: access was not allowed."
            : $"{kind} refuses: {(described is { Length: > 0 and < 300 } words ? words : error)}.";

    private HubSpotOAuth HubSpot(Asked asked) =>
        new(http.Client, new(new Uri(asked.Origin), asked.Version, "", asked.Secret ?? "") { ClientId = asked.ClientId }, clock);

    private SalesforceTokens Salesforce(Asked asked) =>
        new(
            http.Client,
            new(new Uri(asked.Origin), asked.Version, SalesforceGrant.RefreshToken, asked.ClientId, asked.Secret),
            null,
            clock
        );

    private sealed record Asked(
        CrmKind Kind,
        string Origin,
        string Version,
        string ClientId,
        string? Secret,
        string Verifier,
        string Redirect
    );
}
