using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Entente.Access.Oidc;
using Entente.Access.Saml;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Sso;

/// <summary>A provider in the list.</summary>
public sealed record ProviderRow(
    IdentityProviderId Id,
    ProviderKind Kind,
    string Name,
    string Entity,
    IReadOnlyList<string> Domains,
    bool Enforced,
    bool ProvesFactor,
    DateTimeOffset? ProvenAt
);

/// <summary>What an admin fills in. SAML: the provider's metadata. OIDC: issuer, client id and secret.</summary>
/// <param name="Domains">Mail domains, separated by commas or white space.</param>
public sealed record ProviderInput(
    ProviderKind Kind,
    string? Name,
    string? Domains,
    string? Metadata = null,
    bool Sha1 = false,
    string? Issuer = null,
    string? ClientId = null,
    string? ClientSecret = null
);

/// <summary>Identity providers of a workspace: set up, enforce, remove. What is kept works as far as can be said before somebody signs in.</summary>
public sealed class Providers(EntenteDb db, Actor actor, SecretBox box, OidcClient oidc, GuardedHttp http, TimeProvider clock)
{
    /// <summary>Who changes the providers, or enters by one, holds this.</summary>
    internal const string Desk = "identity-providers";
    private const int MostDomains = 20;
    private const int Longest = 60;

    public static Problem MayNot => Problem.Forbidden("sso.may_not", "Only an owner or admin decides how people sign in.");

    public async Task<IReadOnlyList<ProviderRow>> List(CancellationToken ct) =>
        actor.May(Permissions.ManagePeople)
            ? await db.Set<IdentityProvider>()
                .Where(p => p.RemovedAt == null)
                .OrderBy(p => p.Name)
                .Select(p => new ProviderRow(p.Id, p.Kind, p.Name, p.Entity, p.Domains, p.Enforced, p.ProvesFactor, p.ProvenAt))
                .ToListAsync(ct)
            : [];

    public async Task<Result<IdentityProviderId>> Add(ProviderInput input, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = (input.Name ?? "").Trim();
        if (name.Length is 0 or > Longest || name.Any(char.IsControl))
            wrong["name"] = $"Give it a name people know, in up to {Longest} characters.";
        var domains = Read(input.Domains, wrong);
        var made = input.Kind is ProviderKind.Saml ? OfSaml(input, wrong) : await OfOidc(input, wrong, ct);
        if (wrong.Count > 0 || made is not var (entity, secrets))
            return Problem.Invalid("sso.invalid", "Some fields need a second look.", wrong);

        await using var held = await db.Hold([Desk], ct);
        var taken = await db.Set<IdentityProvider>().Where(p => p.RemovedAt == null).SelectMany(p => p.Domains).ToListAsync(ct);
        if (domains.FirstOrDefault(taken.Contains) is { } twice)
            return Problem.Invalid("sso.domain_taken", "domains", $"People of {twice} sign in through another provider already.");
        // A session says by which provider it began, by this name.
        if (await db.Set<IdentityProvider>().AnyAsync(p => p.RemovedAt == null && p.Kind == input.Kind && p.Name == name, ct))
            return Problem.Invalid("sso.name_taken", "name", "Another provider has this name.");
        var provider = IdentityProvider.Make(
            input.Kind,
            name,
            domains,
            entity,
            box.Close(ProviderSecrets.Purpose, Json.Write(secrets)),
            clock.GetUtcNow()
        );
        db.Add(provider);
        await held.Save(ct);
        return provider.Id;
    }

    public async Task<Result> Enforce(IdentityProviderId id, bool on, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        if (await Find(id, ct) is not { } provider)
            return Gone;
        if (on && provider.ProvenAt is null)
            return Problem.Conflict(
                "sso.unproven",
                "Sign in through it once yourself before it becomes the only way: otherwise nobody might get in again."
            );
        provider.Enforce(on);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Whether it asks for a second factor itself; counts for sessions that begin from now on.</summary>
    public async Task<Result> Trust(IdentityProviderId id, bool provesFactor, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        if (await Find(id, ct) is not { } provider)
            return Gone;
        provider.Trust(provesFactor);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>From now on it signs nobody in. The sessions that it began end.</summary>
    public async Task<Result> Remove(IdentityProviderId id, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        await using var held = await db.Hold([Desk], ct);
        if (await Find(id, ct) is not { } provider)
            return Gone;
        var now = clock.GetUtcNow();
        provider.Remove(now);
        // Who came in by its word is out with it, in the same commit.
        await db.Write(
            "update session set ended_at = $1 where only_in = $2 and by = $3 and ended_at is null",
            ct,
            now.ToUniversalTime(),
            db.Workspace.Value,
            provider.Signs
        );
        await held.Save(ct);
        return Result.Done;
    }

    private static Problem Gone => Problem.NotFound("sso.not_found", "There is no such provider.");

    private Task<IdentityProvider?> Find(IdentityProviderId id, CancellationToken ct) =>
        db.Set<IdentityProvider>().SingleOrDefaultAsync(p => p.Id == id && p.RemovedAt == null, ct);

    private static List<string> Read(string? text, Dictionary<string, string> wrong)
    {
        var said = (text ?? "").Split(
            [',', ';', ' ', '\n', '\r', '\t'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var domains = new List<string>();
        foreach (var one in said.Distinct(StringComparer.OrdinalIgnoreCase))
            if (Domain.OfCompany(one.TrimStart('@')) is not null)
                domains.Add(one.TrimStart('@').ToLowerInvariant());
            else
                wrong["domains"] = "Write mail domains of one company, such as kestrelquay.example. Domains of free mail do not work.";
        if (domains.Count is 0 or > MostDomains)
            wrong.TryAdd("domains", $"Write which mail domains sign in here, up to {MostDomains}.");
        return domains;
    }

    private (string Entity, ProviderSecrets Secrets)? OfSaml(ProviderInput input, Dictionary<string, string> wrong)
    {
        var (found, why) = SamlMetadata.Theirs(Encoding.UTF8.GetBytes((input.Metadata ?? "").Trim()));
        if (found is null)
            wrong["metadata"] = $"Paste the whole metadata of the provider, an XML text. {why}";
        else if (found.Binding != SamlNames.RedirectBinding || !http.Takes(found.SignIn))
            wrong["metadata"] = "The provider must take requests by redirect, at an address that starts with https://.";
        if (found is null || wrong.ContainsKey("metadata"))
            return null;
        return (
            found.Entity,
            new(found.SignIn, [.. found.Certificates.Select(c => Convert.ToBase64String(c.RawData))], NewKey(clock.GetUtcNow()), input.Sha1)
        );
    }

    private async Task<(string Entity, ProviderSecrets Secrets)?> OfOidc(
        ProviderInput input,
        Dictionary<string, string> wrong,
        CancellationToken ct
    )
    {
        var issuer = (input.Issuer ?? "").Trim();
        if (string.IsNullOrWhiteSpace(input.ClientId))
            wrong["clientId"] = "Write the client id that the provider gave you.";
        if (string.IsNullOrWhiteSpace(input.ClientSecret))
            wrong["clientSecret"] = "Write the client secret that the provider gave you.";
        if (issuer.Length == 0)
            wrong["issuer"] = "Write the issuer's address, such as https://login.kestrelquay.example.";
        else if ((await oidc.Discover(issuer, ct)).Why is { } why)
            wrong["issuer"] = why;
        return wrong.Count > 0 ? null : (issuer, new(ClientId: input.ClientId!.Trim(), ClientSecret: input.ClientSecret!.Trim()));
    }

    private static string NewKey(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Entente", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12));
    }
}
