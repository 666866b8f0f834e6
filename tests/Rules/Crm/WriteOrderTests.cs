using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Write;
using Entente.Platform.Values;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class WriteOrderTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_two_writes_exactly_one_goes_first()
    {
        var (one, other) = (Ids.New<CrmWriteId>(At), Ids.New<CrmWriteId>(At));
        WriteOrder.Before((At, one), (At, other)).ShouldNotBe(WriteOrder.Before((At, other), (At, one)));
        WriteOrder.Before((At, one), (At.AddTicks(1), other)).ShouldBeTrue();
        WriteOrder.Before((At, one), (At, one)).ShouldBeFalse("a write never waits for itself");
    }

    [Fact]
    public void Those_staged_at_one_instant_go_in_the_order_in_which_they_were_staged()
    {
        var steps = new CrmWriteBack(new("toy", Guid.Empty), [Step("d1", null)]);
        var staged = Enumerable.Range(0, 50).Select(i => WriteEntry.Stage(default, steps, At.AddTicks(i % 7))).ToList();

        foreach (var (one, next) in staged.Zip(staged.Skip(1)))
            WriteOrder.Before((one.StagedAt, one.Id), (next.StagedAt, next.Id)).ShouldBeTrue();
        staged[^1].StagedAt.ShouldBeLessThan(At.AddSeconds(1), "it is still about now");
        staged.ShouldAllBe(s => s.StagedAt.Ticks % TimeSpan.TicksPerMicrosecond == 0);
    }

    [Fact]
    public void Writes_to_one_record_touch_whichever_way_they_name_it()
    {
        Touch(Step("d1", null), Step("d1", null)).ShouldBeTrue();
        Touch(Step("d1", "77"), Step("d2", "77")).ShouldBeTrue();
        Touch(Step("d1", null), Step("n1", null, new CrmStepLink(CrmObject.Deal, EntenteId: "d1"))).ShouldBeTrue();
        Touch(Step("d1", "77"), Step("d2", "78")).ShouldBeFalse();
        Touch(Step("d1", "77"), Step("d1", null) with { Kind = CrmObject.Contact })
            .ShouldBeFalse("ids of different objects are different things");

        static bool Touch(CrmWriteStep one, CrmWriteStep other) => WriteOrder.Keys([one]).Intersect(WriteOrder.Keys([other])).Any();
    }

    private static CrmWriteStep Step(string id, string? crmId, params CrmStepLink[] links) =>
        new(CrmObject.Deal, id, crmId, new Dictionary<string, string?>(), links);
}
