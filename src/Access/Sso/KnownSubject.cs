using System.Security.Cryptography;
using System.Text;
using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Sso;

/// <summary>
/// Which account at a provider a person has: bound at the first sign-in, by the verified address; from then on the account counts and not the
/// address, which the provider may give to somebody else (OpenID Connect core 1.0 §5.7).
/// </summary>
[NotAudited("signing in is a named act")]
internal sealed class KnownSubject : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public IdentityProviderId ProviderId { get; init; }

    /// <summary>A digest of issuer and subject.</summary>
    public byte[] Subject { get; init; } = [];
    public PersonId PersonId { get; init; }
    public DateTimeOffset Since { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<KnownSubject>(s =>
        {
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.ProviderId,
                x.Subject,
            });
            s.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.ProviderId,
                    x.PersonId,
                })
                .IsUnique();
        });
}

/// <summary>Whom a provider has let in: an active member, or why nobody.</summary>
internal readonly record struct SsoMember(Membership? Member, string Why)
{
    public static readonly SsoMember Nobody = new(
        null,
        "Nobody here has the address the provider named, or it is not verified, or not of the provider's domains."
    );

    public static readonly SsoMember Another = new(
        null,
        "By this address the provider named another account before. If it is the same person, reset their factors; then the new account counts."
    );
}

/// <summary>Finds the member an account at a provider belongs to, and binds it the first time.</summary>
internal sealed class KnownSubjects(EntenteDb db, TimeProvider clock)
{
    /// <param name="email">What the provider says is their address and has verified; null: nothing.</param>
    /// <param name="subject">What the provider calls the account for good; null: it has no such name, and the address decides each time.</param>
    public async Task<SsoMember> Find(IdentityProvider provider, string? email, string? subject, CancellationToken ct)
    {
        if (subject is null)
            return await ByAddress(provider, email, ct) is { } told ? new(told, "") : SsoMember.Nobody;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(provider.Entity + "\n" + subject));
        if (await Bound(provider, digest, ct) is { Member: not null } known)
            return known;
        if (await ByAddress(provider, email, ct) is not { } member)
            return SsoMember.Nobody;
        // Bound to somebody who has left: the account is free for whom the address names.
        await db.Write(
            """
            delete from known_subject k
             where k.workspace_id = $1 and k.provider_id = $2 and k.subject = $3
               and not exists (select 1 from membership m where m.workspace_id = $1 and m.person_id = k.person_id and m.active)
            """,
            ct,
            db.Workspace.Value,
            provider.Id.Value,
            digest
        );
        await db.Write(
            "insert into known_subject (workspace_id, provider_id, subject, person_id, since) values ($1, $2, $3, $4, $5) on conflict do nothing",
            ct,
            db.Workspace.Value,
            provider.Id.Value,
            digest,
            member.PersonId.Value,
            clock.GetUtcNow().ToUniversalTime()
        );
        // Of two first sign-ins at once one has bound it; and whoever has another account there is not bound anew.
        return await Bound(provider, digest, ct) ?? SsoMember.Another;
    }

    /// <summary>The next sign-in of this person binds anew, whichever account it comes by.</summary>
    public Task Forget(PersonId person, CancellationToken ct) =>
        db.Write("delete from known_subject where workspace_id = $1 and person_id = $2", ct, db.Workspace.Value, person.Value);

    // The provider may still speak only for addresses of its domains.
    private async Task<SsoMember?> Bound(IdentityProvider provider, byte[] digest, CancellationToken ct)
    {
        var found = await db.Set<KnownSubject>()
            .Where(s => s.ProviderId == provider.Id && s.Subject == digest)
            .Join(db.Set<Person>(), s => s.PersonId, p => p.Id, (s, p) => new { p.Id, p.Email })
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        return
            provider.SpeaksFor(found.Email)
            && await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == found.Id && m.Active, ct) is { } member
            ? new(member, "")
            : SsoMember.Nobody;
    }

    private async Task<Membership?> ByAddress(IdentityProvider provider, string? email, CancellationToken ct) =>
        EmailAddress.Read(email) is { } address && provider.SpeaksFor(address)
            ? await db.Set<Person>()
                .Where(p => p.Email == address)
                .Join(db.Set<Membership>().Where(m => m.Active), p => p.Id, m => m.PersonId, (p, m) => m)
                .SingleOrDefaultAsync(ct)
            : null;
}
