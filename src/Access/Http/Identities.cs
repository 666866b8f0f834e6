using Entente.Access.Model;
using Entente.Access.Sso;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Http;

/// <summary>Turns a proof into an actor of this workspace. Reads the rows each time: what was revoked opens nothing any more.</summary>
internal sealed class Identities(EntenteDb db, Standing standing, TimeProvider clock)
{
    /// <summary>Whose session this is and how far they have come, if they are an active member here; slides the session on.</summary>
    public async Task<SessionVisit?> BySession(string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = Tokens.Hash(token);
        var here = db.Workspace;
        var found = await db.Set<Session>()
            .Where(s => s.TokenHash == hash && s.EndedAt == null && s.ExpiresAt > now && (s.OnlyIn == null || s.OnlyIn == here))
            .Join(db.Set<Person>(), s => s.PersonId, p => p.Id, (s, p) => new { Session = s, Person = p })
            .Join(
                db.Set<Membership>().Where(m => m.Active),
                x => x.Person.Id,
                m => m.PersonId,
                (x, m) =>
                    new
                    {
                        x.Session,
                        x.Person.Name,
                        x.Person.Email,
                        Membership = m,
                        Enforced = db.Set<IdentityProvider>().Any(p => p.Enforced && p.RemovedAt == null),
                        Asked = db.Set<SignInPolicy>().Any(p => m.Side == MemberSide.Staff ? p.Staff : p.Partners),
                        HasFactor = db.Set<Credential>()
                            .Any(c =>
                                c.PersonId == m.PersonId
                                && c.Kind != CredentialKind.Recovery
                                && (c.OnlyIn == null || c.OnlyIn == here)
                                && (m.FactorsFrom == null || c.MadeAt >= m.FactorsFrom)
                            ),
                    }
            )
            .SingleOrDefaultAsync(ct);
        // Cut off, or factors reset: what was begun before does not open this workspace, though it may open others.
        if (
            found is null
            || found.Membership.EndsWhatBegan(found.Session.CreatedAt)
            || (found.Enforced && !found.Session.ByProvider && !found.Session.ByDoor && await OnlyByProvider(found.Email, ct))
        )
            return null;
        if (found.Session.See(now))
            await db.SaveChangesAsync(ct);
        var session = found.Session;
        return new(
            session.Id,
            await standing.Of(found.Membership, found.Name, Channel.Web, ct),
            found.Email,
            SignInSteps.Of(session.Whole, session.FactorAt is not null, found.HasFactor, found.Asked),
            session.Whole,
            found.HasFactor,
            session.FactorAt,
            session.OnlyIn
        );
    }

