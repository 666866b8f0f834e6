using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Store;

public sealed class CrmStoreTest : IDisposable
{
    private readonly StoreFolder folder = new();
    private readonly CrmStore store;

    public CrmStoreTest()
    {
        store = folder.Open();
        foreach (var kind in Image.Kinds)
            store.Write(
                Origin.Admin,
                tx =>
                {
                    tx.Define(StoreFolder.UniqueField(kind));
                }
            );
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_unique_value_belongs_to_one_living_record_in_any_case()
    {
        var first = Create(Kind.Deal, ("dealname", "One"), ("entente_id", "dr_1")).Record!;
        var twin = Create(Kind.Deal, ("dealname", "Two"), ("entente_id", "DR_1"));

        twin.Refusal!.Code.ShouldBe(RefusalCode.Duplicate);
        twin.Refusal.ExistingId.ShouldBe(first.Id);
        store.CountLiving(Kind.Deal).ShouldBe(1);
        Create(Kind.Company, ("name", "Other kind"), ("entente_id", "dr_1")).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Two_records_of_one_transaction_cannot_share_a_unique_value()
    {
        var (one, two) = store.Write(
            Origin.Admin,
            tx =>
                (tx.Create(Kind.Deal, Values(Kind.Deal, ("entente_id", "x"))), tx.Create(Kind.Deal, Values(Kind.Deal, ("entente_id", "X"))))
        );

        one.Refusal.ShouldBeNull();
        two.Refusal!.Code.ShouldBe(RefusalCode.Duplicate);
    }

    [Fact]
    public void Archiving_frees_a_unique_value_and_restoring_wants_it_back()
    {
        var old = Create(Kind.Contact, ("email", "jane@acme.example")).Record!;
        store.Write(
            Origin.Admin,
            tx =>
            {
                tx.Archive(old.Id);
            }
        );
        var next = Create(Kind.Contact, ("email", "Jane@Acme.example")).Record!;

        store.Write(Origin.Admin, tx => tx.Restore(old.Id)).Refusal!.ExistingId.ShouldBe(next.Id);
        store.Write(
            Origin.Admin,
            tx =>
            {
                tx.Archive(next.Id);
            }
        );
        store.Write(Origin.Admin, tx => tx.Restore(old.Id)).Record!.Archived.ShouldBeFalse();
    }

    [Fact]
    public void A_changed_unique_value_frees_the_old_one()
    {
        var record = Create(Kind.Deal, ("entente_id", "old")).Record!;
        Update(record.Id, ("entente_id", "new"));

        store.FindBy(store.Schema(Kind.Deal)["entente_id"], "old").ShouldBeNull();
        store.FindBy(store.Schema(Kind.Deal)["entente_id"], "NEW")!.Id.ShouldBe(record.Id);
        Create(Kind.Deal, ("entente_id", "old")).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Twenty_writers_of_one_unique_value_leave_one_record()
    {
        var outcomes = new Outcome[20];
        Parallel.For(0, 20, i => outcomes[i] = Create(Kind.Deal, ("dealname", $"{i}"), ("entente_id", "same")));

        outcomes.Count(o => o.Record is not null).ShouldBe(1);
        outcomes.Where(o => o.Record is null).ShouldAllBe(o => o.Refusal!.Code == RefusalCode.Duplicate);
    }

    [Fact]
    public void Writing_what_is_there_already_is_no_change()
    {
        var record = Create(Kind.Deal, ("dealname", "One"), ("amount", "12.50")).Record!;
        var changes = Listen();
        folder.Clock.Advance(TimeSpan.FromHours(1));
        Update(record.Id, ("dealname", "One"), ("amount", "12.5")).Record!.ModifiedMs.ShouldBe(record.ModifiedMs);
        changes.ShouldBeEmpty();
    }

    [Fact]
    public void Each_value_knows_when_it_last_changed()
    {
        var record = Create(Kind.Deal, ("dealname", "One"), ("dealstage", "qualifiedtobuy")).Record!;
        folder.Clock.Advance(TimeSpan.FromDays(40));
        var moved = Update(record.Id, ("dealstage", "closedwon")).Record!;

        moved.ChangedAt(store.Schema(Kind.Deal)["dealname"]).ShouldBe(record.Created);
        moved.ChangedAt(store.Schema(Kind.Deal)["dealstage"]).ShouldBe(folder.Clock.Now);
        moved.Modified.ShouldBe(folder.Clock.Now);
    }

    [Fact]
    public void An_abandoned_transaction_never_happened()
    {
        var before = StoreFolder.Dump(store);
        var changes = Listen();
        store.Write(
            Origin.Admin,
            tx =>
            {
                var made = tx.Create(Kind.Company, Values(Kind.Company, ("name", "Gone"))).Record!;
                tx.Find(made.Id).ShouldNotBeNull();
                tx.Define(
                    StoreFolder.UniqueField(Kind.Company) with
                    {
                        Name = "other",
                        HubSpotName = "other",
                        SalesforceName = "Other__c",
                    }
                );
                tx.Abandon();
            }
        );
        StoreFolder.Dump(store).ShouldBe(before);
        changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("amount", "twelve", nameof(RefusalCode.InvalidNumber))]
    [InlineData("closedate", "tomorrow", nameof(RefusalCode.InvalidDateTime))]
    [InlineData("dealstage", "nosuch", nameof(RefusalCode.InvalidOption))]
    [InlineData("dealtype", "nosuch", nameof(RefusalCode.InvalidOption))]
    [InlineData("hubspot_owner_id", "50000000099", nameof(RefusalCode.InvalidOwner))]
    [InlineData("createdate", "2026-01-01", nameof(RefusalCode.ReadOnly))]
    public void A_value_that_does_not_fit_its_field_is_refused(string field, string value, string code) =>
        Create(Kind.Deal, ("dealname", "One"), (field, value)).Refusal!.Code.ToString().ShouldBe(code);

    [Theory]
    [InlineData("amount", "1e3", "1000")]
    [InlineData("amount", "12.50", "12.5")]
    [InlineData("closedate", "2026-11-20", "2026-11-20T00:00:00.000Z")]
    [InlineData("closedate", "1763632800123", "2025-11-20T10:00:00.123Z")]
    [InlineData("closedate", "2026-11-20T10:00:00.000+0100", "2026-11-20T09:00:00.000Z")]
    public void A_value_is_kept_in_its_one_form(string field, string sent, string kept) =>
        Create(Kind.Deal, (field, sent)).Record!.Get(store.Schema(Kind.Deal)[field]).ShouldBe(kept);

    [Fact]
    public void The_first_company_of_a_deal_is_primary_until_another_takes_its_place()
    {
        var deal = Create(Kind.Deal, ("dealname", "D")).Record!.Id;
        var a = Create(Kind.Company, ("name", "A")).Record!.Id;
        var b = Create(Kind.Company, ("name", "B")).Record!.Id;
        store.Write(
            Origin.Admin,
            tx =>
            {
                tx.Link(deal, a);
                tx.Link(b, deal);
            }
        );
        store.PrimaryCompany(deal)!.Id.ShouldBe(a);

        store.Write(
            Origin.Admin,
            tx =>
            {
                tx.Link(deal, b, primary: true);
            }
        );
        store.PrimaryCompany(deal)!.Id.ShouldBe(b);
        store.Linked(deal, Kind.Company).Count(x => x.Link.Primary).ShouldBe(1);
        store.Linked(a, Kind.Deal).Single().Record.Id.ShouldBe(deal);

        store.Write(Origin.Admin, tx => tx.Unlink(b, deal)).ShouldBeTrue();
        store.Linked(b, Kind.Deal).ShouldBeEmpty();
    }

    [Fact]
    public void The_feed_tells_every_change_in_order_with_its_origin()
    {
        var changes = Listen();
        var deal = store.Write(
            new Origin(Door.HubSpotApi, "77"),
            tx =>
            {
                var made = tx.Create(Kind.Deal, Values(Kind.Deal, ("dealname", "One"), ("amount", "5"))).Record!;
                tx.Archive(made.Id);
                return made;
            }
        );
        changes
            .Select(c => (c.Type, c.Field?.Name, c.Value))
            .ShouldBe([
                (ChangeType.Created, null, null),
                (ChangeType.FieldChanged, "dealname", "One"),
                (ChangeType.FieldChanged, "amount", "5"),
                (ChangeType.Archived, null, null),
            ]);
        changes.ShouldAllBe(c => c.Id == deal.Id && c.Origin.App == "77" && c.When == folder.Clock.Now);
        changes.Select(c => c.Sequence).ShouldBe(Enumerable.Range(0, 4).Select(i => changes[0].Sequence + i));
    }

    [Fact]
    public void A_custom_field_has_a_name_on_both_sides()
    {
        Field.SalesforceNameFor("entente_protection_end").ShouldBe("Entente_Protection_End__c");
        Field.HubSpotNameFor("Entente_Protection_End__c").ShouldBe("entente_protection_end");
        store.Schema(Kind.Deal).Salesforce("entente_id__C")!.HubSpotName.ShouldBe("entente_id");
    }

    private List<Change> Listen()
    {
        var changes = new List<Change>();
        store.Subscribe(changes.AddRange);
        return changes;
    }

    private List<Assignment> Values(Kind kind, params (string Field, string Value)[] values) =>
        [.. values.Select(v => new Assignment(store.Schema(kind)[v.Field], v.Value))];

    private Outcome Create(Kind kind, params (string Field, string Value)[] values) =>
        store.Write(Origin.Admin, tx => tx.Create(kind, Values(kind, values)));

    private Outcome Update(long id, params (string Field, string Value)[] values) =>
        store.Write(Origin.Admin, tx => tx.Update(id, Values(RecordIds.KindOf(id), values)));
}
