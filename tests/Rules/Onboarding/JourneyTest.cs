using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Onboarding;

/// <summary>However ticks and facts come, a journey goes on; who is activated stays so; what is counted adds up.</summary>
public sealed class JourneyTest
{
    private static readonly DateOnly Start = new(2026, 3, 2);
    private static readonly BusinessCalendar Calendar = new("Europe/London", BusinessCalendar.MondayToFriday);

    // Steps wait for earlier ones only, so there is no circle.
    private static readonly Gen<JourneyTemplate> Templates =
        from count in Gen.Choose(1, 7)
        from afters in Gen.ArrayOf(Gen.Choose(-1, 6), count)
        from facts in Gen.ArrayOf(Gen.Choose(-3, 4), count)
        from days in Gen.ArrayOf(Gen.Choose(0, 20), count)
        from order in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        from activated in Gen.SubListOf(Enum.GetValues<JourneyFact>())
        from all in Gen.Elements(true, false)
        select new JourneyTemplate(
            PartnerType.Reseller,
            [
                .. order.Select(i => new JourneyStep(
                    $"s{i}",
                    $"Step {i}",
                    i % 2 == 0 ? PlanSide.Vendor : PlanSide.Partner,
                    facts[i] < 0 ? null : (JourneyFact)facts[i],
                    afters[i] >= 0 && afters[i] < i ? $"s{afters[i]}" : null,
                    days[i],
                    false
                )),
            ],
            [.. activated],
            all
        );

    // What happens, one a day: a fact comes, a step is ticked.
    private static readonly Gen<(int Fact, int Step)[]> Days = Gen.ArrayOf(
        from fact in Gen.Choose(-2, 4)
        from step in Gen.Choose(0, 6)
        select (fact, step)
    );

    [Fact]
    public void No_order_of_ticks_and_facts_leaves_a_step_open_whose_fact_holds_or_waiting_for_what_is_closed() =>
        Play(
            (template, steps, facts, _, _) =>
            {
                var closed = steps.Where(s => s.Closed).Select(s => s.Step.Key).ToHashSet();
                return steps.All(s =>
                    (s.Closed || s.Step.Fact is not { } fact || !facts.Contains(fact))
                    && (s.State is not JourneyStepState.Waiting || (s.Step.After is { } after && !closed.Contains(after)))
                    && (s.State is not JourneyStepState.Open || s.DueOn is { } due && Calendar.IsBusinessDay(due) && due >= Start)
                    && s.Closed == (s.ClosedOn is not null)
                );
            }
        );

    [Fact]
    public void Asked_again_with_the_same_nothing_changes_and_nothing_closed_opens() =>
        Play(
            (_, steps, facts, before, today) =>
                JourneyStanding.Advance(steps, facts, Start, today, Calendar).SequenceEqual(steps)
                && JourneyStanding.Advance(steps, new HashSet<JourneyFact>(), Start, today, Calendar).SequenceEqual(steps)
                && before.Where(b => b.Closed).All(b => steps.Single(s => s.Step.Key == b.Step.Key) == b)
        );

