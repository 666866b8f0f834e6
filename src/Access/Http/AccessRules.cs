using Entente.Platform.Tenancy;

namespace Entente.Access.Http;

/// <summary>How a page or endpoint answers somebody.</summary>
public enum Verdict
{
    Allow,

    /// <summary>Nobody we know: to the sign-in page.</summary>
    SignIn,

    /// <summary>Known, and may not: said aloud to staff.</summary>
    Forbidden,

    /// <summary>As if there were nothing: what outsiders get where they have no business.</summary>
    NotFound,

    /// <summary>Came by a link that no longer opens this.</summary>
    LinkGone,
}

/// <summary>
/// Who may ask. Every page carries one as an attribute, every endpoint as metadata; what carries none answers 404 to everybody.
/// </summary>
public interface IAccessRule
{
    Verdict Judge(Actor? actor, LinkVisit? link);
}

/// <summary>For staff of the workspace, with a permission if one is named: <c>@attribute [Staff(Permissions.ReadAudit)]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StaffAttribute(string? permission = null) : Attribute, IAccessRule
{
    public string? Permission => permission;

    /// <summary>Shows the workspace as a whole, so it is closed to whoever sees some partners only (a data scope).</summary>
    public bool Whole { get; init; }

    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        actor switch
        {
            null => Verdict.NotFound,
            { Kind: ActorKind.Guest } => Verdict.SignIn,
            { Kind: not ActorKind.Staff } => Verdict.NotFound,
            { Scope: not null } when Whole => Verdict.Forbidden,
            _ => permission is null || actor.May(permission) ? Verdict.Allow : Verdict.Forbidden,
        };
}

/// <summary>For people of a partner, signed in; with a right if one is named: <c>@attribute [PartnerSide(PartnerRights.Register)]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PartnerSideAttribute(string? right = null) : Attribute, IAccessRule
{
    public string? Right => right;

    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        actor switch
        {
            null => Verdict.NotFound,
            { Kind: ActorKind.Guest } => Verdict.SignIn,
            { Kind: ActorKind.Partner, Channel: not Channel.Link, Partner: not null } => right is null || PartnerRights.Holds(actor, right)
                ? Verdict.Allow
                : Verdict.Forbidden,
            { Kind: ActorKind.Staff } => Verdict.Forbidden,
            _ => Verdict.NotFound,
        };
}

/// <summary>For every member of the workspace, on either side.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MembersAttribute : Attribute, IAccessRule
{
    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        actor switch
        {
            null => Verdict.NotFound,
            { Kind: ActorKind.Guest } => Verdict.SignIn,
            { Person: not null, Kind: ActorKind.Staff or ActorKind.Partner } => Verdict.Allow,
            _ => Verdict.NotFound,
        };
}

/// <summary>For whoever holds a good link of this kind (<c>/r/…</c>, <c>/s/…</c>); the actor is then that partner.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ByLinkAttribute(LinkKind kind) : Attribute, IAccessRule
{
    public LinkKind Kind => kind;

    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        link is { Good: true } && link.Kind == kind && actor is not null ? Verdict.Allow : Verdict.LinkGone;
}

/// <summary>For everybody: shows nothing of anybody, or checks a proof of its own (a push's signature).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenAttribute : Attribute, IAccessRule
{
    public Verdict Judge(Actor? actor, LinkVisit? link) => Verdict.Allow;
}

/// <summary>A person's own: keys, a team. Nobody who only views as that person opens it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NotViewedAsAttribute : Attribute;

/// <summary>Opening this page leaves a trace, so a browser that only asks ahead is refused (503). Links with a token are so by themselves.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoPrefetchAttribute : Attribute;
