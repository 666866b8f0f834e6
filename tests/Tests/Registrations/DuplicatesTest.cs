using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Duplicates;
using Entente.Crm.Index;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Duplicates;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Accounts of the CRM that are one company: found, compared side by side, decided by a person, merged by nobody but the CRM.</summary>
public sealed class DuplicatesTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => RegistrationStory.Ct;

    private DuplicateStory Story => new(house.Services, house.Corvane, house.Clock);

    public ValueTask InitializeAsync() => house.InitializeAsync();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private async Task<Result> TakeBack(AccountId one, AccountId other)
    {
        await using var scope = house.As(Maren);
        var said = await VerdictSql.Around(scope.ServiceProvider.GetRequiredService<EntenteDb>(), [CompanyMark.Of(one)], Ct);
        var word = said.Of(CompanyMark.Of(one), CompanyMark.Of(other)).ShouldNotBeNull();
        return await scope.ServiceProvider.GetRequiredService<TakeBackVerdict>().Run(word.Id, Ct);
    }

    private Actor Maren =>
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Maren Voss",
            Permissions: Permissions.Of(StaffRole.PartnerManager)
        );

    [Fact]
    public async Task Two_accounts_of_one_company_are_found_and_called_the_same_once_for_all()
    {
        var (a, b) = await Story.Pair("Brackwell Instruments");
        var found = await Story.One("Brackwell Instruments");
        found.Size.ShouldBe(2);
        found.Because.ShouldContain("Same core name");
        var story = await RegistrationStory.In(house);
        var claim = await story.Submitted(story.Ines, "Brackwell Instruments");

        (await Decide(found.Id, DuplicateDecision.Same, [a, b], keep: b)).Problem.ShouldBeNull();
        await house.Work();

        (await Views(found.Id)).ShouldBe(DuplicateView.Merge);
        var asked = (
            await Story.Ask(db => db.Set<WriteEntry>().Where(w => w.SubjectKind == DuplicateId.SubjectKind).ToListAsync(Ct))
        ).ShouldHaveSingleItem();
        asked.Steps.ShouldContain("Merge duplicates of Brackwell Instruments");
        // What one of them is, the other is: a claim by the one's keys meets what hangs on the other.
        var facts = await Facts(claim);
        facts.Candidates.Count(c => c.Certain).ShouldBe(2);
        facts.Candidates.ShouldAllBe(c => c.Judged == PairVerdict.Same);

        // Taken back, nothing is to be merged: it is a question again.
        (await TakeBack(b, a)).Problem.ShouldBeNull();
        await house.Work();
        (await Views(found.Id)).ShouldBe(DuplicateView.Open);
        (await Facts(claim)).Candidates.ShouldAllBe(c => c.Said == null);
    }

    [Fact]
    public async Task Different_ones_never_come_back_and_those_that_can_wait_do()
    {
        var (a, b) = await Story.Pair("Cindermoor Glass");
        var id = (await Story.One("Cindermoor Glass")).Id;
        (await Decide(id, DuplicateDecision.Later, [])).Problem.ShouldBeNull();
        (await Views(id)).ShouldBe(DuplicateView.Later);
        (await Story.List("Cindermoor Glass", DuplicateView.Open)).ShouldBeEmpty();
        (await Story.List("Cindermoor Glass", DuplicateView.Later)).ShouldHaveSingleItem();
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await Views(id)).ShouldBe(DuplicateView.Open);

        (await Decide(id, DuplicateDecision.Different, [a, b], why: "Father and son, two firms")).Problem.ShouldBeNull();
        await house.Work();
        (await Story.List("Cindermoor Glass", DuplicateView.Open)).ShouldBeEmpty();
        await Story.Whole();
        (await Story.List("Cindermoor Glass", DuplicateView.Open)).ShouldBeEmpty();
        (await Story.Ask(db => db.Set<WriteEntry>().CountAsync(w => w.SubjectKind == DuplicateId.SubjectKind, Ct))).ShouldBe(0);

        // Taken back, it is a question again.
        (await TakeBack(b, a)).Problem.ShouldBeNull();
        await house.Work();
        (await Story.List("Cindermoor Glass", DuplicateView.Open)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task When_an_account_changes_only_what_it_touches_is_looked_at_anew()
    {
        await Story.Pair("Dunlaw Shipping");
        await Story.Pair("Eskgate Paper");
        var (other, mine) = (await Story.One("Dunlaw Shipping"), await Story.One("Eskgate Paper"));
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await Story.Ask(db =>
            db.Write(
                "update crm_account set name = 'Quite Another Trade', name_key = 'quiteanothertrade', changed_at = clock_timestamp() where name = 'Eskgate Paper Ltd'",
                Ct
            )
        );
        var third = await Story.Account("Dunlaw Shipping Company", null);
        Story.Indexed();

        await Story.Pass();

        (await Story.List("Eskgate Paper", DuplicateView.Open)).ShouldBeEmpty();
        (await Story.List("Quite Another", DuplicateView.Open)).ShouldBeEmpty();
        var grown = await Story.One("Dunlaw Shipping");
        (grown.Size, grown.Id == other.Id).ShouldBe((3, false));
        (await Story.Ask(db => db.Set<DuplicateRow>().AnyAsync(d => d.Id == mine.Id, Ct))).ShouldBeFalse();
        (await Story.Ask(db => db.Set<DuplicateMember>().CountAsync(m => m.AccountId == third, Ct))).ShouldBe(1);

        // What did not change keeps its id and its day.
        await Story.Whole();
        (await Story.One("Dunlaw Shipping")).ShouldBe(grown);
    }

    [Fact]
    public async Task A_decision_needs_two_accounts_one_that_stays_and_a_role()
    {
        var (a, b) = await Story.Pair("Fernhope Dairies");
        var id = (await Story.One("Fernhope Dairies")).Id;

        (await Decide(id, DuplicateDecision.Same, [a], keep: a)).Problem!.Fields!.Keys.ShouldBe(["accounts"]);
        (await Decide(id, DuplicateDecision.Same, [a, b])).Problem!.Fields!.Keys.ShouldBe(["keep"]);
        (await Decide(id, null, [a, b])).Problem!.Fields!.Keys.ShouldBe(["decision"]);
        (await Decide(new(Guid.Empty), DuplicateDecision.Same, [a, b], keep: a)).Problem!.Kind.ShouldBe(ProblemKind.Conflict);
        var reader = Maren with { Permissions = Permissions.Of(StaffRole.Sales) };
        (
            await house.Act<DecideDuplicate, Result>(reader, d => d.Run(new(id, DuplicateDecision.Different, [a, b]), Ct))
        ).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await Views(id)).ShouldBe(DuplicateView.Open);
        await using var scope = house.As(house.Other);
        (await scope.ServiceProvider.GetRequiredService<DuplicateDesk>().Count(DuplicateView.Open, Ct)).ShouldBe(0, "another workspace");
    }

    private async Task<ClaimFacts> Facts(string number)
    {
        var registration = await Story.Ask(db => db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Number == number, Ct));
        return (
            await house.Act<ClaimWorld, ClaimFacts?>(
                Actor.System(house.Corvane.Id),
                w => w.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, Ct)
            )
        )!;
    }

    private Task<DuplicateView> Views(DuplicateId id) =>
        house.Act<DuplicateDesk, DuplicateView>(Maren, async d => (await d.Load(id, Ct))!.View);

    private Task<Result> Decide(
        DuplicateId id,
        DuplicateDecision? decision,
        IReadOnlyList<AccountId> accounts,
        AccountId? keep = null,
        string? why = null
    ) => house.Act<DecideDuplicate, Result>(Maren, d => d.Run(new(id, decision, accounts, keep, why), Ct));
}

