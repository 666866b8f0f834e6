using Entente.Plans.Rules;
using Entente.Platform.Time;

namespace Entente.Onboarding.Rules;

/// <summary>Where a step is.</summary>
public enum JourneyStepState
{
    /// <summary>The step before it is not closed.</summary>
    Waiting,
    Open,
    Done,
    Skipped,
}

/// <summary>A step of a running journey, as far as deciding goes.</summary>
/// <param name="ClosedOn">The day on which it was done or skipped; null: it was not.</param>
public sealed record StepNow(JourneyStep Step, JourneyStepState State, DateOnly? DueOn, DateOnly? ClosedOn)
{
    public bool Closed => State is JourneyStepState.Done or JourneyStepState.Skipped;
}

/// <summary>How a journey goes on. Facts close steps wherever they are, and never open one again; what is closed opens what waits for it.</summary>
public static class JourneyStanding
{
    /// <summary>So many calendar days overdue a step counts as stuck.</summary>
    public const int StuckDays = 7;

    /// <summary>The steps as a journey begins with them.</summary>
    public static IReadOnlyList<StepNow> Begin(JourneyTemplate template) =>
        [.. template.Steps.Select(s => new StepNow(s, JourneyStepState.Waiting, null, null))];

    /// <summary>The steps as they are with these facts today. Asked again with the same it changes nothing.</summary>
    public static IReadOnlyList<StepNow> Advance(
        IReadOnlyList<StepNow> steps,
        IReadOnlySet<JourneyFact> facts,
        DateOnly start,
        DateOnly today,
        BusinessCalendar calendar
    )
    {
        var now = steps
            .Select(s =>
                !s.Closed && s.Step.Fact is { } fact && facts.Contains(fact)
                    ? s with
                    {
                        State = JourneyStepState.Done,
                        ClosedOn = today,
                    }
                    : s
            )
            .ToList();
        var closed = now.Where(s => s.Closed).ToDictionary(s => s.Step.Key, s => s.ClosedOn!.Value, StringComparer.Ordinal);
        return
        [
            .. now.Select(s =>
                s.State is not JourneyStepState.Waiting ? s
                : s.Step.After is not { } after ? Open(s, start)
                : closed.TryGetValue(after, out var on) ? Open(s, on)
                : s
            ),
        ];

        StepNow Open(StepNow step, DateOnly from) =>
            step with
            {
                State = JourneyStepState.Open,
                DueOn = PlanDates.Due(from, step.Step.Days, calendar),
            };
    }
}

/// <summary>What became of one step in all journeys that came to it.</summary>
/// <param name="Opened">Journeys in which it was ever open or closed: the sum of the next four.</param>
/// <param name="Left">Those that ended while it was open.</param>
/// <param name="Stuck">Of the open ones: overdue for more than a week.</param>
/// <param name="MedianDays">Calendar days from opening to done; null: nobody did it.</param>
public sealed record StepFunnel(
    string Key,
    string Title,
    int Opened,
    int Done,
    int Skipped,
    int Open,
    int Left,
    int Stuck,
    int? MedianDays
);

/// <summary>A step as it stood in one journey.</summary>
public sealed record StepPast(
    string Key,
    string Title,
    JourneyStepState State,
    DateOnly? OpenedOn,
    DateOnly? DueOn,
    DateOnly? ClosedOn,
    bool JourneyEnded
);

/// <summary>Where journeys stop.</summary>
public static class DropOff
{
    /// <summary>In the order in which the steps first come.</summary>
    public static IReadOnlyList<StepFunnel> Of(IEnumerable<StepPast> steps, DateOnly today) =>
        [
            .. steps
                .Where(s => s.State is not JourneyStepState.Waiting)
                .GroupBy(s => s.Key, StringComparer.Ordinal)
                .Select(g => Funnel(g.Key, [.. g], today)),
        ];

    private static StepFunnel Funnel(string key, IReadOnlyList<StepPast> steps, DateOnly today)
    {
        List<int> days =
        [
            .. steps
                .Where(s => s is { State: JourneyStepState.Done, OpenedOn: not null, ClosedOn: not null })
                .Select(s => Math.Max(0, s.ClosedOn!.Value.DayNumber - s.OpenedOn!.Value.DayNumber))
                .Order(),
        ];
        return new(
            key,
            steps[^1].Title,
            steps.Count,
            steps.Count(s => s.State is JourneyStepState.Done),
            steps.Count(s => s.State is JourneyStepState.Skipped),
            steps.Count(s => s is { State: JourneyStepState.Open, JourneyEnded: false }),
            steps.Count(s => s is { State: JourneyStepState.Open, JourneyEnded: true }),
            steps.Count(s =>
                s is { State: JourneyStepState.Open, JourneyEnded: false, DueOn: { } due } && today > due.AddDays(JourneyStanding.StuckDays)
            ),
            days.Count > 0 ? days[days.Count / 2] : null
        );
    }
}
