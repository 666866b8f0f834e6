using System.Text.Json.Nodes;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Values;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Tests.Crm;

// What a write links its records with, when the CRM has its own idea of that by now.
public abstract partial class WriteContract
{
    [Fact]
    public async Task A_deal_that_has_an_account_keeps_it_and_gets_the_people_all_the_same()
    {
        var (tag, other) = (house.Tag(), house.Tag());
        var there = await house.RepMakesADeal(Kind, tag, "Kept Ltd", "kept.example");
        var elsewhere = await house.RepMakesADeal(Kind, other, "Elsewhere Ltd", "elsewhere.example");
        var connection = await house.Connect(Kind);
        var step = new CrmWriteStep(
            CrmObject.Deal,
            "deal-" + tag,
            there.Deal,
            new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = "Approved" },
            [new(CrmObject.Account, elsewhere.Account, Primary: true), new(CrmObject.Contact, elsewhere.Contact)]
        );

        var write = await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.House.Work();

        (await Entry(write)).State.ShouldBe(WriteState.Done);
        var links = await LinksOf(there.Deal);
        links.ShouldContain((CrmObject.Account, there.Account), "whom a deal is with is the CRM's, once it is there");
        links.ShouldNotContain((CrmObject.Account, elsewhere.Account));
        links.ShouldContain((CrmObject.Contact, elsewhere.Contact));
        links.ShouldContain((CrmObject.Contact, there.Contact));
    }

    [Fact]
    public async Task A_deal_without_an_account_gets_the_one_of_the_claim()
    {
        var (tag, other) = (house.Tag(), house.Tag());
        var elsewhere = await house.RepMakesADeal(Kind, other, "Given Ltd", "given.example");
        var made = await house.Rep(Kind).Upsert(new(CrmObject.Deal, "rd" + tag, null, SyncHouse.DealFields(Kind, "Alone"), []), Ct);
        var connection = await house.Connect(Kind);
        var step = new CrmWriteStep(
            CrmObject.Deal,
            "deal-" + tag,
            made.Value.Id,
            new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = "Approved" },
            [new(CrmObject.Account, elsewhere.Account, Primary: true)]
        );

        await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.House.Work();

        (await LinksOf(made.Value.Id)).ShouldContain((CrmObject.Account, elsewhere.Account));
    }

    [Fact]
    public async Task What_was_half_done_is_finished_without_taking_back_what_a_rep_did_meanwhile()
    {
        var (tag, other) = (house.Tag(), house.Tag());
        var moved = await house.RepMakesADeal(Kind, other, "Moved Ltd", "moved.example");
        var connection = await house.Connect(Kind);
        var contact = moved.Contact;
        // The person is in the bin just then: the deal is made, and not all that belongs to it.
        await house.Delete(Kind, CrmObject.Contact, contact);
        var step = Step(CrmObject.Deal, "deal-" + tag, [.. SyncHouse.DealFields(Kind, "Half " + tag).Select(f => (f.Key, f.Value))]) with
        {
            Links = [new(CrmObject.Account, EntenteId: "account-" + tag, Primary: true), new(CrmObject.Contact, contact)],
        };
        var write = await Stage(
            connection,
            new CrmWriteBack(Subject, [Step(CrmObject.Account, "account-" + tag, (CrmFields.Name, "Half " + tag)), step])
        );
        await house.House.Work();
        (await Entry(write)).State.ShouldBe(WriteState.Failed, "a person is asked");
        var deal = (await house.Rep(Kind).Find(CrmObject.Deal, "deal-" + tag, Ct)).Value.Id.ShouldNotBeNull();
        Restore(global::Entente.Sandbox.Store.Kind.Contact, contact);
        var own = (await LinksOf(deal)).Single(l => l.Kind == CrmObject.Account).Id;
        Move(deal, own, moved.Account);

        (await Act<WorkErrorQueue, Result<int>>(q => q.Retry(write, Ct))).Problem.ShouldBeNull();
        await house.House.Work();

        (await Entry(write)).State.ShouldBe(WriteState.Done);
        var links = await LinksOf(deal);
        links.Where(l => l.Kind == CrmObject.Account).ShouldBe([(CrmObject.Account, moved.Account)]);
        links.ShouldContain((CrmObject.Contact, contact));
    }

    [Theory]
    [InlineData(CrmObject.Account)]
    [InlineData(CrmObject.Contact)]
    public async Task A_deal_that_is_there_gets_all_that_can_be_given_when_one_it_belongs_to_is_gone(CrmObject gone)
    {
        var (tag, other) = (house.Tag(), house.Tag());
        var (lives, lost) = (
            await house.RepMakesADeal(Kind, tag, "Lives Ltd", "lives.example"),
            await house.RepMakesADeal(Kind, other, "Lost Ltd", "lost.example")
        );
        var alone = await house.Rep(Kind).Upsert(new(CrmObject.Deal, "rd2" + tag, null, SyncHouse.DealFields(Kind, "Alone"), []), Ct);
        var connection = await house.Connect(Kind);
        var missing = gone == CrmObject.Account ? lost.Account : lost.Contact;
        await house.Delete(Kind, gone, missing);
        var account = gone == CrmObject.Account ? missing : lives.Account;
        var step = new CrmWriteStep(
            CrmObject.Deal,
            "deal-" + tag,
            alone.Value.Id,
            new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = "Approved" },
            [
                .. gone == CrmObject.Contact ? [new CrmStepLink(CrmObject.Contact, missing)] : Array.Empty<CrmStepLink>(),
                new(CrmObject.Account, account, Primary: true),
                new(CrmObject.Contact, lives.Contact),
            ]
        );

        var write = await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.House.Work();

        (await Entry(write)).State.ShouldBe(WriteState.Failed, "a person is asked about the one that is gone");
        var links = await LinksOf(alone.Value.Id);
        links.ShouldContain((CrmObject.Contact, lives.Contact));
        links.Contains((CrmObject.Account, lives.Account)).ShouldBe(gone == CrmObject.Contact);
        var deal = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [alone.Value.Id], CrmLane.Interactive, Ct)).Value.Records.Single();
        deal[EntenteFields.RegistrationStatus].ShouldBe("Approved");
    }

    [Fact]
    public async Task What_was_deleted_before_it_was_linked_is_linked_when_it_is_back_and_a_person_has_it_tried_again()
    {
        var (tag, other) = (house.Tag(), house.Tag());
        var there = await house.RepMakesADeal(Kind, other, "There Ltd", "there.example");
        var connection = await house.Connect(Kind);
        var step = Step(CrmObject.Deal, "deal-" + tag, [.. SyncHouse.DealFields(Kind, "Deal " + tag).Select(f => (f.Key, f.Value))]) with
        {
            Links = [new(CrmObject.Contact, there.Contact)],
        };
        var write = await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "lostAnswer", 1);
        await house.House.Work();
        await Mend();
        var deal = (await house.Rep(Kind).Find(CrmObject.Deal, "deal-" + tag, Ct)).Value.Id.ShouldNotBeNull();
        await house.Delete(Kind, CrmObject.Deal, deal);

        await house.Pass(TimeSpan.FromSeconds(30));
        var entry = await Entry(write);
        (entry.State, entry.ErrorCode).ShouldBe((WriteState.Failed, "gone_unlinked"));
        Restore(global::Entente.Sandbox.Store.Kind.Deal, deal);
        (await Act<WorkErrorQueue, Result<int>>(q => q.Retry(write, Ct))).Problem.ShouldBeNull();
        await house.House.Work();

        (await Entry(write)).State.ShouldBe(WriteState.Done);
        (await LinksOf(deal)).ShouldBe([(CrmObject.Contact, there.Contact)]);
    }

    [Fact]
    public async Task A_link_with_what_was_merged_away_meanwhile_goes_to_the_survivor_before_the_mirror_has_heard_of_it()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var first = await Stage(
            connection,
            new CrmWriteBack(Subject, [Step(CrmObject.Account, "account-" + tag, (CrmFields.Name, "Merged " + tag))])
        );
        await house.House.Work();
        var survivor = await Merge((await Entry(first)).ReadResults()["account-" + tag]);
        var step = Step(CrmObject.Deal, "deal-" + tag, [.. SyncHouse.DealFields(Kind, "Deal " + tag).Select(f => (f.Key, f.Value))]) with
        {
            Links = [new(CrmObject.Account, EntenteId: "account-" + tag, Primary: true)],
        };

        var write = await Stage(connection, new CrmWriteBack(Subject, [step]));
        await house.House.Work();

        var ended = await Entry(write);
        ended.State.ShouldBe(WriteState.Done, $"{ended.ErrorCode}: {ended.ErrorMessage}");
        (await LinksOf(ended.ReadResults()["deal-" + tag])).ShouldBe([(CrmObject.Account, survivor)]);
    }

    // Reps work on the CRM's pages: straight in its store.
    private void Restore(global::Entente.Sandbox.Store.Kind what, string id) =>
        InStore(tx =>
        {
            if (Kind == CrmKind.HubSpot)
                tx.Restore(Number(id)).Refusal.ShouldBeNull();
            else
                house.Sandbox.Part<RecordWriter>().Undelete(tx, Shape(what), id);
        });

    private void Move(string deal, string from, string to) =>
        InStore(tx =>
        {
            if (Kind == CrmKind.HubSpot)
            {
                tx.Unlink(Number(deal), Number(from)).ShouldBeTrue();
                tx.Link(Number(deal), Number(to), primary: true).ShouldNotBeNull();
            }
            else
                house
                    .Sandbox.Part<RecordWriter>()
                    .Update(tx, Shape(global::Entente.Sandbox.Store.Kind.Deal), deal, new JsonObject { ["AccountId"] = to });
        });

    private void InStore(Action<Tx> act) => house.Sandbox.Part<CrmStore>().Write(Origin.Admin, act);

    private ObjectShape Shape(global::Entente.Sandbox.Store.Kind kind) => house.Sandbox.Part<Catalog>().Of(kind);

    private static long Number(string id) => long.Parse(id, Invariant);

    private async Task<List<(CrmObject Kind, string Id)>> LinksOf(string deal)
    {
        var read = await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], CrmLane.Interactive, Ct);
        return [.. read.Value.Records.Single().Links.Select(l => (l.To, l.Id)).Distinct()];
    }
}
