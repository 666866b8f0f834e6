using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Inspect;
using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotReconcile(SyncHouse house) : ReconcileContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    [Fact]
    public async Task A_walk_of_the_cursor_reads_nothing_again_that_it_holds()
    {
        var connection = await House.Connect(Kind);
        for (var i = 0; i < 30; i++)
            await House.RepMakesADeal(Kind, House.Tag());
        House.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await House.Pass(Interval);
        await House.Sandbox.ForgetRequests();
        await House.Pass(Interval);
        var asked = await House.Sandbox.Requests();
        asked.Count(r => r.EndsWith("/search", StringComparison.Ordinal)).ShouldBe(4, "one for each object");
        asked.ShouldNotContain(
            r => r.Contains("/batch/read", StringComparison.Ordinal) && !r.Contains("/associations/", StringComparison.Ordinal),
            "all of it is held in that very state"
        );
        (await House.Ask(db => db.Set<MirroredRecord>().CountAsync(r => r.ConnectionId == connection))).ShouldBeGreaterThan(89);
    }

    [Fact]
    public async Task A_second_change_of_the_same_millisecond_is_not_lost()
    {
        var made = await House.RepMakesADeal(Kind, House.Tag());
        var connection = await House.Connect(Kind);
        House.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "First");
        await House.Walk(connection);
        (await House.Held(connection, CrmObject.Deal, made.Deal))!.Fields.ShouldContain("First");

        // The clock stands still: this change carries the very stamp that is held.
        await House.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "Second");
        await House.Pass(Interval);
        (await House.Held(connection, CrmObject.Deal, made.Deal))!.Fields.ShouldContain("Second");
    }
}

public sealed class SalesforceReconcile(SyncHouse house) : ReconcileContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>What pushes and cursor miss is found and repaired; what is merged, deleted and brought back is so here too.</summary>
public abstract partial class ReconcileContract(SyncHouse house)
{
    private protected static readonly TimeSpan Interval = TimeSpan.FromSeconds(75);

    private protected SyncHouse House => house;

    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_drifted_is_counted_and_repaired(bool whole)
    {
        var (lost, stale, gone) = (
            await house.RepMakesADeal(Kind, house.Tag(), "Lost Ltd", "lost.example"),
            await house.RepMakesADeal(Kind, house.Tag(), "Stale Ltd", "stale.example"),
            await house.RepMakesADeal(Kind, house.Tag(), "Gone Ltd", "gone.example")
        );
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromHours(2));
        await house.Pass(Interval);
        // Somebody meddled with the mirror: the cursor has no reason to look at any of these again.
        await Meddle(connection, "delete from crm_record where crm_id = $1", lost.Account);
        await Meddle(
            connection,
            "update crm_record set modified_at = modified_at - interval '1 second', hash = '\\x00', fields = '{\"name\":\"Old\"}' where crm_id = $1",
            stale.Account
        );
        await Meddle(
            connection,
            "insert into crm_record select workspace_id, connection_id, kind, 'ghost-' || crm_id, fields, links, hash, modified_at, deleted, applied_at, seen_at from crm_record where crm_id = $1",
            gone.Account
        );
        (await house.House.Act<StartReconcile, Result>(house.Entente, s => s.Run(connection, null, whole, Ct))).Problem.ShouldBeNull();
        (await house.House.Act<StartReconcile, Result>(house.Entente, s => s.Run(connection, null, whole, Ct))).Problem!.Code.ShouldBe(
            "crm.wrong_state"
        );
        await house.Pass(TimeSpan.FromSeconds(1));

        var card = (await Health(connection)).Reconciles.Single(r => r.Kind == CrmObject.Account);
        (card.Missing, card.Stale, card.Gone, card.Doubted, card.Running).ShouldBe((1, 1, 1, 0, false));
        card.EndedAt.ShouldNotBeNull();
        (await house.Held(connection, CrmObject.Account, lost.Account)).ShouldNotBeNull();
        (await house.Held(connection, CrmObject.Account, stale.Account))!.Fields.ShouldContain("Stale Ltd");
        (await house.Held(connection, CrmObject.Account, "ghost-" + gone.Account))!.Deleted.ShouldBeTrue();

