using System.Net.Http.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotMapping(SyncHouse house) : MappingContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override string Long => "description";

    [Fact]
    public async Task A_field_that_is_deleted_in_the_CRM_is_told_the_same_day_with_what_it_concerns()
    {
        // Before anything has looked: what the account had is kept when it is connected.
        var connection = await House.Begin(Kind);
        var before = await Told();
        using var delete = new HttpRequestMessage(
            HttpMethod.Delete,
            new Uri(House.Sandbox.HubSpot, "/crm/v3/properties/deals/entente_incumbent")
        );
        delete.Headers.Authorization = new("Bearer", House.Sandbox.Options.HubSpotToken);
        (await House.Sandbox.Http.SendAsync(delete, Ct)).EnsureSuccessStatusCode();
        await House.House.Work();
        await House.Pass(TimeSpan.FromHours(25));
        await House.Pass(TimeSpan.FromMinutes(2));

        var view = (await Act<ShowConnection, IReadOnlyList<ConnectionView>>(s => s.All(House.House.Clock.GetUtcNow(), Ct))).Single();
        view.Drift.ShouldHaveSingleItem().Sentence.ShouldContain("Affected: Incumbent");
        (await Told()).ShouldBe(before + 1);

        // Noticed once, however often one looks; made anew, it is settled.
        await House.Pass(TimeSpan.FromHours(25));
        (await Told()).ShouldBe(before + 1);
        (await Act<StartSync, Result<StartSync.Started>>(s => s.Run(connection, Ct))).Value.FieldsMade.ShouldBe([
            "deals.entente_incumbent",
        ]);
        await House.Pass(TimeSpan.FromHours(25));
        (await House.Ask(db => db.Set<DriftRow>().CountAsync(Ct))).ShouldBe(0);
    }

    private Task<int> Told() => House.Ask(db => db.Set<OutboxEvent>().CountAsync(e => e.Name == "crm.schema_drifted", Ct));
}

public sealed class SalesforceMapping(SyncHouse house) : MappingContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override string Long => "Description";
}

/// <summary>A connection's mapping, and that writes and mirror follow it; on both protocols.</summary>
public abstract class MappingContract(SyncHouse house)
{
    private protected SyncHouse House => house;

    private protected abstract CrmKind Kind { get; }

    /// <summary>A long text of a deal, by the CRM's own name.</summary>
    private protected abstract string Long { get; }

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_goes_where_the_field_is_mapped_and_the_mirror_reads_it_there()
    {
        var connection = await house.Connect(Kind);
        var saved = await Save(connection, Moved(FieldOwner.Newest), await Number(connection));
        saved.Problem.ShouldBeNull();
        saved.Value.ReadsAgain.ShouldBeTrue();
        await house.House.Work();
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);

