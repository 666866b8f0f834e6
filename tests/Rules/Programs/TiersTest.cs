using Entente.Partners;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs;
using Entente.Programs.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Programs;

public sealed class TiersTest
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly PartnerId Partner = new(Guid.Parse("00000000-0000-0000-0000-000000000001"));
    private static readonly IReadOnlySet<string> NoStanding = new HashSet<string>(StringComparer.Ordinal);
    private static readonly Dictionary<string, DateOnly> NoWaivers = new(StringComparer.Ordinal);

    internal static readonly TierPlan Plan = new(
        PartnerType.Reseller,
        Promotions.Automatic,
        new(80),
        [
            Criterion("revenue", CriterionKind.Sum, "won", 100_000_00, 300_000_00) with
            {
                Currency = "EUR",
            },
            Criterion("deals", CriterionKind.Count, "won", 3, 8),
            Criterion("customers", CriterionKind.Distinct, "won", 2, 5),
            Criterion("accepted", CriterionKind.Share, "decided", 50_00, 80_00),
        ],
        new Dictionary<PartnerTier, TierBenefits>()
    );

    private static readonly Gen<ScoreRecord> Record =
        from won in Gen.Elements(true, true, false)
        from id in Gen.Choose(1, int.MaxValue)
        from back in Gen.Choose(0, 900)
        from amount in Gen.Choose(1, 90_000_00)
        from currency in Gen.Elements("EUR", "EUR", "EUR", "USD")
        from customer in Gen.Choose(1, 9)
        from good in Gen.Elements(true, true, false)
        select new ScoreRecord(
            won ? "won" : "decided",
            Partner,
            Today.AddDays(-back),
            new("x", new Guid(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(won ? 1 : 2)))
        )
        {
            Amount = new Money(amount, currency),
            Customer = "c" + customer,
            Good = won || good,
        };

    private static readonly Arbitrary<ScoreRecord[]> Records = Gen.ArrayOf(Record).ToArbitrary();

    [Fact]
    public void A_better_record_never_lowers_a_value_or_a_tier() =>
        Prop.ForAll(
                (from before in Gen.ArrayOf(Record) from one in Record select (before, one)).ToArbitrary(),
                x =>
                {
                    var (less, more) = (Score(x.before), Score([.. x.before, x.one with { Good = true }]));
                    return less.Earned <= more.Earned
                        && less.Criteria.Zip(more.Criteria).All(c => c.First.Value <= c.Second.Value && c.First.Coming <= c.Second.Coming);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_records_does_not_matter_and_none_counts_twice() =>
        Prop.ForAll(
                Records,
                records =>
                {
                    var one = Score(records);
                    var other = Score([.. records.Reverse(), .. records]);
                    return one.Earned == other.Earned
                        && one.Criteria.Select(c => c.Value).SequenceEqual(other.Criteria.Select(c => c.Value));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Money_adds_up_exactly_within_its_currency_and_its_window() =>
        Prop.ForAll(
                Records,
                records =>
                {
                    var measured = Score(records).Criteria[0];
                    var (from, until) = (new DateOnly(2025, 10, 1), new DateOnly(2026, 9, 30));
                    var inside = records
                        .DistinctBy(r => (r.Fact, r.Subject))
                        .Where(r => r.Fact == "won" && r.Day >= from && r.Day <= until)
                        .ToList();
                    return measured.Value == inside.Where(r => r.Amount!.Value.Currency == "EUR").Sum(r => r.Amount!.Value.Minor)
                        && measured.LeftOut.Count == inside.Count(r => r.Amount!.Value.Currency != "EUR")
                        && measured.Missing(PartnerTier.Elite) == Math.Max(0, 300_000_00 - measured.Value);
                }
            )
            .QuickCheckThrowOnFailure();

    private static readonly Arbitrary<PlacingFacts> Placings = (
        from current in Gen.Elements(Enum.GetValues<PartnerTier>())
        from earned in Gen.Elements(Enum.GetValues<PartnerTier>())
        from near in Gen.Elements(true, false)
        from day in Gen.Choose(0, 1500)
        from back in Gen.Choose(-1, 3)
        from grace in Gen.Choose(-1, 3)
        from held in Gen.Elements(true, false, false)
        from mode in Gen.Elements(Enum.GetValues<Promotions>())
        from since in Gen.Choose(0, 800)
        let today = new DateOnly(2024, 1, 1).AddDays(day)
        let now = Quarter.Of(today)
        select new PlacingFacts(
            current,
            earned,
            near,
            today,
            back < 0 ? null : Before(now, back),
            grace < 0 ? null : Before(now, grace - 1),
            held,
            null,
            mode,
            today.AddDays(-since)
        )
    ).ToArbitrary();

    [Fact]
    public void Nobody_falls_but_by_the_review_of_a_quarter_that_is_over_and_began_under_the_plan() =>
        Prop.ForAll(
                Placings,
                f =>
                    Placing.Decide(f) is not Placement.Demote fall
                    || (
                        f.Review is { } quarter
                        && quarter.Last < f.Today
                        && f.PlanSince <= quarter.First
                        && fall.Review == quarter
                        && fall.To < f.Current
                        && !f.Held
                        && (!f.NearlyHolds || (f.Grace is { } until && quarter.Last >= until.Last))
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_has_earned_a_higher_tier_rises_or_is_proposed_and_nobody_else_does() =>
        Prop.ForAll(
                Placings,
                f =>
                    Placing.Decide(f) switch
                    {
                        Placement.Promote p => f.Earned > f.Current && p.To == f.Earned && f.Promotions is Promotions.Automatic && !f.Held,
                        Placement.Propose p => f.Earned > f.Current && p.To == f.Earned && f.Promotions is Promotions.Proposed && !f.Held,
                        _ => f.Held || f.Earned <= f.Current,
                    }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Day_by_day_a_quarter_is_reviewed_once_after_it_ended_however_often_the_night_comes() =>
        Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(0, 40)).ToArbitrary(),
                gaps =>
                {
                    var (day, reviewed, held) = (new DateOnly(2025, 2, 3), (Quarter?)null, new List<Quarter>());
                    foreach (var gap in gaps)
                    {
                        day = day.AddDays(gap);
                        if (Entente.Programs.Rules.Reviews.Due(reviewed, day) is not { } due)
                            continue;
                        if (due.Last >= day)
                            return false;
                        held.Add(due);
                        reviewed = due;
                    }
                    return held.Distinct().Count() == held.Count && held.SequenceEqual(held.OrderBy(q => q.First));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_near_miss_gets_one_quarter_of_grace_and_falls_after_it()
    {
        var quarter = new Quarter(2026, 3);
        PlacingFacts Facts(Quarter review, Quarter? grace) =>
            new(
                PartnerTier.Elite,
                PartnerTier.Select,
                true,
                review.Next.First,
                review,
                grace,
                false,
                null,
                Promotions.Proposed,
                new(2024, 1, 1)
            );

        Placing.Decide(Facts(quarter, null)).ShouldBe(new Placement.Grace(quarter.Next));
        Placing.Decide(Facts(quarter, quarter.Next)).ShouldBeOfType<Placement.Stay>();
        Placing.Decide(Facts(quarter.Next, quarter.Next)).ShouldBe(new Placement.Demote(PartnerTier.Select, quarter.Next));
        Placing
            .Decide(Facts(quarter.Next, quarter.Next) with { Earned = PartnerTier.Elite })
            .ShouldBeOfType<Placement.Stay>()
            .GraceEnds.ShouldBeTrue();
        Placing
            .Decide(Facts(quarter, null) with { Earned = PartnerTier.Registered, NearlyHolds = false, PlanSince = new(2026, 7, 2) })
            .ShouldBeOfType<Placement.Stay>();
    }

    [Fact]
    public void A_rise_that_was_refused_is_not_proposed_again_before_the_next_quarter()
    {
        PlacingFacts Facts(Quarter refused) =>
            new(
                PartnerTier.Registered,
                PartnerTier.Select,
                false,
                Today,
                null,
                null,
                false,
                (PartnerTier.Select, refused),
                Promotions.Proposed,
                Today
            );

        Placing.Decide(Facts(Quarter.Of(Today))).ShouldBeOfType<Placement.Stay>();
        Placing.Decide(Facts(Quarter.Of(Today).Previous)).ShouldBe(new Placement.Propose(PartnerTier.Select));
    }

    [Fact]
    public void An_exception_counts_until_its_day_and_not_on_it()
    {
        var waived = Plan.Criteria.ToDictionary(c => c.Key, _ => Today.AddDays(1), StringComparer.Ordinal);

        Evaluation.Of(Plan, [], Today, waived, NoStanding).Earned.ShouldBe(PartnerTier.Elite);
        Evaluation.Of(Plan, [], Today.AddDays(1), waived, NoStanding).Earned.ShouldBe(PartnerTier.Registered);
    }

    [Fact]
    public void What_has_no_past_is_taken_for_every_day_as_it_stands_now()
    {
        var clean = Criterion("clean", CriterionKind.Share, "open", 50_00, 80_00) with { Window = CriterionWindow.Now };
        var plan = Plan with { Criteria = [clean] };
        var records = Enumerable
            .Range(1, 4)
            .Select(i => new ScoreRecord("open", new(Guid.Empty), Today, new("deal", new Guid(i, 0, 0, new byte[8]))) { Good = i < 4 });

        foreach (var day in new[] { Today, Today.AddDays(-100), Today.AddDays(-400) })
            Evaluation.Of(plan, records, day, NoWaivers, new HashSet<string> { "open" }).Criteria.Single().Value.ShouldBe(75_00, $"{day}");
    }

    internal static TierCriterion Criterion(string key, CriterionKind kind, string fact, long select, long elite) =>
        new(
            key,
            key,
            kind,
            fact,
            CriterionWindow.FourQuarters,
            new Dictionary<PartnerTier, long> { [PartnerTier.Select] = select, [PartnerTier.Elite] = elite }
        );

    private static Quarter Before(Quarter quarter, int back) =>
        back switch
        {
            < 0 => quarter.Next,
            0 => quarter,
            _ => Before(quarter.Previous, back - 1),
        };

    private static Scored Score(IEnumerable<ScoreRecord> records) => Evaluation.Of(Plan, records, Today, NoWaivers, NoStanding);
}
