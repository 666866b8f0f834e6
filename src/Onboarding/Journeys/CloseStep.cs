using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>
/// A step is ticked, taken back, or skipped. Staff tick any task; a partner's people those of their side; what Entente sees by itself nobody ticks. Only
/// staff skip, with a reason.
/// </summary>
public sealed class CloseStep
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly JourneyDesk desk;
    private readonly Notices notices;
    private readonly TimeProvider clock;

    internal CloseStep(EntenteDb db, Actor actor, JourneyDesk desk, Notices notices, TimeProvider clock) =>
        (this.db, this.actor, this.desk, this.notices, this.clock) = (db, actor, desk, notices, clock);

    /// <param name="seen">The step's version on the page.</param>
    /// <param name="evidence">What shows it; asked for where the template says so.</param>
    public Task<Result> Tick(JourneyStepId id, int seen, string? evidence, CancellationToken ct) =>
        Run(
            id,
            seen,
            (step, today) =>
                step.Fact is not null ? Refusals.BySight
                : step.State is not JourneyStepState.Open ? Refusals.NotOpen
                : Words(evidence, step.WantsEvidence) is not { } shown ? Refusals.NoWords("Say what shows it")
                : Close(step, JourneyStepState.Done, shown, today),
            ct
        );

    public Task<Result> Skip(JourneyStepId id, int seen, string? why, CancellationToken ct) =>
        Run(
            id,
            seen,
            (step, today) =>
                Refusals.MayNotOnboard(actor) is { } forbidden ? forbidden
                : step.Closed ? Refusals.NotOpen
                : Words(why, asked: true) is not { } reason ? Refusals.NoWords("Say why")
                : Close(step, JourneyStepState.Skipped, reason, today),
            ct
        );

    public Task<Result> Reopen(JourneyStepId id, int seen, CancellationToken ct) =>
        Run(
            id,
            seen,
            (step, _) =>
            {
                if (!step.Closed || (step is { Fact: not null, State: JourneyStepState.Done }))
                    return Refusals.NotOpen;
                if (step.State is JourneyStepState.Skipped && Refusals.MayNotOnboard(actor) is { } forbidden)
                    return forbidden;
                step.Reopen();
                return null;
            },
            ct
        );

    /// <summary>Whether whoever acts closes a step of this side.</summary>
    internal static bool May(Actor actor, PlanSide side) =>
        actor.Kind is ActorKind.Partner
            ? side is PlanSide.Partner && actor is { OwnOnly: false, Person: not null } && PartnerRights.May(actor, PartnerRights.Answer)
            : Refusals.MayNotOnboard(actor) is null;

    /// <summary>Whether they see the way to; whoever only views as somebody sees what that one sees.</summary>
    internal static bool Sees(Actor actor, PlanSide side) => May(actor with { ReadOnly = false }, side);

    private async Task<Result> Run(JourneyStepId id, int seen, Func<JourneyStepRow, DateOnly, Problem?> act, CancellationToken ct)
    {
        // The rows' own filters: of another partner there is none.
        if (await db.Set<JourneyStepRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } found)
            return Refusals.NoJourney;
        if (!May(actor, found.Side))
            return Refusals.NotYours;
        await using var held = await db.Hold([JourneyDesk.Key(found.PartnerId)], ct);
        if (await desk.Open(found.PartnerId, ct) is not { } journey || journey.Id != found.JourneyId)
            return Refusals.JourneyEnded;
        var step = journey.Steps.Single(s => s.Id == id);
        if (step.Version != seen)
            return Refusals.StepStale;
        if (act(step, await desk.Today(ct)) is { } refused)
            return refused;
        if (step.Closed)
            await notices.Withdraw(step.Id.Subject, ct);
        await desk.Advance(journey, ct);
        await held.Save(ct);
        return Result.Done;
    }

    private Problem? Close(JourneyStepRow step, JourneyStepState state, string words, DateOnly today)
    {
        step.Close(state, words, actor.Person, today, clock.GetUtcNow());
        return null;
    }

    private static string? Words(string? typed, bool asked) =>
        TypedText.Line(typed) is { Length: <= OnboardingModel.LongestWords } words && (!asked || words.Length > 0) ? words : null;
}
