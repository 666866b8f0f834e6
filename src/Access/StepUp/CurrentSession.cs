using Entente.Access.Model;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Access.StepUp;

/// <summary>How far somebody with a session has come in a workspace.</summary>
public enum SignInStep
{
    /// <summary>All is proven that has to be.</summary>
    In,

    /// <summary>They have a second factor and have not shown it yet.</summary>
    Prove,

    /// <summary>The workspace asks for a second factor and they have none yet.</summary>
    SetUp,
}

/// <summary>What decides how far somebody has come; pure.</summary>
internal static class SignInSteps
{
    /// <param name="whole">The way the session began proves as much as two factors.</param>
    /// <param name="proven">A factor was shown in it.</param>
    /// <param name="has">They have a factor that counts in this workspace.</param>
    /// <param name="asked">The workspace asks their side for one.</param>
    public static SignInStep Of(bool whole, bool proven, bool has, bool asked) =>
        whole ? SignInStep.In
        : has ? (proven ? SignInStep.In : SignInStep.Prove)
        : asked ? SignInStep.SetUp
        : SignInStep.In;
}

/// <summary>The session of this request in this workspace, also one that has not come all the way. Scoped; filled by the middleware.</summary>
public sealed class CurrentSession
{
    internal SessionVisit? Visit { get; set; }

    /// <summary>Null when the request came by another door.</summary>
    public SessionId? Id => Visit?.Id;

    /// <summary>For pages that only somebody with a session reaches; throws for others.</summary>
    internal SessionVisit Required => Visit ?? throw new InvalidOperationException("Nobody has a session here.");
}

/// <param name="Who">Who acts once the standing is <see cref="SignInStep.In"/>; before that they stay a guest to everything else.</param>
/// <param name="Whole">The way it began proves as much as two factors.</param>
/// <param name="OnlyIn">The only workspace it opens.</param>
internal sealed record SessionVisit(
    SessionId Id,
    Actor Who,
    string Email,
    SignInStep Step,
    bool Whole,
    bool HasFactor,
    DateTimeOffset? FactorAt,
    WorkspaceId? OnlyIn
)
{
    public PersonId Person => Who.Person!.Value;

    /// <summary>Whether a factor was shown so recently that money and settings are open; who has none is not asked.</summary>
    public bool IsFresh(DateTimeOffset now) => !HasFactor || FreshFactorAttribute.IsFresh(FactorAt, now);
}
