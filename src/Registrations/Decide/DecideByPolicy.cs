using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Decide;

/// <summary>A claim is looked at once more, after the delay that the policy sets: it may decide by itself.</summary>
[JobName("registrations.decide_by_policy")]
internal sealed record DecideByPolicy(RegistrationId Registration);

/// <summary>
/// Decides what the policy decides without a person, by the same acts that a person uses. Whatever it is not sure of it leaves to people:
/// a claim that waits for an answer, that somebody decided meanwhile, or of which the policy thinks otherwise by now.
/// </summary>
internal sealed class RunDecideByPolicy(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    ClaimWorld world,
    ApproveRegistration approve,
    RefuseRegistration refuse
) : IJob<DecideByPolicy>
{
    private static readonly TimeSpan UntilNamesAreRead = TimeSpan.FromSeconds(10);

    public async Task<JobOutcome> Run(DecideByPolicy payload, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System)
            throw new InvalidOperationException("Only Entente itself decides by the policy.");
        var registration = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == payload.Registration, ct);
        if (registration.State is not RegistrationState.InReview)
            return JobOutcome.Done;
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        // A version published meanwhile may keep claims back for longer.
        if (terms.Policy.Delay.After(registration.SubmittedAt, registration.Id) is var due && due > now)
            return JobOutcome.At(due);
        var facts = (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
        // Whether the company is known, nobody can say yet: that is no reason to leave it to a person.
        if (VendorChecks.IsUnknown(facts))
            return JobOutcome.At(now + UntilNamesAreRead);
        var assessment = Assessment.Of(facts, terms, now);
        var ruling = Rivalry.Of(facts, registration.ClaimedAt, registration.NextStepAt, terms, now);
        var decided = await Decide(registration, Automatic.Of(assessment, assessment.Own, ruling), ct);
        // Somebody was quicker, or something changed between the look and the locks: a person decides.
        return decided is { Problem.Kind: not (ProblemKind.Stale or ProblemKind.Conflict or ProblemKind.Invalid) }
            ? throw new InvalidOperationException($"{registration.Number}: {decided.Problem.Code}")
            : JobOutcome.Done;
    }

    private Task<Result> Decide(Registration r, Automatic automatic, CancellationToken ct) =>
        automatic.Outcome switch
        {
            AutomaticOutcome.Approve => approve.Run(new(r.Number, r.Version) { ByPolicy = true }, ct),
            AutomaticOutcome.Decline => refuse.Run(new(r.Number, r.Version, automatic.Reason, Final: true) { ByPolicy = true }, ct),
            AutomaticOutcome.Reject => refuse.Run(new(r.Number, r.Version, automatic.Reason, Final: false) { ByPolicy = true }, ct),
            _ => Task.FromResult(Result.Done),
        };
}
