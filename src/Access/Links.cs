using Entente.Platform.Values;

namespace Entente.Access;

/// <summary>What a link without a password opens.</summary>
public enum LinkKind
{
    /// <summary><c>/r/…</c>: a partner's personal registration form.</summary>
    Register,

    /// <summary><c>/s/…</c>: one record, followed.</summary>
    Follow,

    /// <summary><c>/in/…</c>: a session.</summary>
    SignIn,

    /// <summary><c>/c/…</c>: something that was sent by an open form and waits for the address to be confirmed.</summary>
    Confirm,

    /// <summary><c>/l/…</c>: one record, shown for a while to somebody who is nobody's here.</summary>
    Share,
}

/// <summary>What a link is worth at a moment.</summary>
public enum LinkState
{
    Good,
    Used,
    Expired,
    Revoked,

    /// <summary>No such link in this workspace, or one of another kind.</summary>
    Unknown,
}

/// <summary>A link that somebody came by: filled by the middleware for <c>/r</c>, <c>/s</c>, <c>/in</c>, <c>/c</c> and <c>/l</c>.</summary>
public sealed record LinkVisit(
    Guid Id,
    LinkKind Kind,
    LinkState State,
    PersonId? Person,
    PartnerId? Partner,
    SubjectRef? Subject,
    DateTimeOffset? Expires
)
{
    public bool Good => State is LinkState.Good;
}

/// <summary>The link of this request, if the address carries one. Scoped.</summary>
public sealed class CurrentLink
{
    public LinkVisit? Visit { get; internal set; }

    /// <summary>The visit of a page that stands behind <c>[ByLink]</c>; throws where there can be none.</summary>
    public LinkVisit Required => Visit ?? throw new InvalidOperationException("This page is not reached by a link.");
}
