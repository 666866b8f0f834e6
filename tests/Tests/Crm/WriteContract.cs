using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotWrites(SyncHouse house) : WriteContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceWrites(SyncHouse house) : WriteContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>What Entente decides reaches the CRM once, whatever happens on the way; on both protocols.</summary>
public abstract partial class WriteContract(SyncHouse house)
{
    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claim_is_written_whole_and_stands_in_the_mirror_at_once()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var write = await Stage(connection, Claim(tag));
        await house.House.Work();

        var entry = await Entry(write);
        entry.State.ShouldBe(WriteState.Done);
        var ids = entry.ReadResults();
        ids.Count.ShouldBe(4);
        (await house.Held(connection, CrmObject.Deal, ids["deal-" + tag]))!.Fields.ShouldContain("Northwind");
        (await house.House.Act<CrmApi, string?>(house.Entente, api => api.CrmIdOf(connection, CrmObject.Deal, "deal-" + tag, Ct))).ShouldBe(
            ids["deal-" + tag]
        );
        var told = await Told("crm.written");
        told.ShouldContain(p => p.Contains(ids["deal-" + tag]));
        (await Told("crm.deal_changed")).ShouldContain(p => p.Contains(ids["deal-" + tag]) && p.Contains("\"byEntente\": true"));
    }

    [Fact]
    public async Task What_we_wrote_is_no_news_when_the_cursor_brings_it_back()
    {
        var connection = await house.Connect(Kind);
        // What the rep of another test left in the CRM comes in first.
        await house.Pass(TimeSpan.FromSeconds(75));
        await house.Pass(TimeSpan.FromSeconds(75));
        await Stage(connection, Claim(house.Tag()));
        await house.House.Work();
        var before = await house.Ask(db =>
            db.Set<SyncBatch>().CountAsync(b => b.ConnectionId == connection && b.Source != SyncSource.Backfill)
        );
        await house.Pass(TimeSpan.FromSeconds(75));
        await house.Pass(TimeSpan.FromSeconds(75));
        (
            await house.Ask(db => db.Set<SyncBatch>().CountAsync(b => b.ConnectionId == connection && b.Source != SyncSource.Backfill))
        ).ShouldBe(before);
    }

    [Theory]
    [InlineData("lostAnswer")]
    [InlineData("serverError")]
    [InlineData("rateLimited")]
    public async Task Faults_on_the_way_delay_it_and_double_nothing(string fault)
    {
        var connection = await house.Connect(Kind);
        var before = await Counts();
        var write = await Stage(connection, Claim(house.Tag()));
        // A refused limit makes every call of the connection wait for real: one is enough there.
        for (var i = 0; i < (fault == "rateLimited" ? 1 : 12) && (await Entry(write)).State == WriteState.Waiting; i++)
        {
            await house.Sandbox.Break(SyncHouse.Protocol(Kind), fault, 1);
            await house.Pass(TimeSpan.FromSeconds(30));
        }
        await Mend();
        // A limit that was reached holds the connection for minutes of real time; a new pace begins afresh.
        (await Act<ChangeConnection, Result>(c => c.Pace(connection, 60, 9_000 + house.Next(), Ct))).Problem.ShouldBeNull();
        await house.Pass(TimeSpan.FromMinutes(20));
        await house.Pass(TimeSpan.FromMinutes(20));

        var ended = await Entry(write);
        ended.State.ShouldBe(WriteState.Done, $"{ended.ErrorCode}: {ended.ErrorMessage}");
        var after = await Counts();
        (
            after.Companies - before.Companies,
            after.Contacts - before.Contacts,
            after.Deals - before.Deals,
            after.Notes - before.Notes
        ).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public async Task A_refused_write_waits_in_the_error_queue_with_its_cause_and_can_be_tried_again()
    {
        var connection = await house.Connect(Kind);
        var write = await Stage(
            connection,
            new CrmWriteBack(Subject, [Step(CrmObject.Account, "bad-" + house.Tag(), (CrmFields.City, "Nowhere"))])
        );
        await house.House.Work();

        (await Entry(write)).State.ShouldBe(WriteState.Failed);
        (await Told("crm.write_failed")).ShouldContain(p => p.Contains(write.Value.ToString()));
        var queue = await Act<ShowErrorQueue, ErrorQueueView>(q => q.Run(new ErrorFilter(Connection: connection), 1, 100, Ct));
        var error = queue.Errors.Single(e => e.Id == write);
        error.Cause.What.ShouldNotBeEmpty();
        (error.On, error.CrmId, error.Done).ShouldBe((CrmObject.Account, null, 0));

        var same = new ErrorFilter(error.Code, CrmObject.Account, connection);
        (await Act<WorkErrorQueue, Result<int>>(q => q.RetryMatching(same with { On = CrmObject.Note }, Ct))).Problem!.Code.ShouldBe(
            "crm.no_write"
        );
        (await Act<WorkErrorQueue, Result<int>>(q => q.RetryMatching(same, Ct))).Problem.ShouldBeNull();
        (await Entry(write)).State.ShouldBe(WriteState.Waiting);
        await house.House.Work();
        (await Entry(write)).State.ShouldBe(WriteState.Failed);
        (await Act<WorkErrorQueue, Result<int>>(q => q.Ignore(write, " ", Ct))).Problem!.Code.ShouldBe("crm.no_reason");
        (await Act<WorkErrorQueue, Result<int>>(q => q.Ignore(write, "A test account", Ct))).Value.ShouldBe(1);
        (await Entry(write)).LeftBecause.ShouldBe("A test account");
        (await Act<WorkErrorQueue, Result<int>>(q => q.Ignore(write, "A test account", Ct))).Problem!.Code.ShouldBe("crm.no_write");
    }

    [Fact]
    public async Task A_paused_connection_keeps_writes_until_it_is_taken_up_again()
    {
        var connection = await house.Connect(Kind);
        (await Act<ChangeConnection, Result>(c => c.Pause(connection, Ct))).Problem.ShouldBeNull();
        var write = await Stage(connection, Claim(house.Tag()));
        await house.Pass(TimeSpan.FromMinutes(5));
        (await Entry(write)).State.ShouldBe(WriteState.Waiting);
        (await Act<ChangeConnection, Result>(c => c.Pause(connection, Ct))).Problem!.Code.ShouldBe("crm.wrong_state");

        (await Act<ChangeConnection, Result>(c => c.Resume(connection, Ct))).Problem.ShouldBeNull();
        await house.Pass(TimeSpan.FromMinutes(1));
        (await Entry(write)).State.ShouldBe(WriteState.Done);
    }

    [Fact]
    public async Task Refused_credentials_stop_everything_and_new_ones_set_it_going()
    {
        var connection = await house.Connect(Kind);
        var write = await Stage(connection, Claim(house.Tag()));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "unauthorized", 2);
        await house.House.Work();
        (await house.State(connection)).ShouldBe(CrmConnectionState.Broken);
        (await Told("crm.connection_broken")).ShouldNotBeEmpty();
        await Mend();

        var wrong = await Act<ConnectCrm, Result<CrmConnectionId>>(c => c.Run(house.Credentials(Kind, wrong: true), Ct));
        wrong.Problem!.Code.ShouldBe("crm.refused");
        var again = await Act<ConnectCrm, Result<CrmConnectionId>>(c => c.Run(house.Credentials(Kind), Ct));
        again.Value.ShouldBe(connection, "the same account is the same connection");
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);
        await house.Pass(TimeSpan.FromMinutes(1));
        (await Entry(write)).State.ShouldBe(WriteState.Done);
    }

    [Fact]
    public async Task A_write_of_a_save_that_never_committed_is_never_sent()
    {
        var connection = await house.Connect(Kind);
        var before = await Counts();
        await using (var scope = house.House.As(house.House.Corvane))
        {
            await using var held = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Hold([], Ct);
            scope.ServiceProvider.GetRequiredService<CrmApi>().Stage(connection, Claim(house.Tag()));
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        await house.House.Work();
        (await Counts()).ShouldBe(before);
    }

    private static SubjectRef Subject => new("registration", Guid.Empty);

    private CrmWriteBack Claim(string tag) =>
        new(
            Subject,
            [
                Step(CrmObject.Account, "account-" + tag, (CrmFields.Name, "Claimed " + tag), (CrmFields.Domain, tag + ".claimed.example")),
                Step(
                    CrmObject.Contact,
                    "contact-" + tag,
                    (CrmFields.LastName, "Okafor"),
                    (CrmFields.Email, $"o@{tag}.claimed.example")
                ) with
                {
                    Links = [new(CrmObject.Account, EntenteId: "account-" + tag)],
                },
                Step(
                    CrmObject.Deal,
                    "deal-" + tag,
                    [.. SyncHouse.DealFields(Kind, "Deal " + tag).Select(f => (f.Key, f.Value)), (EntenteFields.Partner, "Northwind")]
                ) with
                {
                    Links =
                    [
                        new(CrmObject.Account, EntenteId: "account-" + tag),
                        new(CrmObject.Contact, EntenteId: "contact-" + tag, Role: "Decision Maker", Primary: true),
                    ],
                },
                Step(
                    CrmObject.Note,
                    "note-" + tag,
                    (CrmFields.Subject, "Registered"),
                    (CrmFields.Body, "By Northwind"),
                    (CrmFields.At, "2026-03-12T10:00:00.000Z")
                ) with
                {
                    Links = [new(CrmObject.Deal, EntenteId: "deal-" + tag)],
                },
            ]
        );

    private static CrmWriteStep Step(CrmObject kind, string id, params (string Key, string? Value)[] fields) =>
        new(kind, id, null, fields.ToDictionary(f => f.Key, f => f.Value), []);

    private async Task<CrmWriteId> Stage(CrmConnectionId connection, CrmWriteBack what)
    {
        await using var scope = house.House.As(house.House.Corvane);
        var id = scope.ServiceProvider.GetRequiredService<CrmApi>().Stage(connection, what);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return id;
    }

    private Task<WriteEntry> Entry(CrmWriteId id) => house.Ask(db => db.Set<WriteEntry>().AsNoTracking().SingleAsync(w => w.Id == id));

    private Task<List<string>> Told(string name) =>
        house.Ask(db => db.Set<OutboxEvent>().Where(e => e.Name == name).Select(e => e.Payload).ToListAsync());

    private Task<TResult> Act<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull => house.House.Act(house.Entente, act);

    private Task Mend() => house.Sandbox.Http.DeleteAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/faults"), Ct);

    private async Task<(long Companies, long Contacts, long Deals, long Notes)> Counts() =>
        (
            await house.Sandbox.Count("companies"),
            await house.Sandbox.Count("contacts"),
            await house.Sandbox.Count("deals"),
            await house.Sandbox.Count("notes")
        );
}
