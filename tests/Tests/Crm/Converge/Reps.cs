using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Entente.Tests.Support;

namespace Entente.Tests.Crm.Converge;

/// <summary>
/// The vendor's people in the CRM. They work on its pages, so their acts go straight into the sandbox's store, with what the CRM makes of
/// them: Salesforce's deletions take children along, its merges keep the master, its accounts are fields.
/// </summary>
internal sealed class Reps(CrmKind kind, CrmSandbox sandbox, TestClock clock, Model model, Random random)
{
    private readonly CrmStore store = sandbox.Part<CrmStore>();
    private readonly Catalog catalog = sandbox.Part<Catalog>();
    private readonly RecordWriter writer = sandbox.Part<RecordWriter>();
    private static readonly CrmObject[] Kinds = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal];
    private int numbers;

    private bool OnSalesforce => kind == CrmKind.Salesforce;

    public string Next() => (++numbers).ToString(CultureInfo.InvariantCulture);

    public Task Makes()
    {
        var what = Kinds[random.Next(3)];
        var key = "rep-" + Next();
        var fields = FieldsOf(what, key);
        var (account, contact) = (Living(CrmObject.Account), Living(CrmObject.Contact));
        var linked = what == CrmObject.Account ? [] : new[] { account, what == CrmObject.Deal ? contact : null }.OfType<ModelRecord>();
        store.Write(
            Origin.Admin,
            tx =>
            {
                var made = tx.Create(
                    Kind(what),
                    [.. fields.Select(f => new Assignment(tx.Schema(Kind(what))[Name(what, f.Key)], f.Value))]
                );
                // A field must not be empty just now: the page refuses, and the rep leaves it.
                if (made.Refusal is { Code: RefusalCode.Required })
                    return;
                var record = model.Add(what, key, isOurs: false);
                record.MadeWith(fields.Where(f => f.Key is not (CrmFields.Stage or CrmFields.CloseDate)).ToDictionary(), clock.Now);
                model.Is(record, made.Record!.Id);
                foreach (var to in linked)
                {
                    tx.Link(made.Record.Id, to.StoreId!.Value, primary: to.Kind == CrmObject.Account).ShouldNotBeNull();
                    Model.Link(record, to);
                }
            }
        );
        return Task.CompletedTask;
    }

    public Task Changes()
    {
        if (Some() is not { } record)
            return Task.CompletedTask;
        var (field, value) = record.Kind switch
        {
            CrmObject.Deal => random.Next(5) switch
            {
                0 => (CrmFields.NextStep, Maybe("Step " + Next())),
                1 => (CrmFields.Name, "Renamed " + Next()),
                2 => (EntenteFields.RegistrationStatus, "Meddled " + Next()),
                _ => (CrmFields.Amount, Next()),
            },
            CrmObject.Account => random.Next(4) switch
            {
                0 => (EntenteFields.Tier, "Meddled " + Next()),
                1 => (CrmFields.Name, "Renamed " + Next()),
                _ => (CrmFields.City, Maybe("Place " + Next())),
            },
            _ => random.Next(2) == 0 ? (CrmFields.LastName, "Married " + Next()) : (CrmFields.Title, Maybe("Title " + Next())),
        };
        if (record.IsDecided(field))
        {
            // Against somebody who never gives up Entente stops: that is another test's.
            record.Meddled.RemoveAll(at => at < clock.Now.AddHours(-1));
            if (record.Meddled.Count >= 2)
                return Task.CompletedTask;
            record.Meddled.Add(clock.Now);
        }
        var name = Name(record.Kind, field);
        var there = store.Schema(Kind(record.Kind)).Living.FirstOrDefault(f => f.Name == name);
        // The field is gone or must not be empty just now: the page refuses, and the rep leaves it.
        if (there is not null && store.Write(Origin.Admin, tx => tx.Update(record.StoreId!.Value, [new(there, value)]).Refusal) is null)
            record.RepSets(field, value);
        return Task.CompletedTask;
    }

    public Task Deletes()
    {
        if (Some() is not { } record)
            return Task.CompletedTask;
        // Whole trees are rare.
        if (OnSalesforce && record.Kind == CrmObject.Account && record.Links.Count(l => l.Lives) > 2)
            return Task.CompletedTask;
        var id = record.StoreId!.Value;
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (OnSalesforce)
                    writer.Delete(tx, Shape(record), Prefixes.IdOf(id));
                else
                    tx.Archive(id).ShouldBeTrue();
            }
        );
        return Task.CompletedTask;
    }

    public Task BringsBack()
    {
        if (model.Any(random, Kinds[random.Next(3)], r => r is { StoreId: not null, Deleted: true, MergedInto: null }) is not { } record)
            return Task.CompletedTask;
        // The bin's stamp and the return's are never the same.
        clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 5_000)));
        var id = record.StoreId!.Value;
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (OnSalesforce)
                    writer.Undelete(tx, Shape(record), Prefixes.IdOf(id));
                else
                    tx.Restore(id).Refusal.ShouldBeNull();
            }
        );
        return Task.CompletedTask;
    }

    /// <summary>Two companies or two people turn out to be one.</summary>
    public Task Merges()
    {
        var what = random.Next(2) == 0 ? CrmObject.Account : CrmObject.Contact;
        var (kept, other) = (Living(what), Living(what));
        if (kept is null || other is null || kept == other || !kept.Settled || !other.Settled)
            return Task.CompletedTask;
        var (first, second) = (kept.StoreId!.Value, other.StoreId!.Value);
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (OnSalesforce)
                    writer.Merge(tx, Shape(kept), Prefixes.IdOf(first), [Prefixes.IdOf(second)], null);
                else
                    tx.Merge(first, second).Refusal.ShouldBeNull();
            }
        );
        if (OnSalesforce)
            model.GoesInto(other, kept);
        return Task.CompletedTask;
    }

    /// <summary>Who belongs to what, and nothing else: no stamp of the records moves for it.</summary>
    public Task Associates()
    {
        if (model.Any(random, random.Next(3) == 0 ? CrmObject.Contact : CrmObject.Deal, r => r.Lives && r.Settled) is not { } from)
            return Task.CompletedTask;
        var (what, id) = (
            from.Kind == CrmObject.Contact || random.Next(3) == 0 ? CrmObject.Account : CrmObject.Contact,
            from.StoreId!.Value
        );
        var linked = from.Links.Where(l => l.Kind == what && l.Lives && l.Settled).ToList();
        var away = linked.Count > 0 && random.Next(2) == 0 ? linked[random.Next(linked.Count)] : null;
        var to = away is null ? model.Any(random, what, r => r.Lives && r.Settled) : null;
        if (away is null && (to is null || from.Links.Contains(to)))
            return Task.CompletedTask;
        if (OnSalesforce && what == CrmObject.Account)
            return MovesTo(from, to);
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (away is not null)
                    tx.Unlink(id, away.StoreId!.Value).ShouldBeTrue();
                else
                    tx.Link(id, to!.StoreId!.Value).ShouldNotBeNull();
            }
        );
        if (away is not null)
            Model.Unlink(from, away);
        else
            Model.Link(from, to!);
        return Task.CompletedTask;
    }

    /// <summary>The records a rep sees: those that live.</summary>
    private ModelRecord? Some() => Living(Kinds[random.Next(3)]);

    private ModelRecord? Living(CrmObject what) => model.Any(random, what, r => r.Lives);

    private Task MovesTo(ModelRecord from, ModelRecord? account)
    {
        var body = new JsonObject { ["AccountId"] = account is null ? null : Prefixes.IdOf(account.StoreId!.Value) };
        store.Write(Origin.Admin, tx => writer.Update(tx, Shape(from), Prefixes.IdOf(from.StoreId!.Value), body));
        foreach (var old in from.Links.Where(l => l.Kind == CrmObject.Account).ToList())
            Model.Unlink(from, old);
        if (account is not null)
            Model.Link(from, account);
        return Task.CompletedTask;
    }

    private Dictionary<string, string?> FieldsOf(CrmObject what, string key) =>
        what switch
        {
            // As the store spells a stage, whichever protocol reads it.
            CrmObject.Deal => SyncHouse.DealFields(CrmKind.HubSpot, key),
            CrmObject.Account => new() { [CrmFields.Name] = key },
            _ => new() { [CrmFields.LastName] = key, [CrmFields.Email] = key + "@corvane.example" },
        };

    private string? Maybe(string value) => random.Next(4) == 0 ? null : value;

    private ObjectShape Shape(ModelRecord record) => catalog.Of(Kind(record.Kind));

    public static Kind Kind(CrmObject what) =>
        what switch
        {
            CrmObject.Account => Entente.Sandbox.Store.Kind.Company,
            CrmObject.Contact => Entente.Sandbox.Store.Kind.Contact,
            _ => Entente.Sandbox.Store.Kind.Deal,
        };

    /// <summary>The store's name of a field.</summary>
    public static string Name(CrmObject what, string field) =>
        (what, field) switch
        {
            (CrmObject.Deal, CrmFields.Name) => "dealname",
            (CrmObject.Deal, CrmFields.NextStep) => "hs_next_step",
            (CrmObject.Deal, CrmFields.Stage) => "dealstage",
            (CrmObject.Deal, CrmFields.CloseDate) => "closedate",
            (CrmObject.Contact, CrmFields.LastName) => "lastname",
            (CrmObject.Contact, CrmFields.Title) => "jobtitle",
            _ => field,
        };
}
