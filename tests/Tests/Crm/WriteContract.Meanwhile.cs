using System.Net.Http.Json;
using System.Text.Json;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Tests.Crm;

// What people do in the CRM between a write and its answer, or between a decision and its write.
public abstract partial class WriteContract
{
    [Fact]
    public async Task What_was_made_while_its_answer_was_lost_and_then_deleted_is_not_made_again()
    {
        var connection = await house.Connect(Kind);
        var (key, before) = ("account-" + house.Tag(), await Counts());
        var write = await Stage(connection, new CrmWriteBack(Subject, [Step(CrmObject.Account, key, (CrmFields.Name, key))]));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "lostAnswer", 1);
        await house.House.Work();
        await Mend();
        (await Entry(write)).State.ShouldBe(WriteState.Waiting);
        var made = (await house.Rep(Kind).Find(CrmObject.Account, key, Ct)).Value;
        made.ShouldBe(new CrmFound(made.Id.ShouldNotBeNull(), Deleted: false));
        await house.Delete(Kind, CrmObject.Account, made.Id!);

        await house.Pass(TimeSpan.FromSeconds(30));
        var ended = await Entry(write);
        ended.State.ShouldBe(WriteState.Done, $"{ended.ErrorCode}: {ended.ErrorMessage}");
        ended.ReadResults()[key].ShouldBe(made.Id);
        (await Counts()).ShouldBe(before, "whoever deleted it has decided so");
    }

    [Fact]
    public async Task A_write_to_a_record_that_was_merged_meanwhile_goes_to_the_survivor_before_the_mirror_has_heard_of_it()
    {
        var connection = await house.Connect(Kind);
        var key = "account-" + house.Tag();
        var first = await Stage(connection, new CrmWriteBack(Subject, [Step(CrmObject.Account, key, (CrmFields.Name, key))]));
        await house.House.Work();
        var id = (await Entry(first)).ReadResults()[key];
        (await house.RepChanges(Kind, CrmObject.Account, id, CrmFields.City, "Sevenhill")).Error.ShouldBeNull();
        var survivor = await Merge(id);

        // The city is the CRM's.
        var step = Step(CrmObject.Account, key, (EntenteFields.Tier, "Elite"), (CrmFields.City, "Elsewhere"));
        var second = await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.House.Work();
        var ended = await Entry(second);
        ended.State.ShouldBe(WriteState.Done, $"{ended.ErrorCode}: {ended.ErrorMessage}");
        ended.ReadResults()[key].ShouldBe(survivor);
        var there = (await house.Rep(Kind).ReadByIds(CrmObject.Account, [survivor], CrmLane.Interactive, Ct)).Value.Records.Single();
        (there[EntenteFields.Tier], there[CrmFields.City]).ShouldBe(("Elite", "Sevenhill"));
    }

    [Fact]
    public async Task A_field_is_put_back_also_while_a_write_waits_that_only_links_with_its_record()
    {
        var connection = await house.Connect(Kind);
        var (tag, steps) = (house.Tag(), new[] { (EntenteFields.Tier, (string?)"Select") });
        var first = Step(CrmObject.Account, "account-" + tag, [(CrmFields.Name, tag), .. steps]);
        var made = await Stage(connection, new CrmWriteBack(Subject, [first]));
        await house.House.Work();
        var account = (await Entry(made)).ReadResults()["account-" + tag];

        // The next write waits: its first call meets a fault.
        var fields = SyncHouse.DealFields(Kind, "Deal " + tag).Select(f => (f.Key, f.Value)).ToArray();
        var deal = Step(CrmObject.Deal, "deal-" + tag, fields) with { Links = [new(CrmObject.Account, EntenteId: "account-" + tag)] };
        var waiting = await Stage(connection, new CrmWriteBack(Subject, [deal]));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
        await house.House.Work();
        await Mend();
        (await Entry(waiting)).State.ShouldBe(WriteState.Waiting);
        (await house.RepChanges(Kind, CrmObject.Account, account, EntenteFields.Tier, "Meddled")).Error.ShouldBeNull();
        await house.Fetch(connection, CrmObject.Account, account);

        await house.Pass(TimeSpan.FromSeconds(30));
        await house.Pass(TimeSpan.FromSeconds(30));
        var there = await house.Rep(Kind).ReadByIds(CrmObject.Account, [account], CrmLane.Interactive, Ct);
        there.Value.Records.Single()[EntenteFields.Tier].ShouldBe("Select");
    }

    [Fact]
    public async Task A_field_that_somebody_changed_while_its_own_write_waited_for_a_later_step_is_put_back() =>
        await ChangedWhileItsWriteWaits(SyncHouse.DealFields(Kind, "Deal " + house.Tag()), WriteState.Done);

    [Fact]
    public async Task A_field_that_somebody_changed_while_its_own_write_waited_is_put_back_also_when_that_write_fails_for_good()
    {
        var fields = SyncHouse.DealFields(Kind, "Deal " + house.Tag());
        fields[CrmFields.CloseDate] = "no day";
        await ChangedWhileItsWriteWaits(fields, WriteState.Failed);
    }

    [Fact]
    public async Task A_field_that_somebody_changed_while_another_write_waited_is_put_back_when_that_one_fails_before_it_came_to_the_record()
    {
        var connection = await house.Connect(Kind);
        var (key, tag) = ("account-" + house.Tag(), house.Tag());
        var first = await Stage(
            connection,
            new CrmWriteBack(Subject, [Step(CrmObject.Account, key, (CrmFields.Name, tag), (EntenteFields.Tier, "Select"))])
        );
        await house.House.Work();
        var id = (await Entry(first)).ReadResults()[key];
        var fields = SyncHouse.DealFields(Kind, "Deal " + tag);
        fields[CrmFields.CloseDate] = "no day";
        var deal = Step(CrmObject.Deal, "deal-" + tag, [.. fields.Select(f => (f.Key, f.Value))]);
        await BreakDeals();
        var second = await Stage(
            connection,
            new CrmWriteBack(Subject, [deal, Step(CrmObject.Account, key, (EntenteFields.CertificationLevel, "Gold"))])
        );
        await house.House.Work();

        await Meddle(connection, id, second);

        (await Entry(second)).State.ShouldBe(WriteState.Failed);
        await IsPutBack(id);
    }

    private async Task ChangedWhileItsWriteWaits(Dictionary<string, string?> deal, WriteState ends)
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var account = Step(CrmObject.Account, "account-" + tag, (CrmFields.Name, tag), (EntenteFields.Tier, "Select"));
        var after = Step(CrmObject.Deal, "deal-" + tag, [.. deal.Select(f => (f.Key, f.Value))]);
        await BreakDeals();
        var write = await Stage(connection, new CrmWriteBack(Subject, [account, after]));
        await house.House.Work();
        var waiting = await Entry(write);
        waiting.State.ShouldBe(WriteState.Waiting);
        var id = waiting.ReadResults()["account-" + tag];
        await house.Fetch(connection, CrmObject.Account, id);
        await Meddle(connection, id, write);
        (await Entry(write)).State.ShouldBe(ends);
        await IsPutBack(id);
    }

    // Somebody changes the tier while a write waits, and long after the CRM is well again.
    private async Task Meddle(CrmConnectionId connection, string id, CrmWriteId write)
    {
        (await house.RepChanges(Kind, CrmObject.Account, id, EntenteFields.Tier, "Meddled")).Error.ShouldBeNull();
        await house.Fetch(connection, CrmObject.Account, id);
        // So long that the cursor, too, has gone past it, with its overlap.
        for (var i = 0; i < 4; i++)
            await house.Pass(TimeSpan.FromMinutes(10));
        (await Entry(write)).State.ShouldBe(WriteState.Waiting, "the change was seen while the write was on its way");

        await Mend();
        await house.Pass(TimeSpan.FromMinutes(20));
        for (var i = 0; i < 4; i++)
            await house.Pass(TimeSpan.FromSeconds(30));
    }

    private Task BreakDeals() =>
        house.Sandbox.BreakWritesTo(SyncHouse.Protocol(Kind), "serverError", Kind == CrmKind.HubSpot ? "deals" : "Opportunity");

    private async Task IsPutBack(string id)
    {
        var there = await house.Rep(Kind).ReadByIds(CrmObject.Account, [id], CrmLane.Interactive, Ct);
        there.Value.Records.Single()[EntenteFields.Tier].ShouldBe("Select");
    }

    /// <summary>Somebody merges it with a twin; the survivor's id.</summary>
    private async Task<string> Merge(string id)
    {
        var record = Kind == CrmKind.HubSpot ? id : Prefixes.Stored(id)!.Value.ToString(Invariant);
        var order = new { protocol = SyncHouse.Protocol(Kind), record = long.Parse(record, Invariant) };
        var merged = await house.Sandbox.Http.PostAsJsonAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/merge"), order, Ct);
        var survivor = (await merged.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("survivor").GetInt64();
        return Kind == CrmKind.HubSpot ? survivor.ToString(Invariant) : Prefixes.IdOf(survivor);
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
