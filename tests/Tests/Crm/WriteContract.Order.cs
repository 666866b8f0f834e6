using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;

namespace Entente.Tests.Crm;

// Writes to one record go one after the other.
public abstract partial class WriteContract
{
    [Fact]
    public async Task Two_writes_to_one_deal_go_in_the_order_they_were_decided()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var first = await Stage(connection, Claim(tag));
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Stage(
            connection,
            new CrmWriteBack(Subject, [Step(CrmObject.Deal, "deal-" + tag, (EntenteFields.RegistrationStatus, "Extended"))])
        );
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
        await house.House.Work();
        (await Entry(first)).State.ShouldBe(WriteState.Waiting);
        (await Entry(second)).State.ShouldBe(WriteState.Waiting, "it waits for the one before it");
        await Mend();
        await house.Pass(TimeSpan.FromSeconds(20));
        await house.Pass(TimeSpan.FromSeconds(2));

        (await Entry(first)).State.ShouldBe(WriteState.Done);
        (await Entry(second)).State.ShouldBe(WriteState.Done);
        var deal = (await Entry(first)).ReadResults()["deal-" + tag];
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields.ShouldContain("Extended");
    }

    [Fact]
    public async Task Writes_that_stand_behind_each_other_go_out_one_after_the_other_and_none_waits_for_a_clock()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        List<CrmWriteId> all = [await Stage(connection, Claim(tag))];
        for (var n = 0; n < 4; n++)
        {
            house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
            all.Add(
                await Stage(
                    connection,
                    new CrmWriteBack(Subject, [Step(CrmObject.Deal, "deal-" + tag, (EntenteFields.RegistrationStatus, $"State {n}"))])
                )
            );
        }
        // Whoever looks first finds the others before it, and gives its line back.
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
        await house.House.Work();
        foreach (var write in all)
            (await Entry(write)).State.ShouldBe(WriteState.Waiting);
        await Mend();
        // As long as the first pauses, not as long as those behind it would wait before they look again.
        await house.Pass(TimeSpan.FromSeconds(4));

        foreach (var write in all)
            (await Entry(write)).State.ShouldBe(WriteState.Done);
        var deal = (await Entry(all[0])).ReadResults()["deal-" + tag];
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields.ShouldContain("State 3");
    }
}