    [Fact]
    public void More_facts_never_take_activation_away_and_none_activate_nobody() =>
        Prop.ForAll(
                (
                    from template in Templates
                    from some in Gen.SubListOf(Enum.GetValues<JourneyFact>())
                    from more in Gen.SubListOf(Enum.GetValues<JourneyFact>())
                    select (template, some, more)
                ).ToArbitrary(),
                d =>
                    (!d.template.Activates(d.some.ToHashSet()) || d.template.Activates(d.some.Concat(d.more).ToHashSet()))
                    && !d.template.Activates(new HashSet<JourneyFact>())
                    && (d.template.ActivatedBy.Count == 0 || d.template.Activates(Enum.GetValues<JourneyFact>().ToHashSet()))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_parts_of_a_drop_off_make_the_whole() =>
        Prop.ForAll(
                Gen.ArrayOf(
                        from key in Gen.Elements("a", "b", "c")
                        from state in Gen.Elements(Enum.GetValues<JourneyStepState>())
                        from opened in Gen.Choose(0, 30)
                        from took in Gen.Choose(0, 30)
                        from ended in Gen.Elements(true, false)
                        select new StepPast(
                            key,
                            key,
                            state,
                            Start.AddDays(opened),
                            Start.AddDays(opened + 5),
                            state is JourneyStepState.Done or JourneyStepState.Skipped ? Start.AddDays(opened + took) : null,
                            ended
                        )
                    )
                    .ToArbitrary(),
                past =>
                {
                    var found = DropOff.Of(past, Start.AddDays(40));
                    return found.Sum(f => f.Opened) == past.Count(p => p.State is not JourneyStepState.Waiting)
                        && found.All(f => f.Opened == f.Done + f.Skipped + f.Open + f.Left && f.Stuck <= f.Open)
                        && found.All(f => (f.MedianDays is null) == (f.Done == 0) && f.MedianDays is null or >= 0 and <= 30);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_circle_is_found_wherever_it_closes_and_no_template_without_one_is_called_so() =>
        Prop.ForAll(
                (from template in Templates from at in Gen.Choose(0, 6) select (template, at)).ToArbitrary(),
                d =>
                {
                    if (JourneyCheck.Wrong(d.template).Keys.Any(k => k.EndsWith(".after", StringComparison.Ordinal)))
                        return false;
                    // The first of a chain waits for its last.
                    var last = d.template.Steps[d.at % d.template.Steps.Count];
                    var first = last;
                    while (first.After is { } before)
                        first = d.template.Steps.Single(s => s.Key == before);
                    var bent = d.template with
                    {
                        Steps = [.. d.template.Steps.Select(s => s.Key == first.Key ? s with { After = last.Key } : s)],
                    };
                    return JourneyCheck.Wrong(bent).Keys.Any(k => k.EndsWith(".after", StringComparison.Ordinal));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_every_workspace_starts_with_can_be_published_and_what_measures_nothing_cannot()
    {
        foreach (var type in Enum.GetValues<PartnerType>())
            JourneyCheck.Wrong(JourneyTemplate.Standard(type)).ShouldBeEmpty(type.ToString());
        var standard = JourneyTemplate.Standard(PartnerType.Reseller);
        JourneyCheck.Wrong(standard with { ActivatedBy = [] }).Keys.ShouldBe(["activatedBy"]);
        JourneyCheck.Wrong(standard with { Steps = [] }).Keys.ShouldBe(["steps"]);
        JourneyCheck
            .Wrong(standard with { Steps = [standard.Steps[0] with { Title = "", Days = 366, After = "nobody" }] })
            .Keys.ShouldBe(["steps[0].title", "steps[0].days", "steps[0].after"], ignoreOrder: true);
    }

    private static void Play(
        Func<JourneyTemplate, IReadOnlyList<StepNow>, IReadOnlySet<JourneyFact>, IReadOnlyList<StepNow>, DateOnly, bool> holds
    ) =>
        Prop.ForAll(
                (from template in Templates from days in Days select (template, days)).ToArbitrary(),
                d =>
                {
                    var facts = new HashSet<JourneyFact>();
                    var today = Start;
                    var steps = JourneyStanding.Advance(JourneyStanding.Begin(d.template), facts, Start, today, Calendar);
                    if (!holds(d.template, steps, facts, [], today))
                        return false;
                    foreach (var (fact, step) in d.days)
                    {
                        today = today.AddDays(1);
                        if (fact >= 0)
                            facts.Add((JourneyFact)fact);
                        var before = steps;
                        steps = JourneyStanding.Advance(
                            [
                                .. steps.Select(
                                    (s, i) =>
                                        i == step && s.State is JourneyStepState.Open
                                            ? s with
                                            {
                                                State = JourneyStepState.Done,
                                                ClosedOn = today,
                                            }
                                            : s
                                ),
                            ],
                            facts,
                            Start,
                            today,
                            Calendar
                        );
                        if (!holds(d.template, steps, facts, before, today))
                            return false;
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
