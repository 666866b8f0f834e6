using Entente.Demo.Plan;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Model;

namespace Entente.Demo.Telling;

/// <summary>
/// Every Friday the partner desk ticks what partners on their way have done by then. The newest one is left after its first call, so that a visitor sees a
/// journey that stands still.
/// </summary>
internal sealed class OnboardingDesk(People people)
{
    private const string Shown = "Gone through in the Friday call with their admin";

    public async Task Friday(DateOnly today, CancellationToken ct)
    {
        var desk = people[StoryPlan.Maren];
        var rows = await people.Act<JourneysQuery, IReadOnlyList<JourneyRow>>(desk, q => q.List(ct));
        var newest = rows.MaxBy(r => r.StartedOn);
        foreach (var row in rows.Where(r => r.EndedAt is null && r.NextDue <= today.AddDays(4)))
        {
            var journey = await people.Act<JourneysQuery, JourneyView?>(desk, q => q.Load(row.Id, ct));
            var due = journey!.Steps.Where(s =>
                s is { Fact: null, State: Onboarding.Rules.JourneyStepState.Open } && s.DueOn <= today.AddDays(4)
            );
            foreach (
                var step in row.Id == newest!.Id ? due.Take(journey.Steps.Any(s => s is { Fact: null, ClosedAt: not null }) ? 0 : 1) : due
            )
                await people.Do<CloseStep>(desk, step.Title, c => c.Tick(step.Id, step.Seen, Shown, ct));
        }
    }
}
