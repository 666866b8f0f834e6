using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

// What no push tells and no stamp shows is found all the same.
public abstract partial class MirrorContract
{
    [Fact]
    public async Task A_stage_whose_push_was_lost_is_in_the_mirror_within_a_minute()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        (await house.Ask(db => db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.PollSeconds).SingleAsync())).ShouldBe(
            60
        );
        var stages = (await house.Rep(Kind).ReadPipelines(Ct)).Value[0].Stages.Where(s => !s.Closed).ToList();
        await house.Pass(TimeSpan.FromMinutes(1));
        // Reality's walk ends some time after the look that began it, and the change just misses it.
        house.House.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Walk(connection);
        await house.Ended(connection);
        (await house.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.Stage, stages[^1].Id)).Error.ShouldBeNull();
        await house.Pass(TimeSpan.FromSeconds(9));

        await Within(TimeSpan.FromSeconds(50), async () => await Stage() == stages[^1].Id);

        async Task<string?> Stage() =>
            Json.Read<Dictionary<string, string?>>((await house.Held(connection, CrmObject.Deal, made.Deal))!.Fields)
                .GetValueOrDefault(CrmFields.Stage);
    }

    [Fact]
    public async Task A_deletion_whose_push_was_lost_is_in_the_mirror_within_a_minute()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        await house.Pass(TimeSpan.FromSeconds(40));
        await house.Delete(Kind, CrmObject.Contact, made.Contact);
        await Within(TimeSpan.FromMinutes(1), async () => (await house.Held(connection, CrmObject.Contact, made.Contact))!.Deleted);
    }

    [Fact]
    public async Task A_link_that_was_cut_without_a_push_is_cut_in_the_mirror_within_a_minute()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        await house.Pass(TimeSpan.FromSeconds(40));
        (await Links()).ShouldContain(l => l.To == CrmObject.Contact);
        var (deal, contact) = (StoreId(made.Deal), StoreId(made.Contact));
        house.Sandbox.Part<CrmStore>().Write(Entente.Sandbox.Store.Origin.Admin, tx => tx.Unlink(deal, contact)).ShouldBeTrue();
        await Within(TimeSpan.FromMinutes(1), async () => (await Links()).TrueForAll(l => l.To != CrmObject.Contact));

        async Task<List<CrmLink>> Links() =>
            Json.Read<List<CrmLink>>((await house.Held(connection, CrmObject.Deal, made.Deal)).ShouldNotBeNull().Links);
    }

    [Fact]
    public async Task A_field_that_was_deleted_and_comes_back_is_read_again_for_everybody()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        (await house.RepChanges(Kind, CrmObject.Deal, made.Deal, EntenteFields.Motion, "Co-sell")).Error.ShouldBeNull();
        var connection = await house.Connect(Kind);
        (await Look()).ShouldBeNull("what is there now is what may be missed");
        var admin = house.Sandbox.Part<Meanwhile>();
        admin.Change("deals", EntenteFields.Motion, deleted: true, required: null).ShouldBeTrue();
        await house.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "Call");
        await house.Pass(TimeSpan.FromMinutes(1));
        (await Motion()).ShouldBeNull("it is not there to be read");
        (await Look()).ShouldBeNull();

        admin.Change("deals", EntenteFields.Motion, deleted: false, required: null).ShouldBeTrue();
        (await Look()).ShouldBeNull();
        await Within(TimeSpan.FromMinutes(1), async () => await Motion() == "Co-sell");

        Task<CrmError?> Look() => house.House.Act<WatchSchemas, CrmError?>(house.Entente, w => w.Look(connection, Ct));
        async Task<string?> Motion() =>
            Json.Read<Dictionary<string, string?>>((await house.Held(connection, CrmObject.Deal, made.Deal))!.Fields)
                .GetValueOrDefault(EntenteFields.Motion);
    }

    private async Task Within(TimeSpan time, Func<Task<bool>> seen)
    {
        for (var passed = TimeSpan.Zero; !await seen(); passed += TimeSpan.FromSeconds(10))
        {
            passed.ShouldBeLessThan(time);
            await house.Pass(TimeSpan.FromSeconds(10));
        }
    }

    private long StoreId(string id) =>
        Kind == CrmKind.HubSpot ? long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) : Prefixes.Stored(id).ShouldNotBeNull();
}
