using Entente.Platform.Values;

namespace Entente.Platform.Tenancy;

/// <summary>On which side of the table someone sits.</summary>
public enum ActorKind
{
    /// <summary>Nobody we know: an open page.</summary>
    Guest,

    /// <summary>A person of the vendor.</summary>
    Staff,

    /// <summary>A person of a partner, or a partner's personal link.</summary>
    Partner,

    /// <summary>Entente itself: jobs, handlers, sync; acts on behalf of whoever started it.</summary>
    System,
}

/// <summary>Through what someone acts; kept with every audit entry.</summary>
public enum Channel
{
    Web,
    Link,
    Api,
    Mail,
    Job,
    Crm,
    Import,
    Console,

    /// <summary>A company's directory of people (SCIM).</summary>
    Scim,

    /// <summary>A chat: commands, buttons, answers in threads.</summary>
    Slack,

    /// <summary>Microsoft Teams: commands, cards, answers in threads.</summary>
    Teams,
}

/// <summary>
/// Who is asking, for which workspace, and through what. Made once at the edge and passed on as a value;
/// nothing below asks the request who the user is.
/// </summary>
/// <param name="Workspace">The vendor whose data is touched; sets all three fences.</param>
/// <param name="Partner">Set for partner people and partner links: the second named filter.</param>
/// <param name="Permissions">
/// Named permissions: of staff (<c>registration.decide</c>), or of a partner's person (<c>portal.register</c>). Null for a partner's link that
/// names nobody, and for everyone else.
/// </param>
/// <param name="OnBehalfOf">For <see cref="ActorKind.System"/>: the person whose act set this in motion.</param>
public sealed record Actor(
    WorkspaceId Workspace,
    ActorKind Kind,
    Channel Channel,
    PersonId? Person = null,
    PartnerId? Partner = null,
    string Name = "",
    IReadOnlySet<string>? Permissions = null,
    PersonId? OnBehalfOf = null
)
{
    /// <summary>One id for everything that one request or job run does; ties audit entries, events and logs together.</summary>
    public string Correlation { get; init; } = "";

    /// <summary>The partners that staff with a data scope may see and act on: the named filter <c>scope</c>. Null: everything.</summary>
    public IReadOnlyList<PartnerId>? Scope { get; init; }

    /// <summary>A partner's person who sees only records that they brought or were added to: the named filter <c>own</c>.</summary>
    public bool OwnOnly { get; init; }

    /// <summary>The partner's role in which somebody looks who is nobody in particular (view as a role). Null: the role of <see cref="Person"/>.</summary>
    public string? Role { get; init; }

    /// <summary>Whoever of the vendor really looks, when they look as somebody of a partner; stands in the audit in place of that person.</summary>
    public PersonId? ViewedBy { get; init; }

    /// <summary>Looks and changes nothing: a save of anything but a trace of that look throws.</summary>
    public bool ReadOnly { get; init; }

    public bool IsStaff => Kind is ActorKind.Staff;

    /// <summary>Who is not on the vendor's side: what they see passes the safelist.</summary>
    public bool IsOutsider => Kind is ActorKind.Partner or ActorKind.Guest;

    public bool May(string permission) => Permissions?.Contains(permission) ?? false;

    /// <summary>Entente acting by itself in a workspace.</summary>
    public static Actor System(WorkspaceId workspace, Channel channel = Channel.Job, PersonId? onBehalfOf = null) =>
        new(workspace, ActorKind.System, channel, Name: "Entente", OnBehalfOf: onBehalfOf);

    /// <summary>Someone unknown on an open page of a workspace.</summary>
    public static Actor Guest(WorkspaceId workspace, Channel channel = Channel.Web) => new(workspace, ActorKind.Guest, channel);
}

/// <summary>
/// Holds the actor of one scope. The edge (middleware, worker, test) fills it once; use cases take <see cref="Actor"/> itself.
/// </summary>
public sealed class ActorSlot
{
    public Actor? Current { get; private set; }

    /// <summary>Fills the slot. A scope serves one actor: a second, different one is a bug and throws.</summary>
    public void Fill(Actor actor)
    {
        if (Current is not null && Current != actor)
            throw new InvalidOperationException("This scope already acts for somebody else; open a new scope.");
        Current = actor;
    }

    /// <summary>Replaces a guest by whom the session turned out to be, once, within the same workspace.</summary>
    public void Identify(Actor actor)
    {
        if (Current is not { Kind: ActorKind.Guest } guest || guest.Workspace != actor.Workspace)
            throw new InvalidOperationException("Only a guest of the same workspace can be identified.");
        Current = actor;
    }
}