        await house.House.Act<StartReconcile, Result>(house.Entente, s => s.Run(connection, null, whole, Ct));
        await house.Pass(TimeSpan.FromSeconds(1));
        (await Health(connection)).Reconciles.Sum(r => r.Drift).ShouldBe(0, "once repaired, nothing differs");
    }

    [Fact]
    public async Task It_comes_by_itself_once_a_day_and_goes_on_after_a_fault()
    {
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromHours(25));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 2);
        for (var i = 0; i < 6; i++)
            await house.Pass(Interval);
        var cards = (await Health(connection)).Reconciles;
        cards.ShouldAllBe(c => c.EndedAt != null && !c.Running && c.Drift == 0);
        cards.Single(c => c.Kind == CrmObject.Account).Seen.ShouldBe(await house.Sandbox.Count("companies"));
    }

    [Fact]
    public async Task When_the_list_lacks_too_much_nothing_is_declared_gone()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromHours(2));
        await Meddle(
            connection,
            "insert into crm_record select r.workspace_id, r.connection_id, r.kind, 'crowd-' || n, r.fields, r.links, r.hash, r.modified_at, false, r.applied_at, r.seen_at from crm_record r, generate_series(1, 500) n where r.crm_id = $1",
            made.Account
        );
        await house.House.Act<StartReconcile, Result>(house.Entente, s => s.Run(connection, CrmObject.Account, false, Ct));
        await house.Pass(TimeSpan.FromSeconds(1));
        var card = (await Health(connection)).Reconciles.Single(r => r.Kind == CrmObject.Account);
        (card.Gone, card.Doubted).ShouldBe((0, 500));
        (await house.Held(connection, CrmObject.Account, "crowd-7"))!.Deleted.ShouldBeFalse();
        await Meddle(connection, "delete from crm_record where crm_id like $1 || '%'", "crowd-");
    }

    [Fact]
    public async Task A_paused_load_rests_and_goes_on_where_it_stood()
    {
        for (var i = 0; i < 3; i++)
            await house.RepMakesADeal(Kind, house.Tag());
        var connected = await house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(house.Credentials(Kind), Ct));
        await house.House.Act<StartSync, Result<StartSync.Started>>(house.Entente, s => s.Run(connected.Value, Ct));
        (await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Pause(connected.Value, Ct))).Problem.ShouldBeNull();
        await house.Sandbox.ForgetRequests();
        await house.Pass(TimeSpan.FromMinutes(1));
        await house.Pass(TimeSpan.FromMinutes(1));
        (await house.State(connected.Value)).ShouldBe(CrmConnectionState.Paused);
        (await house.Sandbox.Requests()).ShouldBeEmpty("nothing is read while it is paused");

        (await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Resume(connected.Value, Ct))).Problem.ShouldBeNull();
        for (var i = 0; i < 5 && await house.State(connected.Value) != CrmConnectionState.Live; i++)
            await house.Pass(TimeSpan.FromSeconds(20));
        (await house.State(connected.Value)).ShouldBe(CrmConnectionState.Live);
    }

    [Fact]
    public async Task What_is_brought_back_from_the_bin_is_back()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag(), "Phoenix Works", "phoenix.example");
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Delete(Kind, CrmObject.Deal, made.Deal);
        await house.Pass(TimeSpan.FromMinutes(6));
        (await house.Held(connection, CrmObject.Deal, made.Deal))!.Deleted.ShouldBeTrue();
        (await Deal(made.Deal)).Deleted.ShouldBeTrue();

        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Sandbox.Undelete(CrmObject.Deal, made.Deal);
        await house.Pass(Interval);
        (await house.Held(connection, CrmObject.Deal, made.Deal))!.Deleted.ShouldBeFalse();
        var deal = await Deal(made.Deal);
        (deal.Deleted, deal.State).ShouldBe((false, global::Entente.Pipeline.OpportunityState.Open));
    }

    [Fact]
    public async Task What_Entente_wrote_to_a_merged_record_goes_over_to_the_survivor()
    {
        var (loser, winner) = (await house.RepMakesADeal(Kind, house.Tag()), await house.RepMakesADeal(Kind, house.Tag()));
        var connection = await house.Connect(Kind);
        await Write(connection, loser.Deal, "merged-" + loser.Deal, (EntenteFields.RegistrationNumber, "DR-7"));
        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var survivor = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [winner.Deal], CrmLane.Push, Ct)).Value.Records.Single();
            await house.Delete(Kind, CrmObject.Deal, loser.Deal);
            var mirror = scope.ServiceProvider.GetRequiredService<MirrorWriter>();
            var merged = survivor with { Absorbed = [loser.Deal] };
            await mirror.Apply(new MirrorPage(connection, CrmObject.Deal, SyncSource.Push, [merged]), Ct);
        }
        await house.House.Work();
        var there = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [winner.Deal], CrmLane.Push, Ct)).Value.Records.Single();
        there[EntenteFields.RegistrationNumber].ShouldBe("DR-7", "the survivor stands for both");
        (
            await house.House.Act<CrmApi, string?>(
                house.Entente,
                api => api.CrmIdOf(connection, CrmObject.Deal, "merged-" + loser.Deal, Ct)
            )
        ).ShouldBe(winner.Deal);
        (await Inspect(connection, loser.Deal)).MergedInto.ShouldBe(winner.Deal);
        (await Inspect(connection, winner.Deal)).FormerIds.ShouldBe([loser.Deal]);

        // A write that still names the old one reaches the survivor.
        await Write(connection, loser.Deal, "merged-" + loser.Deal, (EntenteFields.RegistrationStatus, "Extended"));
        there = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [winner.Deal], CrmLane.Push, Ct)).Value.Records.Single();
        there[EntenteFields.RegistrationStatus].ShouldBe("Extended");
    }

    private async Task<CrmWriteId> Write(CrmConnectionId connection, string deal, string ours, params (string Key, string? Value)[] fields)
    {
        CrmWriteId id;
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var step = new global::Entente.Crm.Write.CrmWriteStep(
                CrmObject.Deal,
                ours,
                deal,
                fields.ToDictionary(f => f.Key, f => f.Value),
                []
            );
            id = scope
                .ServiceProvider.GetRequiredService<CrmApi>()
                .Stage(connection, new(new SubjectRef("registration", Guid.Empty), [step]));
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        await house.House.Work();
        return id;
    }

    private Task<global::Entente.Pipeline.Model.Opportunity> Deal(string crmId) =>
        house.Ask(db => db.Set<global::Entente.Pipeline.Model.Opportunity>().AsNoTracking().SingleAsync(o => o.CrmId == crmId));

    private Task<int> Meddle(CrmConnectionId connection, string sql, string id) =>
        house.Ask(db =>
            db.Write(sql.Replace("where ", $"where connection_id = '{connection.Value}' and ", StringComparison.Ordinal), Ct, id)
        );

    private async Task<SyncHealth> Health(CrmConnectionId connection) =>
        (await house.House.Act<InspectConnection, Result<SyncHealth>>(house.Entente, i => i.Run(connection, Ct))).Value;

    private async Task<RecordInspection> Inspect(CrmConnectionId connection, string deal, bool ask = false) =>
        (
            await house.House.Act<InspectRecord, Result<RecordInspection>>(
                house.Entente,
                i => i.Run(connection, CrmObject.Deal, deal, ask, Ct)
            )
        ).Value;
}
