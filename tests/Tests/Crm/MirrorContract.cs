using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Index;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Outbox;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotMirror(SyncHouse house) : MirrorContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceMirror(SyncHouse house) : MirrorContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>The mirror follows the CRM: first load, cursor, deletions; on both protocols.</summary>
public abstract partial class MirrorContract(SyncHouse house)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(75);

    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_load_brings_everything_and_goes_live()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag(), "Brightwater Marine", "brightwater.example");
        var connection = await house.Connect(Kind);
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);

        foreach (
            var (kind, id) in new[] { (CrmObject.Account, made.Account), (CrmObject.Contact, made.Contact), (CrmObject.Deal, made.Deal) }
        )
            (await house.Held(connection, kind, id)).ShouldNotBeNull();
        var account = await house.House.Act<CrmApi, IReadOnlyList<AccountCard>>(
            house.Entente,
            api => api.AccountsWithDomain(Domain.Of("www.brightwater.example")!.Value, Ct)
        );
        account.Single().CrmId.ShouldBe(made.Account);
        var contacts = await house.House.Act<CrmApi, IReadOnlyList<ContactCard>>(house.Entente, api => api.ContactsOf(account[0].Id, Ct));
        contacts.Single().CrmId.ShouldBe(made.Contact);
        (await house.Ask(db => db.Set<OutboxEvent>().Select(e => e.Payload).ToListAsync())).ShouldNotContain(
            p => p.Contains(made.Deal),
            "the first load is no news"
        );
        var stages = await house.House.Act<CrmApi, List<CrmStageCard>>(house.Entente, api => api.Stages(connection, Ct));
        stages.Count(s => s.Won).ShouldBe(1);
        (await house.House.Act<CrmApi, List<CrmOwner>>(house.Entente, api => api.Owners(connection, Ct))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_name_somebody_mistypes_finds_the_account()
    {
        await house.RepMakesADeal(Kind, house.Tag(), "Kestrel Quay Shipping", "kestrelquay.example");
        await house.Connect(Kind);
        var found = await house.House.Act<CrmApi, AccountCandidates>(
            house.Entente,
            api => api.Candidates("Kestral Quay Shiping Ltd", null, 5, Ct)
        );
        found.Complete.ShouldBeTrue();
        found.Found[0].Account.Name.ShouldBe("Kestrel Quay Shipping");

        await house.RepMakesADeal(Kind, house.Tag(), "Larkspur Foundry", "larkspur.example");
        await house.Pass(Interval);
        var later = await house.House.Act<CrmApi, AccountCandidates>(
            house.Entente,
            api => api.Candidates("larkspur foundry inc", null, 5, Ct)
        );
        later.Found[0].Account.Name.ShouldBe("Larkspur Foundry");
    }

    [Fact]
    public async Task What_this_process_has_just_mirrored_is_found_by_the_very_next_question()
    {
        var connection = await house.Connect(Kind);
        // Each round asks and mirrors within some milliseconds: whoever waits for the index to age is told of nobody.
        foreach (var name in (string[])["Hallamfield Weavers", "Ostwick Granaries", "Penhallow Castings", "Quernmore Lathes"])
        {
            var made = await house.Rep(Kind).Upsert(new(CrmObject.Account, house.Tag(), null, Named(name), []), Ct);
            (await Ask(name)).Found.ShouldNotContain(f => f.Account.Name == name);
            await house.Fetch(connection, CrmObject.Account, made.Value.Id);
            (await Ask(name)).Found.ShouldContain(f => f.Account.Name == name);
        }

        Task<AccountCandidates> Ask(string name) =>
            house.House.Act<CrmApi, AccountCandidates>(house.Entente, api => api.Candidates(name + " Ltd", null, 5, Ct));
        static Dictionary<string, string?> Named(string name) => new() { [CrmFields.Name] = name };
    }

    [Fact]
    public async Task A_change_whose_push_was_lost_comes_with_the_cursor()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromSeconds(5));
        await house.RepChanges(Kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "Send the contract");
        await house.Pass(Interval);

        (await house.Held(connection, CrmObject.Deal, made.Deal))!.Fields.ShouldContain("Send the contract");
        var told = await house.Ask(db =>
            db.Set<OutboxEvent>().Where(e => e.Name == "crm.deal_changed").Select(e => e.Payload).ToListAsync()
        );
        told.ShouldContain(p => p.Contains(made.Deal) && p.Contains("\"byEntente\": false"));
    }

    [Fact]
    public async Task A_deal_made_with_its_account_finds_it_and_reaches_its_owner()
    {
        var connection = await house.Connect(Kind);
        var made = await house.RepMakesADeal(Kind, house.Tag(), "Orchard & Pine", "orchardpine.example");
        var binding = new RecordingBinding();
        await using var scope = house.House.As(house.House.Corvane);
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<EntenteDb>();
        var connectors = services.GetRequiredService<CrmConnectors>();
        var conflicts = services.GetRequiredService<FieldConflicts>();
        var indexes = services.GetRequiredService<AccountIndexes>();
        var pull = new Pull(
            db,
            new MirrorWriter(db, [binding], connectors, conflicts, indexes, services.GetRequiredService<ErasedMarks>(), house.House.Clock),
            connectors
        );
        (
            await pull.Records(
                connection,
                await connectors.Of(connection, Ct),
                CrmObject.Deal,
                [(made.Deal, 1)],
                SyncSource.Push,
                house.House.Clock.Now,
                Ct
            )
        ).ShouldBeNull();

        var deal = binding.Seen.Single();
        deal.Record[CrmFields.Amount].ShouldBe("500");
        deal.Account.ShouldNotBeNull();
        deal.Contacts.Count.ShouldBe(1);
        (deal.ByEntente, deal.Initial).ShouldBe((false, false));
    }

    [Fact]
    public async Task What_is_deleted_in_the_CRM_is_hidden_and_kept()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag(), "Fallow Ltd", "fallow.example");
        var connection = await house.Connect(Kind);
        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Delete(Kind, CrmObject.Account, made.Account);
        await house.Pass(TimeSpan.FromMinutes(6));

        var held = (await house.Held(connection, CrmObject.Account, made.Account))!;
        held.Deleted.ShouldBeTrue();
        held.Fields.ShouldContain("Fallow Ltd");
        (
            await house.House.Act<CrmApi, IReadOnlyList<AccountCard>>(
                house.Entente,
                api => api.AccountsWithDomain(Domain.Of("fallow.example")!.Value, Ct)
            )
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_load_that_is_cut_off_goes_on_where_it_stood()
    {
        var connected = await house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(house.Credentials(Kind), Ct));
        await house.House.Act<StartSync, Result<StartSync.Started>>(house.Entente, s => s.Run(connected.Value, Ct));
        for (var cut = 0; cut < 6; cut++)
        {
            await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
            await house.Pass(TimeSpan.FromSeconds(6));
        }
        await house.Sandbox.Http.DeleteAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/faults"), Ct);
        for (var i = 0; i < 5 && await house.State(connected.Value) != CrmConnectionState.Live; i++)
            await house.Pass(TimeSpan.FromSeconds(20));

        (await house.State(connected.Value)).ShouldBe(CrmConnectionState.Live);
        var walked = await house.Ask(db =>
            db.Set<SyncCursor>()
                .Where(c => c.ConnectionId == connected.Value && c.Kind == CrmObject.Account && c.Walk == CursorOf.Backfill)
                .SingleAsync()
        );
        walked.Count.ShouldBe(await house.Sandbox.Count("companies"), "no page was read twice");
    }

    [Fact]
    public async Task A_record_named_again_while_it_was_fetched_stays_on_the_list()
    {
        var connection = await house.Connect(Kind);
        var id = "fetch-" + house.Tag();
        await using var scope = house.House.As(house.House.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var mirror = scope.ServiceProvider.GetRequiredService<MirrorWriter>();
        db.Add(
            new FetchRow
            {
                ConnectionId = connection,
                Kind = CrmObject.Account,
                CrmId = id,
                Named = 2,
                At = house.House.Clock.Now,
            }
        );
        await db.SaveChangesAsync(Ct);
        var page = new MirrorPage(connection, CrmObject.Account, SyncSource.Push, []);

        await mirror.Apply(page with { Fetched = [(id, 1)] }, Ct);
        (await db.Set<FetchRow>().CountAsync(f => f.CrmId == id, Ct)).ShouldBe(1);
        await mirror.Apply(page with { Fetched = [(id, 2)] }, Ct);
        (await db.Set<FetchRow>().CountAsync(f => f.CrmId == id, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_merge_leaves_one_account_and_everybody_finds_it_under_the_old_id()
    {
        var (loser, winner) = (
            await house.RepMakesADeal(Kind, house.Tag(), "Loser Ltd", "loser.example"),
            await house.RepMakesADeal(Kind, house.Tag(), "Winner Ltd", "winner.example")
        );
        var connection = await house.Connect(Kind);
        await using var scope = house.House.As(house.House.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var mirror = scope.ServiceProvider.GetRequiredService<MirrorWriter>();
        var later = house.House.Clock.Now.AddMinutes(1);
        var survivor = new CrmRecord(
            CrmObject.Account,
            winner.Account,
            new Dictionary<string, string?> { ["name"] = "Winner Ltd" },
            later,
            false,
            [],
            [loser.Account]
        );
        await mirror.Apply(new MirrorPage(connection, CrmObject.Account, SyncSource.Push, [survivor]), Ct);

        (await house.Held(connection, CrmObject.Account, loser.Account))!.Deleted.ShouldBeTrue();
        (await db.Set<ContactRow>().Where(c => c.CrmId == loser.Contact).Select(c => c.AccountCrmId).SingleAsync(Ct)).ShouldBe(
            winner.Account
        );
        var present = await Surroundings.Accounts(db, connection, [new CrmLink(CrmObject.Account, loser.Account)], Ct);
        present[loser.Account].ShouldBe(await db.Set<AccountRow>().Where(a => a.CrmId == winner.Account).Select(a => a.Id).SingleAsync(Ct));
        var again = await mirror.Apply(new MirrorPage(connection, CrmObject.Account, SyncSource.Poll, [survivor]), Ct);
        again.Changed.ShouldBe(0, "a merge that is known is no news");
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var made = await house.RepMakesADeal(Kind, house.Tag());
        await house.Connect(Kind);
        var other = house.House.Other;
        (await house.Ask(db => db.Set<MirroredRecord>().CountAsync(), other)).ShouldBe(0);
        (
            await house.Ask(db => db.Read("select crm_id from crm_account where crm_id = $1", r => r.GetString(0), Ct, made.Account), other)
        ).ShouldBeEmpty();
        (
            await house.House.Act<CrmApi, AccountCandidates>(Actor.System(other.Id), api => api.Candidates("Vantor Logistics", null, 5, Ct))
        ).Found.ShouldBeEmpty();
    }
}
