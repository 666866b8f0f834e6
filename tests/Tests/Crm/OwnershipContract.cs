using Entente.Crm;
using Entente.Crm.Inspect;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotOwnership(SyncHouse house) : OwnershipContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceOwnership(SyncHouse house) : OwnershipContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>Who has the last word on a field that both sides change; on both protocols.</summary>
public abstract partial class OwnershipContract(SyncHouse house)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(75);

    private protected abstract CrmKind Kind { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_somebody_puts_into_our_field_is_written_over_and_told()
    {
        var (connection, deal, _) = await Written();
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await Rep(deal, EntenteFields.RegistrationStatus, "Made up");
        await house.Pass(Interval);
        await house.Pass(Interval);

        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("Approved");
        var inspected = await Inspect(connection, deal);
        var conflict = inspected.Conflicts.Single();
        (conflict.Field, conflict.Theirs, conflict.Ours, conflict.Winner).ShouldBe(
            (EntenteFields.RegistrationStatus, "Made up", "Approved", ConflictWinner.Entente)
        );
        var field = inspected.Fields.Single(f => f.Name == EntenteFields.RegistrationStatus);
        (field.Owner, field.Mirror, field.Written!.Stands, field.Written.Confirmed).ShouldBe((FieldOwner.Entente, "Approved", true, true));
        inspected.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_somebody_changes_in_the_CRMs_own_field_stands()
    {
        var (connection, deal, _) = await Written();
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await Rep(deal, CrmFields.Amount, "777");
        await house.Pass(Interval);
        await house.Pass(Interval);

        (await InCrm(deal))[CrmFields.Amount].ShouldBe("777");
        var inspected = await Inspect(connection, deal);
        inspected.Conflicts.ShouldBeEmpty("a rep who moves a deal has no conflict with anybody");
        var field = inspected.Fields.Single(f => f.Name == CrmFields.Amount);
        (field.Mirror, field.Written!.Value, field.Written.Stands).ShouldBe(("777", "500", false));
        inspected.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Our_old_value_set_by_somebody_else_is_news_and_no_echo()
    {
        var (connection, deal, _) = await Written();
        foreach (var amount in new[] { "777", "500" })
        {
            house.House.Clock.Advance(TimeSpan.FromSeconds(10));
            await Rep(deal, CrmFields.Amount, amount);
            await house.Pass(Interval);
        }
        var told = await house.Ask(db =>
            db.Set<global::Entente.Platform.Outbox.OutboxEvent>()
                .Where(e => e.Name == "crm.deal_changed")
                .OrderBy(e => e.At)
                .Select(e => e.Payload)
                .ToListAsync()
        );
        told.RemoveAll(p => !p.Contains(deal));
        told.Count(p => p.Contains("\"byEntente\": true")).ShouldBe(1, "only what we wrote ourselves");
        told.Count(p => p.Contains("\"byEntente\": false")).ShouldBe(2);
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields.ShouldContain("500");
    }

    [Fact]
    public async Task An_admin_gives_a_field_to_whoever_changed_it_last()
    {
        var (connection, deal, _) = await Written();
        await Own(connection, EntenteFields.RegistrationStatus, FieldOwner.Newest);
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await Rep(deal, EntenteFields.RegistrationStatus, "By the rep");
        await house.Pass(Interval);
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("By the rep", "the rep was later");

        await Stage(connection, deal, Tagged, (EntenteFields.RegistrationStatus, "Extended"));
        await house.House.Work();
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("Extended", "now Entente was");
        // The connection is shared with the other tests.
        await Own(connection, EntenteFields.RegistrationStatus, null);
    }

    [Fact]
    public async Task A_field_that_is_only_filled_when_empty_is_left_as_it_is_otherwise()
    {
        var (connection, deal, _) = await Written();
        await Own(connection, CrmFields.NextStep, FieldOwner.OnlyIfEmpty);
        await Stage(connection, deal, Tagged, (CrmFields.NextStep, "Call them"));
        await house.House.Work();
        (await InCrm(deal))[CrmFields.NextStep].ShouldBe("Call them");

        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await Rep(deal, CrmFields.NextStep, "Visit them");
        await house.Pass(Interval);
        await Stage(connection, deal, Tagged, (CrmFields.NextStep, "Mail them"));
        await house.House.Work();
        (await InCrm(deal))[CrmFields.NextStep].ShouldBe("Visit them");
        await Own(connection, CrmFields.NextStep, null);
    }

    [Fact]
    public async Task What_a_rep_changed_after_a_lost_answer_survives_the_second_try()
    {
        var connection = await house.Connect(Kind);
        var tag = house.Tag();
        var write = await Stage(connection, null, tag, [.. Fields()]);
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "lostAnswer", 1);
        await house.House.Work();
        (await Entry(write)).State.ShouldBe(WriteState.Waiting);
        var made = (await house.Rep(Kind).Find(CrmObject.Deal, "deal-" + tag, Ct)).Value.Id.ShouldNotBeNull();

        house.House.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Rep(made, CrmFields.Amount, "901");
        for (var i = 0; i < 6 && (await Entry(write)).State == WriteState.Waiting; i++)
            await house.Pass(TimeSpan.FromSeconds(20));

        (await Entry(write)).State.ShouldBe(WriteState.Done);
        (await Entry(write)).ReadResults().Values.Single().ShouldBe(made, "it was made once");
        (await InCrm(made))[CrmFields.Amount].ShouldBe("901");
        (await InCrm(made))[EntenteFields.RegistrationStatus].ShouldBe("Approved");
    }

    [Fact]
    public async Task A_refused_write_that_is_tried_again_goes_over_nothing_decided_after_it()
    {
        var (connection, deal, tag) = await Written();
        // Refused: the account it is to be linked with was never written.
        var refused = await Stage(
            connection,
            deal,
            tag,
            [new(CrmObject.Account, EntenteId: "never-" + tag)],
            (EntenteFields.RegistrationStatus, "Old")
        );
        await house.House.Work();
        (await Entry(refused)).State.ShouldBe(WriteState.Failed);
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await Stage(connection, deal, tag, (EntenteFields.RegistrationStatus, "New"));
        await Stage(connection, null, "never-" + tag, CrmObject.Account, (CrmFields.Name, "Never " + tag));
        await house.House.Work();
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("New");

        (await house.House.Act<WorkErrorQueue, Result<int>>(house.Entente, q => q.RetryMany([refused], Ct))).Problem.ShouldBeNull();
        await house.House.Work();
        (await Entry(refused)).State.ShouldBe(WriteState.Done);
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("New");
    }

    [Fact]
    public async Task When_something_in_the_CRM_fights_back_Entente_stops_and_says_so()
    {
        var (connection, deal, _) = await Written();
        for (var i = 0; i < 8; i++)
        {
            house.House.Clock.Advance(TimeSpan.FromSeconds(10));
            await Rep(deal, EntenteFields.RegistrationStatus, "Automatic " + i);
            await house.Pass(Interval);
        }
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("Automatic 7");
        var conflicts = (await Inspect(connection, deal)).Conflicts;
        conflicts.Count(c => c.Winner == ConflictWinner.Entente).ShouldBe(5);
        conflicts.Count(c => c.Winner == ConflictWinner.Nobody).ShouldBe(1, "said once");
    }

    [Fact]
    public async Task Two_writes_of_one_record_that_run_at_the_same_time_end_in_the_order_they_were_decided()
    {
        var (connection, deal, tag) = await Written();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                // Named by our id and by the CRM's, in turn: it is one record.
                var (id, ours) = i % 2 == 0 ? (deal, "other-" + tag) : (null, tag);
                await Stage(connection, id, ours, (EntenteFields.RegistrationStatus, $"Round {round} step {i}"));
                house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
            var worker = house.House.Services.GetRequiredService<global::Entente.Platform.Jobs.Worker>();
            for (var left = 1; left > 0; )
            {
                await worker.Step(4, Ct);
                left = await house.Ask(db => db.Set<WriteEntry>().CountAsync(w => w.State == WriteState.Waiting));
                house.House.Clock.Advance(TimeSpan.FromSeconds(1));
            }
            (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe($"Round {round} step 3");
        }
    }

    [Fact]
    public async Task A_write_waits_for_an_earlier_one_that_names_the_record_otherwise()
    {
        var (connection, deal, tag) = await Written();
        var first = await Stage(connection, null, tag, (EntenteFields.RegistrationStatus, "First"));
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Stage(connection, deal, "other-" + tag, (EntenteFields.RegistrationStatus, "Second"));
        await house.Sandbox.Break(SyncHouse.Protocol(Kind), "serverError", 1);
        await house.House.Work();
        (await Entry(first)).State.ShouldBe(WriteState.Waiting);
        (await Entry(second)).State.ShouldBe(WriteState.Waiting, "our id and the CRM's mean one record");
        for (var i = 0; i < 4; i++)
            await house.Pass(TimeSpan.FromSeconds(20));
        (await Entry(first)).State.ShouldBe(WriteState.Done);
        (await Entry(second)).State.ShouldBe(WriteState.Done);
        (await InCrm(deal))[EntenteFields.RegistrationStatus].ShouldBe("Second");
    }
}
