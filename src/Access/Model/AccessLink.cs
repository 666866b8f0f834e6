using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

internal readonly record struct AccessLinkId(Guid Value) : ITypedId<AccessLinkId>
{
    public static AccessLinkId From(Guid value) => new(value);
}

/// <summary>
/// A link that opens something without a password, bound to its workspace. Only the hash of its token is kept, so it can be
/// shown once, when it is issued.
/// </summary>
[Subject("access_link")]
internal sealed class AccessLink : Entity
{
    private AccessLink() { }

    public AccessLinkId Id { get; private init; }
    public LinkKind Kind { get; private init; }

    [Secret]
    public byte[] TokenHash { get; private init; } = [];
    public PersonId? PersonId { get; private init; }
    public PartnerId? PartnerId { get; private init; }

    /// <summary>What it follows, when it follows one record.</summary>
    public string? SubjectKind { get; private init; }
    public Guid? SubjectId { get; private init; }

    /// <summary>Where a sign-in link leads afterwards: an address of this site, or null.</summary>
    public string? Next { get; private init; }

    /// <summary>A sign-in link is used up by signing in, unless it is a door of the demo.</summary>
    public bool SingleUse { get; private init; }

    /// <summary>
    /// Given out by whoever runs the program, in its terminal: proves as much as two factors do. A door of the demo, and the owner's own way back in.
    /// </summary>
    public bool Whole { get; private init; }

    /// <summary>The browser that asked for a sign-in link, as a hash: it opens nowhere else. Null: it was not asked for in one.</summary>
    [Secret]
    public byte[]? Browser { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? UsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public SubjectRef? Subject => SubjectKind is { } kind && SubjectId is { } id ? new(kind, id) : null;

    public static AccessLink Issue(
        LinkKind kind,
        byte[] tokenHash,
        (PersonId? Person, PartnerId? Partner, SubjectRef? Subject) about,
        bool singleUse,
        string? next,
        DateTimeOffset expires,
        DateTimeOffset now,
        bool whole = false,
        byte[]? browser = null
    ) =>
        new()
        {
            Id = Ids.New<AccessLinkId>(now),
            Kind = kind,
            TokenHash = tokenHash,
            PersonId = about.Person,
            PartnerId = about.Partner,
            SubjectKind = about.Subject?.Kind,
            SubjectId = about.Subject?.Id,
            SingleUse = singleUse,
            Whole = whole,
            Browser = browser,
            Next = next,
            CreatedAt = now,
            ExpiresAt = expires,
        };

    /// <summary>What the link is worth now.</summary>
    public LinkState State(DateTimeOffset now) =>
        RevokedAt is not null ? LinkState.Revoked
        : SingleUse && UsedAt is not null ? LinkState.Used
        : ExpiresAt <= now ? LinkState.Expired
        : LinkState.Good;

    /// <param name="browser">The hash of the one that asks now; null: it has asked for nothing.</param>
    public bool FitsBrowser(byte[]? browser) => Browser is null || CryptographicOperations.FixedTimeEquals(Browser, browser ?? []);

    /// <summary>Signs in by it; throws when it is no longer good, which the caller has to look at first.</summary>
    public void Use(DateTimeOffset now)
    {
        if (State(now) is not LinkState.Good)
            throw new InvalidOperationException("This link is no longer good.");
        UsedAt = now;
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public static void Map(ModelBuilder model) =>
        model.Entity<AccessLink>(l =>
        {
            l.HasKey(x => new { x.WorkspaceId, x.Id });
            l.HasIndex(x => new { x.WorkspaceId, x.TokenHash }).IsUnique();
            l.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PersonId,
                x.Kind,
            });
            l.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
            l.Ignore(x => x.Subject);
        });
}
