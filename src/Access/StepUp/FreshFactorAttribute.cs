using Entente.Access.Http;
using Entente.Platform.Tenancy;

namespace Entente.Access.StepUp;

/// <summary>
/// For pages and endpoints about money and settings: who has a second factor must have shown it in the last quarter of an hour. The gate asks before
/// it shows the page, and keeps a form that was sent too late. Beside the rule that says who may ask.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FreshFactorAttribute : Attribute
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    /// <param name="shown">When a factor was shown last; never is not fresh. One from the future is a clock gone wrong and not fresh either.</param>
    public static bool IsFresh(DateTimeOffset? shown, DateTimeOffset now) =>
        shown is { } at && now - at is var age && age >= TimeSpan.Zero && age <= GoodFor;
}

/// <summary>
/// For the steps between a first proof and being in: open to whoever has a session of a member here that has come this far.
/// </summary>
/// <param name="step"><see cref="SignInStep.Prove"/>: from the first proof on. <see cref="SignInStep.SetUp"/>: to who need not prove anything more.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnTheWayAttribute(SignInStep step) : Attribute, IAccessRule
{
    /// <summary>Without a session: as to members.</summary>
    public Verdict Judge(Actor? actor, LinkVisit? link) => new MembersAttribute().Judge(actor, link);

    internal bool Allows(SessionVisit visit) => step is SignInStep.Prove || visit.Step is not SignInStep.Prove;
}