    // Signed in by a mailed link, perhaps in another workspace, where this one wants its provider's word.
    private Task<bool> OnlyByProvider(string email, CancellationToken ct)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return db.Set<IdentityProvider>().AnyAsync(p => p.Enforced && p.RemovedAt == null && p.Domains.Contains(domain), ct);
    }

    /// <summary>
    /// What a link is, and, for a good registration or follow link, the partner it stands for. A link of a person who lost access opens nothing.
    /// A sign-in link makes nobody known: only using it does.
    /// </summary>
    public async Task<(LinkVisit Visit, Actor? Known)> ByLink(LinkKind kind, string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = Tokens.Hash(token);
        var link = await db.Set<AccessLink>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.Kind == kind, ct);
        if (link is null)
            return (new(default, kind, LinkState.Unknown, null, null, null, null), null);

        var holder = link.PersonId is { } person
            ? await db.Set<Membership>()
                .Where(m => m.PersonId == person)
                .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new { Membership = m, p.Name })
                .AsNoTracking()
                .SingleOrDefaultAsync(ct)
            : null;
        var state =
            link.State(now) is LinkState.Good && link.PersonId is not null && holder is not { Membership.Active: true }
                ? LinkState.Revoked
                : link.State(now);
        var partner = link.PartnerId ?? holder?.Membership.PartnerId;
        var visit = new LinkVisit(link.Id.Value, kind, state, link.PersonId, partner, link.Subject, link.ExpiresAt);
        if (!visit.Good || kind is LinkKind.SignIn || partner is null)
            return (visit, null);
        // Whoever comes by it is not whoever gave it out: they see what a viewer of the partner sees, and are nobody. The rights are named,
        // for a link of a partner without any may what a seller may.
        if (kind is LinkKind.Share)
            return (
                visit,
                new(default, ActorKind.Partner, Channel.Link, null, partner, Permissions: PartnerRights.Of(PartnerRole.Viewer))
                {
                    Role = nameof(PartnerRole.Viewer),
                }
            );
        return (
            visit,
            holder is { Membership.Side: MemberSide.Partner }
                ? await standing.Of(holder.Membership, holder.Name, Channel.Link, ct)
                : new(default, ActorKind.Partner, Channel.Link, link.PersonId, partner, holder?.Name ?? "")
        );
    }

    /// <summary>
    /// For whom a program acts: in the name of whoever made its key, while they are a member, and with no more rights than they have now.
    /// </summary>
    public async Task<(ApiKeyVisit Visit, Actor Known)?> ByKey(string token, CancellationToken ct)
    {
        var (hash, now) = (Tokens.Hash(token), clock.GetUtcNow());
        var found = await db.Set<ApiKey>()
            .Where(k => k.TokenHash == hash && k.RevokedAt == null)
            .Join(db.Set<Membership>().Where(m => m.Active), k => k.MadeBy, m => m.PersonId, (k, m) => new { Key = k, Membership = m })
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        if (found is null || found.Membership.PartnerId != found.Key.PartnerId)
            return null;
        await db.Write(
            """
            insert into api_key_use as u (workspace_id, key_id, last_at) values ($1, $2, $3)
            on conflict (workspace_id, key_id) do update set last_at = excluded.last_at where u.last_at < excluded.last_at - interval '1 minute'
            """,
            ct,
            db.Workspace.Value,
            found.Key.Id.Value,
            now.ToUniversalTime()
        );
        var (key, member) = (found.Key, await standing.Of(found.Membership, found.Key.Name, Channel.Api, ct));
        var scopes = key.Scopes.ToHashSet(StringComparer.Ordinal);
        return (
            new(key.Id, scopes),
            member is { Kind: ActorKind.Staff, Permissions: { } may }
                ? member with
                {
                    Permissions = ApiScopes.PermissionsOf(scopes).Where(may.Contains).ToHashSet(StringComparer.Ordinal),
                }
                : member
        );
    }

    /// <summary>Who somebody is who has just proved it, for the audit of that act; what they may do is asked on their next request.</summary>
    internal static Actor Named(Membership member, Channel channel) =>
        new(
            member.WorkspaceId,
            member.Side is MemberSide.Staff ? ActorKind.Staff : ActorKind.Partner,
            channel,
            member.PersonId,
            member.PartnerId,
            Permissions: new HashSet<string>()
        );

    /// <summary>
    /// Somebody of the vendor as they look at the portal in this browser: as the partner's person or role they chose, reading only. Null when they
    /// do not look as anybody, or may not (any more): the permission and the scope are asked each time.
    /// </summary>
    public async Task<Actor?> Viewing(Actor staff, SessionId session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!staff.May(Permissions.ViewAs))
            return null;
        var visit = await db.Set<ViewAsVisit>()
            .AsNoTracking()
            .Where(v => v.SessionId == session && v.EndedAt == null && v.EndsAt > now)
            .OrderByDescending(v => v.StartedAt)
            .FirstOrDefaultAsync(ct);
        if (visit is null || visit.By != staff.Person || (staff.Scope is { } scope && !scope.Contains(visit.As)))
            return null;
        var seen = visit.Person is { } person
            ? await db.Set<Membership>()
                .Where(m => m.PersonId == person && m.PartnerId == visit.As && m.Active)
                .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new { Membership = m, p.Name })
                .AsNoTracking()
                .SingleOrDefaultAsync(ct)
            : null;
        if (visit.Person is not null && seen is null)
            return null;
        return (
            seen is null
                ? new(
                    staff.Workspace,
                    ActorKind.Partner,
                    Channel.Web,
                    null,
                    visit.As,
                    RoleNames.Of(visit.Role),
                    PartnerRights.Of(visit.Role)
                )
                {
                    Role = visit.Role.ToString(),
                }
                : await standing.Of(seen.Membership, seen.Name, Channel.Web, ct)
        ) with
        {
            ViewedBy = staff.Person,
            ReadOnly = true,
        };
    }
}
