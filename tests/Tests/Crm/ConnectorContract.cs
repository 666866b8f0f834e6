using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>
/// What every connector promises, run on each against the sandbox program over HTTP. The engine above relies on nothing else.
/// </summary>
public abstract partial class ConnectorContract(CrmSandbox sandbox)
{
    protected CrmSandbox Sandbox => sandbox;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary><c>hubSpot</c> or <c>salesforce</c>, as the sandbox's admin page calls it.</summary>
    protected abstract string Protocol { get; }

    private protected abstract CrmKind Kind { get; }

    private protected abstract ICrmConnector Connect(ConnectorFacts facts, HttpClient? client = null, bool wrongSecret = false);

    private protected abstract Task Delete(CrmObject kind, string id);

    /// <summary>A rep's meeting about a deal, put into the CRM as its own pages do it.</summary>
    private protected abstract Task Meet(string deal, string subject, string body, DateTimeOffset at);

    [Fact]
    public async Task The_check_tells_whose_account_it_is_and_that_nothing_is_lacking()
    {
        var check = await Connect(ConnectorFacts.Unknown).Check(Ct);
        check.Error.ShouldBeNull();
        check.Value.AccountId.ShouldNotBeEmpty();
        check.Value.Currency.Length.ShouldBe(3);
        TimeZoneInfo.TryFindSystemTimeZoneById(check.Value.TimeZone, out _).ShouldBeTrue();
        check.Value.Lacking.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_secret_is_told_from_everything_else() =>
        (await Connect(ConnectorFacts.Unknown, wrongSecret: true).Check(Ct)).Error!.Class.ShouldBe(CrmErrorClass.Auth);

    [Fact]
    public async Task The_missing_fields_are_made_once()
    {
        var connector = await Ready();
        var again = await connector.EnsureFields(Ct);
        again.Value.Created.ShouldBeEmpty();
        again.Value.Present.ShouldBeUnique();
        foreach (var wanted in EntenteFields.All.GroupBy(f => f.On))
        {
            var read = await connector.ReadSchema(wanted.Key, Ct);
            // Not every account has leads.
            if (!read.Ok && EntenteFields.OptionalObjects.Contains(wanted.Key))
                continue;
            var schema = read.Value;
            wanted.Select(f => f.Name).Except(schema.Fields.Select(f => f.Key)).ShouldBeEmpty();
            schema.Fields.Single(f => f.Key == EntenteFields.Id).Unique.ShouldBeTrue();
            schema.Fields.Select(f => f.Key).ShouldBeUnique();
        }
    }

    [Fact]
    public async Task The_schema_tells_types_and_what_a_new_record_needs()
    {
        var deal = (await (await Ready()).ReadSchema(CrmObject.Deal, Ct)).Value;
        deal.Fields.Single(f => f.Key == CrmFields.Amount).Type.ShouldBe(CrmFieldType.Number);
        deal.Fields.Single(f => f.Key == CrmFields.Name).Required.ShouldBeTrue();
        deal.Fields.Single(f => f.Key == CrmFields.Stage).Required.ShouldBeTrue();
        deal.Fields.Single(f => f.Key == CrmFields.CreatedAt).ReadOnly.ShouldBeTrue();
        deal.Fields.Single(f => f.Key == EntenteFields.ProtectedUntil).Type.ShouldBe(CrmFieldType.Date);
    }

    [Fact]
    public async Task Stages_say_what_is_won_and_what_is_lost()
    {
        var pipelines = (await (await Ready()).ReadPipelines(Ct)).Value;
        var stages = pipelines[0].Stages;
        stages.Count.ShouldBeGreaterThan(3);
        stages.Select(s => s.Order).ShouldBeInOrder();
        stages.Count(s => s.Won).ShouldBe(1);
        stages.Count(s => s.Lost).ShouldBe(1);
        stages.Single(s => s.Won).Probability.ShouldBe(100);
        stages.ShouldAllBe(s => s.Probability >= 0 && s.Probability <= 100);
    }

    [Fact]
    public async Task Owners_have_names_and_addresses()
    {
        var owners = (await (await Ready()).ReadOwners(Ct)).Value;
        owners.ShouldNotBeEmpty();
        owners.ShouldAllBe(o => o.Id.Length > 0 && o.Email.Contains('@') && o.Name.Length > 0);
    }

    [Fact]
    public async Task A_whole_claim_is_written_and_reads_back_as_it_was()
    {
        var connector = await Ready();
        var claim = await Claim(connector);

        var deal = await One(connector, CrmObject.Deal, claim.Deal);
        deal[CrmFields.Name].ShouldBe("Vantor – 40 seats");
        deal[CrmFields.Amount].ShouldBe("12000.5");
        deal[CrmFields.CloseDate].ShouldBe("2027-03-31");
        deal[CrmFields.NextStep].ShouldBe("Demo");
        deal[EntenteFields.Partner].ShouldBe("Northwind");
        deal[EntenteFields.ProtectedUntil].ShouldBe("2027-01-31");
        deal[EntenteFields.Id].ShouldNotBeNull();
        deal.Links.ShouldContain(l => l.To == CrmObject.Account && l.Id == claim.Account);
        deal.Links.ShouldContain(l => l.To == CrmObject.Contact && l.Id == claim.Contact);

        var contact = await One(connector, CrmObject.Contact, claim.Contact);
        contact[CrmFields.LastName].ShouldBe("O'Neil");
        contact.Links.ShouldContain(l => l.To == CrmObject.Account && l.Id == claim.Account);

        var account = await One(connector, CrmObject.Account, claim.Account);
        account[CrmFields.Name].ShouldBe("Vantor Logistics");
        account[CrmFields.Domain].ShouldBe("vantor.example");
        connector.UrlOf(CrmObject.Deal, claim.Deal).ShouldContain(claim.Deal);
    }

    [Fact]
    public async Task Writing_the_same_claim_twice_makes_it_once()
    {
        var connector = await Ready();
        var tag = Tag();
        var first = await Claim(connector, tag);
        var before = (
            await sandbox.Count("companies"),
            await sandbox.Count("contacts"),
            await sandbox.Count("deals"),
            await sandbox.Count("notes")
        );
        var second = await Claim(connector, tag);
        second.ShouldBe(first);
        (
            await sandbox.Count("companies"),
            await sandbox.Count("contacts"),
            await sandbox.Count("deals"),
            await sandbox.Count("notes")
        ).ShouldBe(before);
        (await One(connector, CrmObject.Deal, first.Deal)).Links.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_answer_and_a_second_try_write_once()
    {
        var connector = await Ready();
        var record = Account(Tag(), "Lost Answer Ltd");
        await sandbox.Break(Protocol, "lostAnswer", 1);
        (await connector.Upsert(record, Ct)).Error!.Class.ShouldBe(CrmErrorClass.Transient);
        var before = await sandbox.Count("companies");
        (await connector.Upsert(record, Ct)).Value.Created.ShouldBeFalse();
        (await sandbox.Count("companies")).ShouldBe(before);
    }

    [Fact]
    public async Task A_record_that_is_known_is_updated_and_keeps_the_rest()
    {
        var connector = await Ready();
        var written = (await connector.Upsert(Account(Tag(), "Known Ltd", ("city", "Leeds")), Ct)).Value;
        var update = new CrmUpsert(
            CrmObject.Account,
            Tag(),
            written.Id,
            new Dictionary<string, string?> { [CrmFields.Phone] = "+44 1" },
            []
        );
        var updated = (await connector.Upsert(update, Ct)).Value;
        (updated.Id, updated.Created).ShouldBe((written.Id, false));
        var now = await One(connector, CrmObject.Account, written.Id);
        (now[CrmFields.Name], now[CrmFields.City], now[CrmFields.Phone]).ShouldBe(("Known Ltd", "Leeds", "+44 1"));
        now[EntenteFields.Id].ShouldNotBe(update.EntenteId);
    }

    [Fact]
    public async Task Null_clears_a_field()
    {
        var connector = await Ready();
        var tag = Tag();
        var id = (await connector.Upsert(Account(tag, "Clear Ltd", ("city", "Leeds")), Ct)).Value.Id;
        await connector.Upsert(
            new CrmUpsert(CrmObject.Account, tag, null, new Dictionary<string, string?> { [CrmFields.City] = null }, []),
            Ct
        );
        var now = await One(connector, CrmObject.Account, id);
        (now[CrmFields.Name], now[CrmFields.City]).ShouldBe(("Clear Ltd", null));
    }

    [Fact]
    public async Task A_bad_record_does_not_hold_up_the_good_ones_beside_it()
    {
        var connector = await Ready();
        CrmUpsert[] records =
        [
            Account(Tag(), "Good one"),
            new(CrmObject.Account, Tag(), null, new Dictionary<string, string?> { [CrmFields.City] = "No name" }, []),
            Account(Tag(), "Good two"),
        ];
        var results = await connector.UpsertMany(records, Ct);
        results[0].Ok.ShouldBeTrue();
        results[1].Error!.Class.ShouldBe(CrmErrorClass.Data);
        results[2].Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_field_is_a_matter_of_the_schema_and_is_named()
    {
        var connector = await Ready();
        var result = await connector.Upsert(Account(Tag(), "Odd Ltd", (CrmFields.Raw("no_such_field"), "x")), Ct);
        result.Error!.Class.ShouldBe(CrmErrorClass.Schema);
        (result.Error.Field + result.Error.Message).ShouldContain("no_such_field");
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_not_found()
    {
        var connector = await Ready();
        var gone = (await connector.Upsert(Account(Tag(), "Gone Ltd"), Ct)).Value.Id;
        await Delete(CrmObject.Account, gone);
        var update = new CrmUpsert(CrmObject.Account, Tag(), gone, new Dictionary<string, string?> { [CrmFields.City] = "X" }, []);
        (await connector.Upsert(update, Ct)).Error!.Class.ShouldBe(CrmErrorClass.NotFound);
    }

    [Fact]
    public async Task Backfill_comes_to_every_record_once()
    {
        var connector = await Ready();
        var written = new HashSet<string>();
        for (var batch = 0; batch < 3; batch++)
        {
            var results = await connector.UpsertMany([.. Enumerable.Range(0, 90).Select(i => Account(Tag(), $"Bulk {batch} {i}"))], Ct);
            results.ShouldAllBe(r => r.Ok);
            written.UnionWith(results.Select(r => r.Value.Id));
        }
        var seen = new List<string>();
        for (string? cursor = null; ; )
        {
            var page = await connector.Backfill(CrmObject.Account, cursor, Ct);
            page.Error.ShouldBeNull();
            seen.AddRange(page.Value.Records.Select(r => r.Id));
            cursor = page.Value.Cursor;
            if (!page.Value.More)
                break;
        }
        seen.ShouldBeUnique();
        written.Except(seen).ShouldBeEmpty();
        seen.Count.ShouldBe((int)await sandbox.Count("companies"));
    }

    [Fact]
    public async Task The_cursor_brings_what_changed_and_then_rests()
    {
        var connector = await Ready();
        var claim = await Claim(connector);
        var (changed, cursor) = await Walk(connector, CrmObject.Deal, null);
        changed.Select(r => r.Id).ShouldContain(claim.Deal);

        await connector.Upsert(Deal(connector, claim.Tag, ("next_step", "Contract")), Ct);
        var (again, _) = await Walk(connector, CrmObject.Deal, cursor);
        var deal = again.Single(r => r.Id == claim.Deal);
        deal[CrmFields.NextStep].ShouldBe("Contract");
        deal.Links.ShouldContain(l => l.Id == claim.Account);
    }

    [Fact]
    public async Task A_deleted_record_is_told_as_deleted()
    {
        var connector = await Ready();
        var id = (await connector.Upsert(Account(Tag(), "Doomed Ltd"), Ct)).Value.Id;
        await Delete(CrmObject.Account, id);

        var deletions = await connector.Deletions(CrmObject.Account, null, DateTimeOffset.UnixEpoch.AddYears(56), Ct);
        deletions.Error.ShouldBeNull();
        deletions.Value.Items.Select(d => d.Id).ShouldContain(id);
        var fetched = (await connector.ReadByIds(CrmObject.Account, [id, Unknown(id)], CrmLane.Push, Ct)).Value;
        fetched.Records.Single(r => r.Id == id).Deleted.ShouldBeTrue();
        fetched.Gone.ShouldBe([Unknown(id)]);
    }
}
