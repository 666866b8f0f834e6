using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.Oidc;
using Entente.Access.Saml;
using Entente.Access.SignIn;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui.Pages;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Sso;

/// <summary>Where the browser goes, and what it keeps until it comes back.</summary>
internal sealed record SsoBegun(Uri Address, string Browser);

/// <summary>Somebody proved who they are: the session's secret, and where they wanted to go.</summary>
internal sealed record SsoDone(string Token, MemberSide Side, string? Next);

/// <summary>
/// Signs people in through a provider. An attempt is bound to the browser that began it, good once, and ends in a session of this workspace alone: a
/// provider of one workspace must not open another one to a person who happens to be in both.
/// </summary>
internal sealed class SsoDesk(
    EntenteDb db,
    ActorSlot slot,
    SecretBox box,
    OidcClient oidc,
    Workspaces workspaces,
    PublicAddress address,
    BeginSession begin,
    KnownSubjects subjects,
    TimeProvider clock
)
{
    internal static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public async Task<string> Acs(CancellationToken ct) => await Of("saml/acs", ct);

    public async Task<string> SamlEntity(CancellationToken ct) => await Of("saml/metadata", ct);

    public async Task<string> Callback(CancellationToken ct) => await Of("oidc/callback", ct);

    /// <returns>Null when there is no such provider, or it does not answer.</returns>
    public async Task<SsoBegun?> Begin(IdentityProviderId id, string? next, CancellationToken ct)
    {
        if (await Provider(id, ct) is not { } provider)
            return null;
        var (now, secrets) = (clock.GetUtcNow(), Open(provider));
        var (state, browser, asked, verifier) = (Tokens.New(), Tokens.New(), "_" + Tokens.New(), Tokens.New());
        Uri to;
        if (provider.Kind is ProviderKind.Saml)
        {
            using var key = Certificate(secrets).GetRSAPrivateKey();
            to = new AuthnRequest(asked, await SamlEntity(ct), await Acs(ct), secrets.SignIn!, now).Redirect(state, key);
        }
        else
        {
            if ((await oidc.Discover(provider.Entity, ct)).Value is not { } found)
                return null;
            to = OidcClient.SignIn(found, secrets.ClientId!, await Callback(ct), state, asked, verifier);
        }
        await db.Write("delete from sso_attempt where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new SsoAttempt
            {
                State = Tokens.Hash(state),
                Browser = Tokens.Hash(browser),
                ProviderId = id,
                Asked = asked,
                Verifier = box.Close(ProviderSecrets.Purpose, verifier),
                Next = SeeOther.IsOurs(next) ? next : null,
                Until = now + GoodFor,
            }
        );
        await db.SaveChangesAsync(ct);
        return new(to, browser);
    }

    /// <summary>A response was posted. It comes from another site, so the browser's own proof is not with it yet: it picks the result up by the code.</summary>
    /// <returns>The code, or null: refused, and the reason stands in the audit.</returns>
    public async Task<string?> TakeSaml(string? response, string? state, CancellationToken ct)
    {
        if (
            await Attempt(state, ct) is not { Proven: null } attempt
            || await Provider(attempt.ProviderId, ct) is not { Kind: ProviderKind.Saml } provider
        )
            return null;
        var now = clock.GetUtcNow();
        var secrets = Open(provider);
        using var ours = Certificate(secrets);
        using var key = ours.GetRSAPrivateKey();
        var trust = new SamlTrust
        {
            IdpEntity = provider.Entity,
            Certificates = [.. secrets.Certificates!.Select(c => ToolkitSettings.Certificate(c)!)],
            SpEntity = await SamlEntity(ct),
            Acs = await Acs(ct),
            Keys = [key!],
            AllowSha1 = secrets.Sha1,
            WantNameId = false,
            // Some providers say the same attribute once per value.
            AllowRepeatedAttributes = true,
        };
        if (SamlResponse.Posted(response) is not { } octets)
            return await Refuse(provider, "The response is not base64.", ct);
        var outcome = SamlResponse.Check(octets, trust, new Expecting.AnswerTo(attempt.Asked), now);
        if (outcome is not SamlOutcome.Accepted { Assertion: var said })
            return await Refuse(provider, ((SamlOutcome.Refused)outcome).Why, ct);
        var found = await subjects.Find(provider, SamlMail.Of(said), SamlMail.LastingName(said), ct);
        if (found.Member is not { } member)
            return await Refuse(provider, found.Why, ct);

        // Once, on whichever node it comes first.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(said.Issuer + "\n" + said.Id));
        var until = (said.Until ?? now) + Kept;
        await db.Write("delete from seen_assertion where until < $1", ct, now.ToUniversalTime());
        var first = await db.Write(
            "insert into seen_assertion (workspace_id, hash, until) values ($1, $2, $3) on conflict do nothing",
            ct,
            db.Workspace.Value,
            hash,
            until.ToUniversalTime()
        );
        if (first != 1)
            return await Refuse(provider, "The assertion was used before.", ct);
        var code = Tokens.New();
        (attempt.Proven, attempt.Code) = (member.PersonId, Tokens.Hash(code));
        await db.SaveChangesAsync(ct);
        return code;
    }

    /// <summary>The browser that began picks up what a posted response proved.</summary>
    public async Task<SsoDone?> Finish(
        string? state,
        string? code,
        string? browser,
        (Visitor Browser, string? OldToken) visitor,
        CancellationToken ct
    )
    {
        if (code is null || await Attempt(state, ct) is not { Proven: { } person } attempt || !IsBrowserOf(attempt, browser))
            return null;
        if (
            !CryptographicOperations.FixedTimeEquals(attempt.Code, Tokens.Hash(code))
            || await Provider(attempt.ProviderId, ct) is not { } provider
        )
            return null;
        return await Once(attempt, ct) ? await Enter(provider, person, attempt.Next, visitor, ct) : null;
    }

    /// <summary>The browser came back from an OpenID provider.</summary>
    public async Task<SsoDone?> TakeOidc(
        (string? State, string? Code, string? Issuer) came,
        string? browser,
        (Visitor Browser, string? OldToken) visitor,
        CancellationToken ct
    )
    {
        if (await Attempt(came.State, ct) is not { } attempt || !IsBrowserOf(attempt, browser))
            return null;
        if (await Provider(attempt.ProviderId, ct) is not { Kind: ProviderKind.Oidc } provider || !await Once(attempt, ct))
            return null;
        // RFC 9207: a provider that names itself must be the one that was asked.
        if (came.Code is null || (came.Issuer is not null && came.Issuer != provider.Entity))
        {
            await Refuse(provider, "The provider let nobody in.", ct);
            return null;
        }
        var secrets = Open(provider);
        var found = await oidc.Discover(provider.Entity, ct);
        var verifier = box.Open(ProviderSecrets.Purpose, attempt.Verifier!);
        var redeemed = found.Value is null
            ? new(null, found.Why)
            : await oidc.Redeem(
                found.Value,
                (secrets.ClientId!, secrets.ClientSecret!),
                (came.Code, await Callback(ct), verifier, attempt.Asked),
                ct
            );
        if (redeemed.Value is not { } claims)
        {
            await Refuse(provider, redeemed.Why ?? "", ct);
            return null;
        }
        var said = claims.EmailVerified ? claims.Email : null;
        var known = await subjects.Find(provider, said, claims.Subject, ct);
        if (known.Member is not { } member)
        {
            await Refuse(provider, known.Why, ct);
            return null;
        }
        return await Enter(provider, member.PersonId, attempt.Next, visitor, ct);
    }

    public async Task<string> Metadata(CancellationToken ct)
    {
        // One paper for the workspace: the key of the provider that was set up last.
        var latest = await db.Set<IdentityProvider>()
            .AsNoTracking()
            .Where(p => p.RemovedAt == null && p.Kind == ProviderKind.Saml)
            .OrderByDescending(p => p.MadeAt)
            .FirstOrDefaultAsync(ct);
        using var certificate = latest is null ? null : Certificate(Open(latest));
        return SamlMetadata.Ours(await SamlEntity(ct), await Acs(ct), certificate);
    }

    private async Task<SsoDone?> Enter(
        IdentityProvider provider,
        PersonId person,
        string? next,
        (Visitor Browser, string? OldToken) visitor,
        CancellationToken ct
    )
    {
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person && m.Active, ct) is not { } member)
            return null;
        // Held as its removal is, and asked again: a sign-in that was under way does not outlive its provider.
        await using var held = await db.Hold([Providers.Desk], ct);
        await db.Entry(provider).ReloadAsync(ct);
        if (provider.RemovedAt is not null)
            return null;
        var now = clock.GetUtcNow();
        slot.Identify(Identities.Named(member, Channel.Web) with { Correlation = slot.Current!.Correlation });
        await begin.EndOld(visitor.OldToken, ct);
        provider.Prove(now);
        var secret = begin.Stage(person, visitor.Browser, new(provider.Signs, Whole: provider.ProvesFactor), only: db.Workspace);
        await held.Save(ct);
        return new(secret, member.Side, next);
    }

    private async Task<string?> Refuse(IdentityProvider provider, string why, CancellationToken ct)
    {
        db.Witness("sso.refused", new("identity_provider", provider.Id.Value), ("why", null, why));
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task<SsoAttempt?> Attempt(string? state, CancellationToken ct)
    {
        if (state is not { Length: > 0 and < 100 })
            return null;
        var (hash, now) = (Tokens.Hash(state), clock.GetUtcNow());
        return await db.Set<SsoAttempt>().SingleOrDefaultAsync(a => a.State == hash && a.Until > now, ct);
    }

    private static bool IsBrowserOf(SsoAttempt attempt, string? browser) =>
        browser is not null && CryptographicOperations.FixedTimeEquals(attempt.Browser, Tokens.Hash(browser));

    private async Task<bool> Once(SsoAttempt attempt, CancellationToken ct)
    {
        db.Entry(attempt).State = EntityState.Detached;
        return await db.Write("delete from sso_attempt where state = $1", ct, attempt.State) == 1;
    }

    // One whose secrets were closed with a key ring that is lost is as good as none, until it is set up again.
    private async Task<IdentityProvider?> Provider(IdentityProviderId id, CancellationToken ct) =>
        await db.Set<IdentityProvider>().SingleOrDefaultAsync(p => p.Id == id && p.RemovedAt == null, ct) is { } provider && Opens(provider)
            ? provider
            : null;

    private bool Opens(IdentityProvider provider)
    {
        try
        {
            return Open(provider) is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ProviderSecrets Open(IdentityProvider provider) =>
        Json.Read<ProviderSecrets>(box.Open(ProviderSecrets.Purpose, provider.Secrets));

    private static X509Certificate2 Certificate(ProviderSecrets secrets) =>
        X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(secrets.Key!), null);

    private async Task<string> Of(string path, CancellationToken ct) =>
        address.Of($"/w/{(await workspaces.Get(db.Workspace, ct)).Slug}/{path}");
}
