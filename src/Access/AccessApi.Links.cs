using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access;

// Links: issued and revoked.
public sealed partial class AccessApi
{
    /// <summary>
    /// Issues a link and returns its absolute address, which is shown this once: only a hash of the token is kept.
    /// A sign-in link works once; the others until they expire or are revoked.
    /// </summary>
    public Task<string> IssueLink(
        LinkKind kind,
        PersonId? person,
        PartnerId? partner,
        SubjectRef? subject,
        DateTimeOffset expires,
        CancellationToken ct = default
    ) => Issue(kind, (person, partner, subject), kind is LinkKind.SignIn, null, expires, ct);

    /// <summary>A ready-made door of the demo: a sign-in link that works again and again until it expires.</summary>
    public Task<string> IssueDoor(PersonId person, DateTimeOffset expires, CancellationToken ct = default) =>
        Issue(LinkKind.SignIn, (person, null, null), singleUse: false, null, expires, ct, whole: true);

    /// <summary>
    /// A sign-in link for the terminal of whoever runs the program: works once, and asks for no second factor. The way back in for an owner who lost
    /// everything.
    /// </summary>
    public Task<string> IssueConsoleLink(PersonId person, DateTimeOffset expires, CancellationToken ct = default) =>
        Issue(LinkKind.SignIn, (person, null, null), singleUse: true, null, expires, ct, whole: true);

    internal async Task<string> Issue(
        LinkKind kind,
        (PersonId? Person, PartnerId? Partner, SubjectRef? Subject) about,
        bool singleUse,
        string? next,
        DateTimeOffset expires,
        CancellationToken ct,
        bool whole = false,
        byte[]? browser = null
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var token = Tokens.New();
        db.Add(AccessLink.Issue(kind, Tokens.Hash(token), about, singleUse, next, expires, clock.GetUtcNow(), whole, browser));
        return address.Of($"/{PathOf(kind)}/{workspace.Slug}.{token}");
    }

    /// <summary>Revokes all links of a kind that a person holds; effective with the save.</summary>
    public Task RevokeLinks(LinkKind kind, PersonId person, CancellationToken ct = default) =>
        RevokeLinks(l => l.Kind == kind && l.PersonId == person, ct);

    /// <summary>Revokes the doors that were opened for a person at the console and that nobody has used.</summary>
    public Task RevokeDoors(PersonId person, CancellationToken ct = default) =>
        RevokeLinks(l => l.Kind == LinkKind.SignIn && l.PersonId == person && l.Whole && l.UsedAt == null, ct);

    /// <summary>Revokes all links of a partner.</summary>
    public Task RevokeLinks(PartnerId partner, CancellationToken ct = default) => RevokeLinks(l => l.PartnerId == partner, ct);

    /// <summary>Revokes all links that follow a record.</summary>
    public Task RevokeLinks(SubjectRef subject, CancellationToken ct = default) =>
        RevokeLinks(l => l.SubjectKind == subject.Kind && l.SubjectId == subject.Id, ct);

    /// <summary>Of these records, those that a link follows which still opens.</summary>
    public async Task<IReadOnlySet<Guid>> LivingLinks(
        string subjectKind,
        IReadOnlyCollection<Guid> subjects,
        CancellationToken ct = default
    )
    {
        var (now, wanted) = (clock.GetUtcNow(), subjects.ToList());
        return await db.Set<AccessLink>()
            .Where(l => l.SubjectKind == subjectKind && wanted.Contains(l.SubjectId!.Value) && l.RevokedAt == null && l.ExpiresAt > now)
            .Select(l => l.SubjectId!.Value)
            .ToHashSetAsync(ct);
    }

    private async Task RevokeLinks(System.Linq.Expressions.Expression<Func<AccessLink, bool>> which, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var link in await db.Set<AccessLink>().Where(which).Where(l => l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(now);
    }

    private static string PathOf(LinkKind kind) =>
        kind switch
        {
            LinkKind.Register => "r",
            LinkKind.Follow => "s",
            LinkKind.Confirm => "c",
            LinkKind.Share => "l",
            _ => "in",
        };
}