/// <summary>A mirror of a few accounts, and the job that looks for duplicates in it.</summary>
internal sealed class DuplicateStory(IServiceProvider services, WorkspaceCard workspace, TestClock clock)
{
    private static int made;

    private static CancellationToken Ct => RegistrationStory.Ct;

    public async Task<(AccountId, AccountId)> Pair(string name)
    {
        var (first, second) = (await Account(name + " Ltd", null), await Account(name, null));
        Indexed();
        await Whole();
        return (first, second);
    }

    // As the mirror keeps it, with a connection to know it by.
    public async Task<AccountId> Account(string name, string? domain)
    {
        await using var scope = As();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        if (await db.Set<CrmConnection>().Select(c => (CrmConnectionId?)c.Id).FirstOrDefaultAsync(Ct) is not { } connection)
        {
            connection = Ids.New<CrmConnectionId>(clock.Now);
            var keys = services.GetRequiredService<SecretBox>().Close(CrmCredentials.Purpose, Json.Write(new CrmCredentials("pat")));
            db.Add(CrmConnection.Connect(connection, CrmKind.HubSpot, "http://localhost:1", "v3", keys, clock.Now));
            await db.SaveChangesAsync(Ct);
        }
        var id = Ids.New<AccountId>(clock.Now);
        await db.Write(
            """
            insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, is_customer, deleted, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, false, false, clock_timestamp())
            """,
            Ct,
            workspace.Id.Value,
            id.Value,
            connection.Value,
            $"d{Interlocked.Increment(ref made)}",
            name,
            CompanyName.Of(name).Key,
            domain
        );
        return id;
    }

    // As the mirror's writer does.
    public void Indexed() => services.GetRequiredService<AccountIndexes>().Stale(workspace.Id);

    /// <summary>As once a day.</summary>
    public async Task Whole()
    {
        await Ask(db => db.Write("delete from crm_duplicate_walk", Ct));
        await Pass();
    }

    public async Task Pass()
    {
        await using var scope = As();
        await scope.ServiceProvider.GetRequiredService<FindDuplicates>().Run(clock.Now, Ct);
    }

    public async Task<DuplicateLine> One(string name) => (await List(name, DuplicateView.Open)).ShouldHaveSingleItem();

    public async Task<IReadOnlyList<DuplicateLine>> List(string name, DuplicateView view)
    {
        await using var scope = As();
        return (await scope.ServiceProvider.GetRequiredService<DuplicateDesk>().List(new(view, name), 1, Ct)).Lines;
    }

    public async Task<T> Ask<T>(Func<EntenteDb, Task<T>> ask)
    {
        await using var scope = As();
        return await ask(scope.ServiceProvider.GetRequiredService<EntenteDb>());
    }

    private AsyncServiceScope As()
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id));
        return scope;
    }
}