        var deal = await Write(connection, "Co-sell with Northwind");
        var there = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], Entente.Crm.Lanes.CrmLane.Push, Ct)).Value.Records.Single();
        there[CrmFields.Description].ShouldBe("Co-sell with Northwind");
        there[EntenteFields.Motion].ShouldBeNull();
        var held = (await house.Held(connection, CrmObject.Deal, deal))!;
        held.Fields.ShouldContain("\"entente_motion\": \"Co-sell with Northwind\"");

        await house.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.Description, "Resell");
        await house.Pass(TimeSpan.FromMinutes(2));
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields.ShouldContain("\"entente_motion\": \"Resell\"");
        (await Save(connection, CrmMapping.None, await Number(connection))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_field_that_from_now_on_only_goes_to_the_CRM_is_not_fought_over()
    {
        var connection = await house.Connect(Kind);
        (await Save(connection, Moved(), await Number(connection))).Problem.ShouldBeNull();
        await house.House.Work();
        var deal = await Write(connection, "Co-sell");

        (await Save(connection, Moved(direction: FieldDirection.ToCrm), await Number(connection))).Problem.ShouldBeNull();
        await house.House.Work();
        await house.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.Description, "By a rep");
        await house.Pass(TimeSpan.FromMinutes(2));

        var there = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], Entente.Crm.Lanes.CrmLane.Push, Ct)).Value.Records.Single();
        there[CrmFields.Description].ShouldBe("By a rep", "what is not read cannot be held against what was written");
        (await house.Ask(db => db.Set<ConflictRow>().CountAsync(c => c.CrmId == deal, Ct))).ShouldBe(0);
        (await Save(connection, CrmMapping.None, await Number(connection))).Problem.ShouldBeNull();
        await house.House.Work();
    }

    [Fact]
    public async Task A_mapping_that_cannot_work_is_refused_with_the_reason_and_not_kept()
    {
        var connection = await house.Connect(Kind);
        var before = await Number(connection);
        var amount = Kind == CrmKind.HubSpot ? "amount" : "Amount";
        var odd = CrmMapping.None with
        {
            Fields = [Map(EntenteFields.Motion, amount, CrmFieldType.Number), Map(EntenteFields.Partner, "no_such_field")],
        };
        var refused = (await Save(connection, odd, before)).Problem!;
        refused.Code.ShouldBe("crm.mapping_cannot_work");
        refused.Fields!["Deal." + EntenteFields.Motion].ShouldContain("takes a number");
        refused.Fields["Deal." + EntenteFields.Partner].ShouldContain("has no field");
        (await Number(connection)).ShouldBe(before);
        (await Try(connection, odd)).Faults.Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_field_that_is_gone_is_noticed_within_a_day_and_struck_off_when_it_is_back()
    {
        var connection = await house.Connect(Kind);
        await Field(EntenteFields.Incumbent, deleted: true);
        (await Noticed(connection)).ShouldBeEmpty("nobody has looked");
        await house.Pass(TimeSpan.FromHours(25));
        await house.Pass(TimeSpan.FromMinutes(2));
        (await Noticed(connection)).ShouldHaveSingleItem().ShouldContain("incumbent", Case.Insensitive);

        await Field(EntenteFields.Incumbent, deleted: false);
        await house.Pass(TimeSpan.FromHours(25));
        await house.Pass(TimeSpan.FromMinutes(2));
        (await Noticed(connection)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_that_is_refused_for_a_field_that_is_gone_is_looked_into_at_once()
    {
        var connection = await house.Connect(Kind);
        await house.Pass(TimeSpan.FromHours(25));
        await Field(EntenteFields.Motion, deleted: true);
        await Write(connection, "Co-sell");
        await house.Pass(TimeSpan.FromMinutes(1));

        (await Noticed(connection)).ShouldHaveSingleItem().ShouldContain("motion", Case.Insensitive);
        await Field(EntenteFields.Motion, deleted: false);
        await house.Pass(TimeSpan.FromHours(25));
        await house.Pass(TimeSpan.FromMinutes(2));
        (await Noticed(connection)).ShouldBeEmpty();
    }

    private async Task Field(string name, bool deleted)
    {
        var order = new
        {
            @object = "deals",
            field = name,
            deleted,
        };
        using var answer = await house.Sandbox.Http.PostAsJsonAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/fields"), order, Ct);
        answer.EnsureSuccessStatusCode();
    }

    private Task<List<string>> Noticed(CrmConnectionId connection) =>
        house.Ask(db => db.Set<DriftRow>().Where(d => d.ConnectionId == connection).Select(d => d.Key).ToListAsync(Ct));

    [Fact]
    public async Task Every_version_is_kept_and_audited_and_an_old_page_does_not_write_over_a_newer_one()
    {
        var connection = await house.Connect(Kind);
        var first = await Number(connection);
        (await Save(connection, Moved(), first)).Value.Number.ShouldBe(first + 1);
        (await Save(connection, CrmMapping.None, first)).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await Save(connection, CrmMapping.None, first + 1)).Value.Number.ShouldBe(first + 2);
        var kept = await house.Ask(db =>
            db.Set<MappingVersion>().Where(m => m.ConnectionId == connection && m.Number > first).OrderBy(m => m.Number).ToListAsync(Ct)
        );
        kept.Select(k => k.Number).ShouldBe([first + 1, first + 2]);
        kept[0].Mapping.ShouldContain(EntenteFields.Motion);
        (await house.Ask(db => db.Set<AuditEntry>().CountAsync(a => a.SubjectKind == "crm_mapping", Ct))).ShouldBeGreaterThanOrEqualTo(2);
        await house.House.Work();
    }

    [Fact]
    public async Task A_dry_run_shows_both_sides_and_writes_nothing()
    {
        var connection = await house.Connect(Kind);
        var deal = await Write(connection, "Co-sell");
        var before = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], Entente.Crm.Lanes.CrmLane.Push, Ct)).Value.Records.Single();
        var number = await Number(connection);

        var result = await Try(connection, Moved());
        result.Faults.ShouldBeEmpty();
        var changes = result.Records.Single(r => r.Url.Contains(deal)).Changes;
        changes.ShouldContain(new DryRunChange(false, "Motion", "Co-sell", null));
        changes.ShouldContain(new DryRunChange(true, Long, null, "Co-sell"));
        var after = (await house.Rep(Kind).ReadByIds(CrmObject.Deal, [deal], Entente.Crm.Lanes.CrmLane.Push, Ct)).Value.Records.Single();
        after.ModifiedAt.ShouldBe(before.ModifiedAt);
        (await Number(connection)).ShouldBe(number);
        (await Try(connection, CrmMapping.None))
            .Records.Where(r => r.Url.Contains(deal))
            .ShouldBeEmpty("nothing changes under the mapping in force");
    }

    [Fact]
    public async Task The_page_shows_the_live_schema_with_suggestions_stages_and_owners()
    {
        var connection = await house.Connect(Kind);
        var email = (await house.Ask(db => db.Set<OwnerRow>().FirstAsync(o => o.ConnectionId == connection && o.Email != "", Ct))).Email;
        var view = await Act<ShowMapping, Result<MappingView>>(s =>
            s.Run(connection, new HashSet<string> { email.ToLowerInvariant() }, Ct)
        );
        view.Problem.ShouldBeNull();
        var amount = view.Value.Fields[CrmObject.Deal].Single(f => f.Side.Key == CrmFields.Amount);
        (amount.Set, amount.Now!.Type).ShouldBe((false, CrmFieldType.Number));
        amount.Suggested[0].Field.Key.ShouldBe(CrmFields.Amount);
        view.Value.Fields.Values.SelectMany(f => f).ShouldAllBe(f => f.Fault == null);
        view.Value.Stages.Count(s => s.Means == EntenteStage.Won).ShouldBe(1);
        view.Value.Owners.Count(o => o.Person is not null).ShouldBe(1);
    }

    private CrmMapping Moved(FieldOwner owner = FieldOwner.Entente, FieldDirection direction = FieldDirection.Both) =>
        CrmMapping.None with
        {
            Fields =
            [
                Map(EntenteFields.Motion, Long, CrmFieldType.LongText, direction) with
                {
                    Owner = owner,
                },
                Map(CrmFields.Description, Long, CrmFieldType.LongText, FieldDirection.Off),
            ],
        };

    private static FieldMapping Map(string key, string native, CrmFieldType type, FieldDirection direction = FieldDirection.Both) =>
        new(CrmObject.Deal, key, native, type, direction, FieldOwner.Entente, new Dictionary<string, string>());

    private static FieldMapping Map(string key, string native) => Map(key, native, CrmFieldType.Text);

    private async Task<string> Write(CrmConnectionId connection, string motion)
    {
        var key = "deal-" + house.Tag();
        await using var scope = house.House.As(house.Entente);
        var fields = SyncHouse.DealFields(Kind, "Vantor");
        fields[EntenteFields.Motion] = motion;
        scope
            .ServiceProvider.GetRequiredService<CrmApi>()
            .Stage(connection, new CrmWriteBack(new SubjectRef("registration", Guid.Empty), [new(CrmObject.Deal, key, null, fields, [])]));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        await house.House.Work();
        return (await Act<CrmApi, string?>(api => api.CrmIdOf(connection, CrmObject.Deal, key, Ct)))!;
    }

    private Task<int> Number(CrmConnectionId id) =>
        house.Ask(db => db.Set<CrmConnection>().Where(c => c.Id == id).Select(c => c.MappingNumber).SingleAsync(Ct));

    private Task<Result<SaveMapping.Saved>> Save(CrmConnectionId id, CrmMapping mapping, int basedOn) =>
        Act<SaveMapping, Result<SaveMapping.Saved>>(s => s.Run(id, mapping, basedOn, Ct));

    private async Task<DryRunResult> Try(CrmConnectionId id, CrmMapping mapping)
    {
        var run = await Act<DryRun, Result<DryRunResult>>(d => d.Run(id, mapping, Ct));
        run.Problem.ShouldBeNull();
        return run.Value;
    }

    private protected Task<T> Act<TCase, T>(Func<TCase, Task<T>> act)
        where TCase : notnull => house.House.Act<TCase, T>(house.Entente, act);
}
