using Entente.Partners;
using Entente.Programs;
using Entente.Programs.Rules;

namespace Entente.Rules.Programs;

public sealed class PlanTest
{
    private static TierPlan Plan => TiersTest.Plan;

    [Fact]
    public void A_criterion_that_nobody_can_measure_is_refused_with_the_reason()
    {
        var measurable = new Dictionary<string, ScoreFact>(StringComparer.Ordinal)
        {
            ["won"] = new("won", "Deals won", Money: true, Customers: false, Shares: false),
            ["open"] = new("open", "Open deals", Money: false, Customers: true, Shares: true, Standing: true),
            ["decided"] = new("decided", "Registrations decided", Money: false, Customers: true, Shares: true),
        };
        IReadOnlyDictionary<string, string> Wrong(params TierCriterion[] criteria) =>
            PlanCheck.Wrong(Plan with { Criteria = criteria }, measurable, new HashSet<string>(StringComparer.Ordinal) { "csat" });

        Wrong(Plan.Criteria[0]).ShouldBeEmpty();
        Wrong(Criterion("a", CriterionKind.Count, "weather", 1, 2))["criteria[0].fact"].ShouldContain("Nothing in Entente measures this");
        Wrong(Criterion("a", CriterionKind.Distinct, "won", 1, 2))["criteria[0].fact"].ShouldContain("does not name customers");
        Wrong(Criterion("a", CriterionKind.Share, "won", 1, 2))["criteria[0].fact"].ShouldContain("has no share");
        Wrong(Criterion("a", CriterionKind.Sum, "decided", 1, 2) with { Currency = "EUR" })["criteria[0].fact"].ShouldContain("no amounts");
        Wrong(Criterion("a", CriterionKind.Share, "open", 1, 2))["criteria[0].window"].ShouldContain("Only the present");
        Wrong(Criterion("a", CriterionKind.Share, "open", 1, 2) with { Window = CriterionWindow.Now }).ShouldBeEmpty();
        Wrong(Criterion("a", CriterionKind.Count, "won", 1, 2) with { Window = CriterionWindow.Now })["criteria[0].window"]
            .ShouldContain("over which");
        Wrong(Criterion("a", CriterionKind.CrmField, "mood", 1, 2))["criteria[0].fact"].ShouldContain("no number field “mood”");
        Wrong(Criterion("a", CriterionKind.CrmField, "csat", 1, 2)).ShouldBeEmpty();
        Wrong(Criterion("a", CriterionKind.Count, "won", 3, 2))["criteria[0].targets.Elite"].ShouldContain("less than the tier below");
        Wrong(Criterion("a", CriterionKind.People, "", 1, 2), Criterion("a", CriterionKind.Count, "won", 1, 2))
            .Keys.ShouldBe(["criteria[1].words"]);
        PlanCheck
            .Wrong(Plan with { Criteria = [Criterion("a", CriterionKind.CrmField, "csat", 1, 2)] }, measurable, null)["criteria[0].fact"]
            .ShouldContain("No CRM");
    }

    [Fact]
    public void What_a_version_changes_is_empty_exactly_when_both_say_the_same()
    {
        PlanWords.Between(Plan, Plan).ShouldBeEmpty();
        PlanWords.Between(null, Plan).Count.ShouldBe(PlanWords.Of(Plan).Count);
        var change = PlanWords.Between(
            Plan,
            Plan with
            {
                Criteria = [.. Plan.Criteria.Skip(1)],
                Benefits = new Dictionary<PartnerTier, TierBenefits> { [PartnerTier.Elite] = new(Margin: new(25)) },
            }
        );
        change.ShouldBe([
            new PlanChange(null, "Elite: 25 % margin."),
            new PlanChange("revenue, in the last four full quarters: Select from €100,000, Elite from €300,000.", null),
        ]);
    }

    private static TierCriterion Criterion(string key, CriterionKind kind, string fact, long select, long elite) =>
        TiersTest.Criterion(key, kind, fact, select, elite);
}
