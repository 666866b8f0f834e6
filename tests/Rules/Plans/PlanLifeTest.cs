using Entente.Plans;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Plans;

/// <summary>Whatever happens to a plan in whatever order: its state, its days and its signatures say the same.</summary>
public sealed class PlanLifeTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Who = new(new Guid(7, 0, 0, new byte[8]));

    private static readonly Gen<(int What, int Which)> Deeds =
        from what in Gen.Choose(0, 17)
        from which in Gen.Choose(0, 3)
        select (what, which);

    [Fact]
    public void No_order_of_acts_leaves_an_agreed_plan_unsigned_or_a_draft_with_the_partners_signature() =>
        Prop.ForAll(
                Gen.ListOf(Deeds).ToArbitrary(),
                deeds =>
                {
                    var plan = New();
                    foreach (var (what, which) in deeds)
                    {
                        try
                        {
                            Do(plan, what, which);
                        }
                        catch (InvalidOperationException)
                        {
                            // Refused aloud; what stands must hold all the same.
                        }
                        if (!plan.Consistent)
                            return false;
                    }
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_plan_that_ended_changes_no_more() =>
        Prop.ForAll(
                Gen.ListOf(Deeds).ToArbitrary(),
                deeds =>
                {
                    var plan = New();
                    plan.Drop("Over", Now);
                    var before = Entente.Platform.Jobs.Json.Write(
                        new
                        {
                            plan.State,
                            plan.Title,
                            Items = plan.Items.Count,
                            Targets = plan.Targets.Count,
                        }
                    );
                    foreach (var (what, which) in deeds)
                        if (Runs(() => Do(plan, what, which)))
                            return false;
                    return before
                        == Entente.Platform.Jobs.Json.Write(
                            new
                            {
                                plan.State,
                                plan.Title,
                                Items = plan.Items.Count,
                                Targets = plan.Targets.Count,
                            }
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Another_day_is_announced_anew_and_another_title_is_not()
    {
        var plan = New();
        var item = plan.Items[0];
        item.Tell(ItemNews.Overdue);
        item.Change(new("Other words", PlanSide.Partner, null, item.DueOn, false));
        item.Told.ShouldBe(ItemNews.Overdue);
        item.Change(new("Other words", PlanSide.Partner, null, item.DueOn.AddDays(1), false));
        item.Told.ShouldBe(ItemNews.Nothing);
    }

    private static ActionPlan New()
    {
        var plan = ActionPlan.Begin(new(Ids.New<PartnerId>(Now), null, null, "Plan", new(2026, 3, 9), null), "MAP-1", Who, Now);
        plan.Add(new("Meet", PlanSide.Partner, null, new(2026, 3, 20), false), Now);
        plan.AddTarget("Deals", 5, "deals", Now);
        return plan;
    }

    private static bool Runs(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Do(ActionPlan plan, int what, int which)
    {
        // An act on something that is not there is refused as one on something that may not be.
        PlanItem Item() => which < plan.Items.Count ? plan.Items[which] : throw new InvalidOperationException("None.");
        PlanTarget Target() => which < plan.Targets.Count ? plan.Targets[which] : throw new InvalidOperationException("None.");
        switch (what)
        {
            case 0:
                plan.Share(Now);
                break;
            case 1:
                plan.Agree(Who, Now);
                break;
            case 2:
                plan.Sign(Target(), PlanSide.Vendor, Who, Now);
                break;
            case 3 or 4:
                plan.Sign(Target(), PlanSide.Partner, Who, Now);
                break;
            case 5:
                plan.ChangeTarget(Target(), "Deals", 5 + which, "deals");
                break;
            case 6:
                plan.AddTarget("More", 1, "deals", Now);
                break;
            case 7:
                plan.RemoveTarget(Target());
                break;
            case 8:
                plan.Tick(Item(), "Shown", Who, Now);
                break;
            case 9:
                plan.Untick(Item());
                break;
            case 10:
                plan.Propose(new("Another", PlanSide.Vendor, null, new(2026, 4, 1), true), Who, Now);
                break;
            case 11 when which == 0:
                plan.Finish(Now);
                break;
            case 12 when which == 0:
                plan.Drop("No more", Now);
                break;
            case 13:
                plan.Change(Item(), new("Meet again", PlanSide.Vendor, null, new(2026, 4, 2 + which), false));
                break;
            case 14:
                plan.Drop(Item());
                break;
            case 15:
                plan.Answer(Item(), take: which % 2 == 0);
                break;
            case 16:
                plan.Open("Plan " + which, "", "", "", "Ours");
                break;
            default:
                plan.AddRisk("Small team", RiskSeverity.High, "", Now);
                break;
        }
    }
}
