using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Pipeline;
using Entente.Pipeline.Rules.Motions;
using Entente.Pipeline.Work;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Entente.Tests.Partners;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

public sealed class HubSpotMoves(SyncHouse house) : MoveInCrmContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceMoves(SyncHouse house) : MoveInCrmContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>A person moves a deal on here, and it moves in the CRM, where the CRM has the last word; on both protocols.</summary>
public abstract class MoveInCrmContract(SyncHouse house)
{
    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Moving_on_here_moves_the_deal_in_the_crm_and_comes_back()
    {
        var (connection, deal, inCrm) = await Dealt();
        await Show(deal, "use-case");
        await Show(deal, "pitch");

        var moved = await house.House.Act<AdvanceDeal, Result<NextStage>>(house.Entente, a => a.Run(deal, 2, Ct));
        moved.Problem.ShouldBeNull();
        moved.Value.ShouldBeOfType<NextStage.InCrm>().To.ShouldBe(EntenteStage.Evaluation);
        await house.House.Work();

        var card = (await house.House.Act<PipelineApi, OpportunityCard?>(house.Entente, p => p.Get(deal, Ct)))!;
        card.Stage.Means.ShouldBe(EntenteStage.Evaluation);
        (await InCrm(inCrm))[CrmFields.Stage].ShouldBe(card.Stage.Id);
        (await Stage(deal)).ShouldBe("Pipeline Activation");
    }

    [Fact]
    public async Task What_the_rep_does_afterwards_stands()
    {
        var (connection, deal, inCrm) = await Dealt();
        (
            await house.House.Act<KeepDealUpToDate, Result>(house.Entente, k => k.SetNextStep(deal, "Send the quote", Ct))
        ).Problem.ShouldBeNull();
        await house.House.Work();
        (await InCrm(inCrm))[CrmFields.NextStep].ShouldBe("Send the quote");

        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        (await house.RepChanges(Kind, CrmObject.Deal, inCrm, CrmFields.NextStep, "Call their buyer")).Error.ShouldBeNull();
        await house.Pass(TimeSpan.FromSeconds(75));
        await house.Pass(TimeSpan.FromSeconds(75));

        (await InCrm(inCrm))[CrmFields.NextStep].ShouldBe("Call their buyer");
        (await house.House.Act<PipelineApi, OpportunityCard?>(house.Entente, p => p.Get(deal, Ct)))!.NextStep.ShouldBe("Call their buyer");
    }

    [Fact]
    public async Task A_close_date_moved_here_stands_in_the_CRM_and_one_of_the_past_is_refused()
    {
        var (_, deal, inCrm) = await Dealt();
        var today = house.House.Corvane.DayOf(house.House.Clock.Now);

        (await Close(today.AddDays(-1)))!.Fields!.Keys.ShouldBe(["day"]);
        (await Close(today.AddDays(30))).ShouldBeNull();
        await house.House.Work();

        (await InCrm(inCrm))[CrmFields.CloseDate].ShouldBe(Canonical.Date(today.AddDays(30)));

        async Task<Problem?> Close(DateOnly day) =>
            (
                await house.House.Act<KeepDealUpToDate, Result>(house.Entente, k => k.SetCloseDate(deal, Canonical.Date(day), today, Ct))
            ).Problem;
    }

    [Fact]
    public async Task A_stage_note_stands_on_the_timeline_once()
    {
        var (connection, deal, inCrm) = await Dealt();

        (
            await house.House.Act<KeepDealUpToDate, Result>(house.Entente, k => k.WriteNote(deal, "They compare us with one other", Ct))
        ).Problem.ShouldBeNull();
        await house.House.Work();
        await house.House.Work();

        var timeline = (await house.Rep(Kind).ReadTimeline(CrmObject.Deal, inCrm, 50, Ct)).Value;
        timeline.Count(a => a.Body?.Contains("They compare us with one other", StringComparison.Ordinal) is true).ShouldBe(1);
    }

    private async Task<(CrmConnectionId Connection, OpportunityId Deal, string InCrm)> Dealt()
    {
        var connection = await house.Connect(Kind);
        var (_, _, inCrm) = await house.RepMakesADeal(Kind, house.Tag());
        await house.Pass(TimeSpan.FromSeconds(75));
        await house.Pass(TimeSpan.FromSeconds(75));
        var partner = await house.House.Made(house.House.Corvane, "Mover " + house.Tag());
        var deal = await house.House.Link(house.House.Corvane, new(connection, inCrm, "", null, null, partner, Motion: "tech"));
        (await Stage(deal)).ShouldBe("Field Readiness");
        return (connection, deal, inCrm);
    }

    private async Task Show(OpportunityId deal, string criterion) =>
        (
            await house.House.Act<ShowEvidence, Result>(
                house.Entente,
                e => e.Run(deal, new Dictionary<string, string> { [criterion] = "Seen" }, Ct)
            )
        ).Problem.ShouldBeNull();

    private Task<string?> Stage(OpportunityId deal) =>
        house.House.Act<DealQuery, string?>(house.Entente, async q => (await q.Load(deal, Ct))?.Work?.Standing.In.Name);

    private async Task<CrmRecord> InCrm(string deal) =>
        (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], CrmLane.Push, Ct)).Value.Records.Single();
}
