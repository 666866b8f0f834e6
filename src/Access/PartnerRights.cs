using System.Collections.Frozen;
using Entente.Platform.Tenancy;

namespace Entente.Access;

/// <summary>The public names of what a partner's people may do besides looking; use cases ask <see cref="May"/>.</summary>
public static class PartnerRights
{
    /// <summary>Claim: the form, drafts, files of claims, changes of a claim, taking it back, sharing it by a link.</summary>
    public const string Register = "portal.register";

    /// <summary>Answer the vendor's questions, hand in evidence, say how a deal goes.</summary>
    public const string Answer = "portal.answer";

    /// <summary>Appeal, complain, ask for a longer protection, challenge a holder, agree to shares.</summary>
    public const string Appeal = "portal.appeal";

    /// <summary>Write messages.</summary>
    public const string Talk = "portal.talk";

    /// <summary>Invite, restrict and remove colleagues, change their roles.</summary>
    public const string Team = "portal.team";

    /// <summary>Make and revoke API keys.</summary>
    public const string Keys = "portal.keys";

    /// <summary>Accept the vendor's agreements for the company.</summary>
    public const string Agree = "portal.agree";

    /// <summary>Every right with a plain sentence, in the order in which pages show them.</summary>
    public static IReadOnlyList<(string Right, string Sentence)> All { get; } =
    [
        (Register, "Register deals and leads, change them, take them back, share them by a link"),
        (Answer, "Answer questions, hand in evidence, report how a deal goes"),
        (Appeal, "Appeal, complain, ask for a longer protection, agree to shares"),
        (Talk, "Write messages"),
        (Team, "Invite, restrict and remove colleagues"),
        (Keys, "Make and revoke API keys"),
        (Agree, "Accept agreements for the company"),
    ];

    private static readonly FrozenSet<string> Sellers = FrozenSet.Create(Register, Answer, Appeal, Talk);

    private static readonly FrozenDictionary<PartnerRole, FrozenSet<string>> ByRole = new Dictionary<PartnerRole, FrozenSet<string>>
    {
        [PartnerRole.Admin] = [.. All.Select(r => r.Right)],
        [PartnerRole.Seller] = Sellers,
        [PartnerRole.Technical] = [Register, Answer, Talk],
        [PartnerRole.Marketing] = [Talk],
        [PartnerRole.Finance] = [Talk],
        [PartnerRole.Viewer] = [],
    }.ToFrozenDictionary();

    public static IReadOnlySet<string> Of(PartnerRole role) => ByRole.TryGetValue(role, out var rights) ? rights : FrozenSet<string>.Empty;

    /// <summary>
    /// Whether somebody on a partner's side may do this now. A link of the partner that names nobody (and so carries no permissions) may do what a
    /// seller may. Staff and Entente itself: no, these are the partner's own.
    /// </summary>
    public static bool May(Actor actor, string right) => !actor.ReadOnly && Holds(actor, right);

    /// <summary>Whether pages show it to them; whoever only views as them sees the same and can send nothing.</summary>
    public static bool Holds(Actor actor, string right) =>
        actor.Kind is ActorKind.Partner && (actor.Permissions ?? Sellers).Contains(right);

    /// <summary>Whether they only look.</summary>
    public static bool OnlyLooks(Actor actor) => actor.Kind is ActorKind.Partner && (actor.ReadOnly || actor.Permissions is { Count: 0 });
}
