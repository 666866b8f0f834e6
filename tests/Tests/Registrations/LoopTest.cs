using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Crm;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>The loop on both protocols: a claim is approved, written, bound, moved by the rep, and won; and a claim on what direct sales hold is seen.</summary>
public sealed class LoopTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly SyncHouse sync = new(cluster);

    public ValueTask InitializeAsync() => sync.InitializeAsync();

    public ValueTask DisposeAsync() => sync.DisposeAsync();

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task An_approved_claim_becomes_a_deal_in_the_crm_and_is_won_there(CrmKind kind)
    {
        await sync.Connect(kind);
        var story = await RegistrationStory.In(sync.House);
        var number = await story.Approved(story.Ines, "Aldermere Foods");
        await sync.House.Work();

        var bound = await story.Load(number);
        bound.State.ShouldBe(RegistrationState.Converted);
        await sync.Pass(TimeSpan.FromMinutes(2));
        var deals = await sync.House.Act<PipelineApi, IReadOnlyList<OpportunityCard>>(
            story.Ines,
            p => p.ForPartner(story.Kestrel, RegistrationStory.Ct)
        );
        deals.ShouldHaveSingleItem().Name.ShouldBe($"Aldermere Foods ({number})");

        var stage = kind == CrmKind.HubSpot ? "closedwon" : "Closed Won";
        (await sync.RepChanges(kind, CrmObject.Deal, bound.CrmDealId!, CrmFields.Stage, stage)).Error.ShouldBeNull();
        await sync.Pass(TimeSpan.FromMinutes(2));

        (await story.Load(number)).State.ShouldBe(RegistrationState.Won);
        await sync.House.Work();
        var deal = (
            await sync.Rep(kind).ReadByIds(CrmObject.Deal, [bound.CrmDealId!], CrmLane.Push, RegistrationStory.Ct)
        ).Value.Records.Single();
        deal[EntenteFields.RegistrationStatus].ShouldBe("Won");
    }

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task What_was_approved_before_there_was_a_crm_is_written_once_when_it_is_live_and_its_end_follows(CrmKind kind)
    {
        var (account, _, _) = await sync.RepMakesADeal(kind, sync.Tag(), "Harrowgate Mills", "harrowgate.example");
        var story = await RegistrationStory.In(sync.House);
        var known = await story.Approved(story.Ines, "Harrowgate");
        var unknown = await story.Approved(story.Ines, "Nobody Knows Them");
        var withdrawn = await story.Approved(story.Jonah, "Given Up Before");
        await Withdraw(story.Jonah, withdrawn);
        await sync.House.Work();
        var before = await Counts();

        await sync.Connect(kind);
        await sync.House.Work();
        // A second load makes the mirror whole a second time.
        await sync.Connect(kind);
        await sync.House.Work();

        (await story.Load(known)).State.ShouldBe(RegistrationState.Converted);
        (await story.Load(unknown)).State.ShouldBe(RegistrationState.Converted);
        (await story.Load(withdrawn)).CrmDealId.ShouldBeNull();
        (await Counts()).ShouldBe((before.Companies + 1, before.Deals + 2, before.Entries + 4), "the known company is linked, not doubled");

        sync.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await Withdraw(story.Ines, known);
        await sync.Pass(TimeSpan.FromMinutes(1));

        var deal = (await story.Load(known)).CrmDealId!;
        var fields = (await sync.Rep(kind).ReadByIds(CrmObject.Deal, [deal], CrmLane.Interactive, RegistrationStory.Ct))
            .Value.Records.Single()
            .Fields;
        fields[EntenteFields.RegistrationStatus].ShouldBe("Withdrawn");
        fields.GetValueOrDefault(EntenteFields.ProtectedUntil).ShouldBeNullOrEmpty();
        (await Counts()).Entries.ShouldBe(before.Entries + 5);
        account.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task A_claim_on_a_company_that_direct_sales_work_on_is_received_and_blocked_for_the_reviewer(CrmKind kind)
    {
        await sync.RepMakesADeal(kind, sync.Tag());
        await sync.Connect(kind);
        var story = await RegistrationStory.In(sync.House);

        var number = await story.Submitted(story.Ines, "Vantor Logistics Ltd");

        var trace = await story.Trace(number);
        trace.Facts.Candidates[0].Certain.ShouldBeTrue();
        trace.Findings.Single(f => f.Code == FindingCodes.Opportunity).Severity.ShouldBe(Severity.Block);
        (await story.Approve(number)).Problem!.Fields!.Keys.ShouldBe(["acceptRuling"]);
        (await story.Approve(number, accept: true)).Ok.ShouldBeTrue();
        await sync.House.Work();
        (await story.Load(number)).AccountId.ShouldBe(trace.Facts.Candidates[0].AccountId, "the known company is linked, not doubled");
    }

    private async Task Withdraw(Actor who, string number) =>
        (await sync.House.Act<WithdrawRegistration, Result>(who, u => u.Run(number, RegistrationStory.Ct))).Problem.ShouldBeNull();

    // Salesforce keeps a logged mail as a task, as it does a note.
    private async Task<(long Companies, long Deals, long Entries)> Counts() =>
        (
            await sync.Sandbox.Count("companies"),
            await sync.Sandbox.Count("deals"),
            await sync.Sandbox.Count("notes") + await sync.Sandbox.Count("emails")
        );
}
