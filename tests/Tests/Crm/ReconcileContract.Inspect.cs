using Entente.Crm;
using Entente.Crm.Inspect;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

// What the inspector shows, and what can be played again.
public abstract partial class ReconcileContract
{
    [Fact]
    public async Task The_inspector_shows_the_calls_the_budget_and_the_queue_and_no_secret()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        var write = await Write(connection, made.Deal, "seen-" + made.Deal, (EntenteFields.RegistrationStatus, "Approved"));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
        await house.Pass(Interval);

        var seen = await Inspect(connection, made.Deal, ask: true);
        seen.Writes.ShouldContain(w => w.Id == write && w.State == "done");
        seen.Calls.ShouldContain(c => c.Lane == CrmLane.Write && c.Sent!.Contains("Approved") && c.Status == 200);
        seen.Crm![EntenteFields.RegistrationStatus].ShouldBe("Approved");
        var all = string.Join('\n', seen.Calls.Select(c => c.Path + c.Sent + c.Answered));
        foreach (var secret in new[] { house.Sandbox.Options.HubSpotToken, house.Sandbox.Options.SalesforceClientSecret })
            all.ShouldNotContain(secret);

        var health = await Health(connection);
        health.Usage[CrmLane.Write].Calls.ShouldBeGreaterThan(0);
        health.Errors.Sum(e => e.Count).ShouldBeGreaterThan(0);
        health.Queue[CrmLane.Write].ShouldBe(0);
        health.Budget.SharePercent.ShouldBe(80);
        health.SkewIsUsed.ShouldBeFalse("the story's clock is months from the machine's");
        (
            await house.House.Act<InspectConnection, Result<SyncHealth>>(Actor.System(house.House.Other.Id), i => i.Run(connection, Ct))
        ).Problem!.Code.ShouldBe("crm.no_connection", "another workspace sees nothing of it");
    }

    [Fact]
    public async Task A_record_and_a_write_can_be_played_again()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        var write = await Write(connection, made.Deal, "again-" + made.Deal, (EntenteFields.RegistrationStatus, "Approved"));
        house.House.Clock.Advance(TimeSpan.FromSeconds(20));
        await house.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "Just now");
        (
            await house.House.Act<Replay, Result>(house.Entente, r => r.Record(connection, CrmObject.Deal, made.Deal, Ct))
        ).Problem.ShouldBeNull();
        (await house.Held(connection, CrmObject.Deal, made.Deal))!.Fields.ShouldContain("Just now");

        var again = await house.House.Act<Replay, Result<CrmWriteId>>(house.Entente, r => r.Write(write, Ct));
        again.Problem.ShouldBeNull();
        await house.House.Work();
        (await house.Ask(db => db.Set<WriteEntry>().Where(w => w.Id == again.Value).Select(w => w.State).SingleAsync())).ShouldBe(
            WriteState.Done
        );
    }
}
