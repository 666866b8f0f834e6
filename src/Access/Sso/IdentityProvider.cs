using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Sso;

public readonly record struct IdentityProviderId(Guid Value) : ITypedId<IdentityProviderId>
{
    public static IdentityProviderId From(Guid value) => new(value);
}

public enum ProviderKind
{
    Saml,
    Oidc,
}

/// <summary>
/// Where people of some mail domains sign in: the vendor's own provider, or a partner's. It may speak only for addresses of its domains, and only
/// signs in who is a member already.
/// </summary>
[Subject("identity_provider")]
internal sealed class IdentityProvider : Entity
{
    private IdentityProvider() { }

    public IdentityProviderId Id { get; private init; }
    public ProviderKind Kind { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Mail domains in lower case; each has at most one provider in a workspace.</summary>
    public string[] Domains { get; private set; } = [];

    /// <summary>SAML: the provider's entity id. OIDC: its issuer.</summary>
    public string Entity { get; private init; } = "";

    /// <summary><see cref="ProviderSecrets"/>, closed.</summary>
    [Secret]
    [Sealed(ProviderSecrets.Purpose)]
    public string Secrets { get; private init; } = "";

    /// <summary>People of its domains sign in here and in no other way.</summary>
    public bool Enforced { get; private set; }

    /// <summary>It asks for a second factor itself, so that Entente need not.</summary>
    public bool ProvesFactor { get; private set; }

    /// <summary>When somebody signed in through it for the first time; before that it cannot be enforced, or nobody might get in again.</summary>
    public DateTimeOffset? ProvenAt { get; private set; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? RemovedAt { get; private set; }

    public static IdentityProvider Make(
        ProviderKind kind,
        string name,
        IEnumerable<string> domains,
        string entity,
        string secrets,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<IdentityProviderId>(now),
            Kind = kind,
            Name = name,
            Domains = [.. domains.Order(StringComparer.Ordinal)],
            Entity = entity,
            Secrets = secrets,
            MadeAt = now,
        };

    /// <summary>How a session says that it began here.</summary>
    public string Signs => $"{Kind}: {Name}";

    public void Prove(DateTimeOffset now) => ProvenAt ??= now;

    /// <summary>Throws where nobody has ever signed in through it; the caller looks first.</summary>
    public void Enforce(bool on)
    {
        if (on && ProvenAt is null)
            throw new InvalidOperationException("Nobody has signed in through this provider yet.");
        Enforced = on;
    }

    public void Trust(bool provesFactor) => ProvesFactor = provesFactor;

    public void Remove(DateTimeOffset now) => (RemovedAt, Enforced) = (RemovedAt ?? now, false);

    public bool SpeaksFor(string email) => Domains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.Ordinal);

    public static void Map(ModelBuilder model)
    {
        model.Entity<IdentityProvider>(p => p.Ignore(x => x.Signs).HasKey(x => new { x.WorkspaceId, x.Id }));
        KnownSubject.Map(model);
        model.Entity<SsoAttempt>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.State });
            a.HasIndex(x => new { x.WorkspaceId, x.Until });
        });
        model.Entity<SeenAssertion>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Hash });
            s.HasIndex(x => new { x.WorkspaceId, x.Until });
        });
    }
}

/// <summary>What of a provider is kept encrypted.</summary>
/// <param name="SignIn">SAML: where requests go.</param>
/// <param name="Certificates">SAML: the provider's, base64.</param>
/// <param name="Key">SAML: our key and certificate, PKCS #12 in base64.</param>
/// <param name="Sha1">SAML: signatures with SHA-1 are taken.</param>
internal sealed record ProviderSecrets(
    string? SignIn = null,
    IReadOnlyList<string>? Certificates = null,
    string? Key = null,
    bool Sha1 = false,
    string? ClientId = null,
    string? ClientSecret = null
)
{
    public const string Purpose = "identity-provider";
}

/// <summary>Somebody on their way to a provider and back: bound to their browser, good once and for a quarter of an hour.</summary>
[NotAudited("on the way to signing in, which is audited")]
internal sealed class SsoAttempt : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>Hash of what travels through the provider (state, RelayState).</summary>
    public byte[] State { get; init; } = [];

    /// <summary>Hash of what stays in the browser.</summary>
    public byte[] Browser { get; init; } = [];
    public IdentityProviderId ProviderId { get; init; }

    /// <summary>SAML: the request's ID. OIDC: the nonce.</summary>
    public string Asked { get; init; } = "";

    /// <summary>OIDC: the verifier of PKCE, closed.</summary>
    [Sealed(ProviderSecrets.Purpose)]
    public string? Verifier { get; init; }
    public string? Next { get; init; }
    public DateTimeOffset Until { get; init; }

    /// <summary>SAML: who came back, and by which code their browser picks it up.</summary>
    public PersonId? Proven { get; set; }
    public byte[]? Code { get; set; }
}

/// <summary>An assertion that was used; kept until it would be too old anyhow.</summary>
[NotAudited("guards against replay; says nothing of anybody")]
internal sealed class SeenAssertion : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public byte[] Hash { get; init; } = [];
    public DateTimeOffset Until { get; init; }
}
