using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Health;

/// <summary>However signals come, the score and its parts say the same, add up, and never punish what is better.</summary>
public sealed class ScoringTest
{
    private static readonly PartnerId Partner = new(Guid.Parse("01961000-0000-7000-8000-000000000001"));

    private static readonly Gen<PartnerSignal> Signal =
        from kind in Gen.Elements(Enum.GetValues<SignalKind>())
        from value in Gen.Frequency((2, Gen.Constant(0)), (5, Gen.Choose(0, 120)), (1, Gen.Choose(0, 5000)))
        select new PartnerSignal(Partner, kind, value, $"{kind} {value}");

    // One of each kind at most, as sources promise.
    private static readonly Gen<PartnerSignal[]> Signals = from all in Gen.ArrayOf(Signal) select all.DistinctBy(s => s.Kind).ToArray();

    [Fact]
    public void Parts_make_the_hundred_what_they_lose_makes_the_score_and_signals_make_the_parts() =>
        Holds(
            Signals,
            signals =>
                Scoring.Of(signals) is not { } score
                    ? signals.Length == 0
                    : score.Score is >= 0 and <= 100
                        && score.Parts.Sum(p => p.Most) == 100
                        && score.Score == 100 - score.Parts.Sum(p => p.Lost)
                        && score.Parts.All(p => p.Lost >= 0 && p.Lost <= p.Most && p.Lost == p.Signals.Sum(s => s.Lost))
                        && score.Parts.SelectMany(p => p.Signals).All(s => s.Lost >= 0)
                        && score.Parts.Sum(p => p.Signals.Count) == signals.Length
        );

    [Fact]
    public void What_is_well_costs_nothing_and_areas_of_which_nothing_is_measured_are_left_out() =>
        Holds(
            Signals,
            signals =>
            {
                var well = Scoring.Of(signals.Select(s => s with { Value = 0 }));
                return (well?.Score ?? 100) == 100
                    && (Scoring.Of(signals)?.Parts ?? [])
                        .Select(p => p.Area)
                        .SequenceEqual(signals.Select(s => Scoring.AreaOf(s.Kind)).Distinct().Order());
            }
        );

    [Fact]
    public void Order_never_matters() =>
        Holds(
            from signals in Gen.ArrayOf(Signal)
            from mixed in Gen.Shuffle(signals)
            select (signals, mixed),
            d => Platform.Jobs.Json.Write(Scoring.Of(d.signals)) == Platform.Jobs.Json.Write(Scoring.Of(d.mixed))
        );

    [Fact]
    public void Less_that_is_wrong_never_lowers_the_score() =>
        Holds(
            from signals in Signals
            where signals.Length > 0
            from at in Gen.Choose(0, signals.Length - 1)
            from less in Gen.Choose(0, signals[at].Value)
            select (signals, at, less),
            d =>
            {
                var better = d.signals.Select((s, i) => i == d.at ? s with { Value = d.less } : s);
                return Scoring.Of(better)!.Score >= Scoring.Of(d.signals)!.Score;
            }
        );

    [Fact]
    public void Weights_are_a_hundred_and_every_kind_has_an_area_and_a_cost_that_grows_up_to_an_end()
    {
        Enum.GetValues<HealthArea>().Sum(Scoring.Weight).ShouldBe(100);
        foreach (var kind in Enum.GetValues<SignalKind>())
        {
            Enum.IsDefined(Scoring.AreaOf(kind)).ShouldBeTrue();
            Scoring.Cost(kind, 0).ShouldBe(0);
            var costs = Enumerable.Range(0, 500).Select(v => Scoring.Cost(kind, v)).ToList();
            costs.ShouldBe(costs.Order());
            costs[^1].ShouldBeInRange(1, 100, kind.ToString());
        }
        foreach (var area in Enum.GetValues<HealthArea>())
            Enum.GetValues<SignalKind>().ShouldContain(k => Scoring.AreaOf(k) == area);
    }

    [Fact]
    public void A_score_by_hand()
    {
        PartnerSignal[] signals =
        [
            new(Partner, SignalKind.Silence, 55, "No registration for 55 days"),
            new(Partner, SignalKind.PastClose, 50, "1 of 2 open deals is past the close date"),
            new(Partner, SignalKind.NothingOpen, 0, "2 open deals"),
        ];

        var score = Scoring.Of(signals)!;

        // 40 and 25 of 65 are 61.5 and 38.5: 62 and 38. 25 days too long cost 30 % of 62, which is 18.6; half past its day 30 % of 38, which is 11.4.
        score.Parts.Select(p => (p.Area, p.Most, p.Lost)).ShouldBe([(HealthArea.Activity, 62, 19), (HealthArea.Pipeline, 38, 11)]);
        score.Score.ShouldBe(70);
        HealthWords.Dearest(score.Parts).Select(s => (s.Kind, s.Lost)).ShouldBe([(SignalKind.Silence, 19), (SignalKind.PastClose, 11)]);
        HealthWords.NotMeasured(score.Parts)!.ShouldStartWith("Nothing is measured of enablement and hygiene");
    }

    [Fact]
    public void Changes_are_told_as_they_are()
    {
        HealthWords.Change(70, null).ShouldBeNull();
        HealthWords.Change(70, 70).ShouldBe("As 30 days ago");
        HealthWords.Change(70, 64).ShouldBe("Up 6 in 30 days");
        HealthWords.Change(58, 70).ShouldBe("Down 12 in 30 days");
    }

    private static void Holds<T>(Gen<T> gen, Func<T, bool> holds) =>
        Prop.ForAll(gen.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
