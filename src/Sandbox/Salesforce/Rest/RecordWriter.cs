using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Push;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>
/// Creates, changes and deletes rows within a transaction. Everything is checked before anything is staged, so that after a refusal
/// (an <see cref="ApiException"/>) the same transaction can go on with the next row.
/// </summary>
internal sealed partial class RecordWriter(
    CrmStore store,
    Catalog catalog,
    Organisation organisation,
    Rules rules,
    Hindrances hindrances,
    RowFeed feed
)
{
    /// <returns>The new row's id.</returns>
    public string Create(Tx tx, ObjectShape shape, JsonObject body, bool allowDuplicates = false)
    {
        if (!shape.Writable)
            throw new ApiException(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type {shape.Name} does not support create");
        var draft = Read(tx, shape, body, creating: true);
        hindrances.Meet(shape.Name, References(draft));
        return Catalog.KindOf(shape) is { } kind ? CreateRecord(tx, shape, kind, draft, allowDuplicates)
            : shape.RowType is not null ? CreateRow(tx, shape, draft, allowDuplicates)
            : shape.Name == "OpportunityContactRole" ? CreateRole(tx, draft)
            : CreateSetup(tx, shape, draft);
    }

    public void Update(Tx tx, ObjectShape shape, string id, JsonObject body, bool allowDuplicates = false)
    {
        if (!shape.Writable || shape.Unchangeable)
            throw new ApiException(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type {shape.Name} does not support update");
        hindrances.Meet(shape.Name, [id]);
        if (Catalog.KindOf(shape) is not null)
        {
            var record = Living(tx, id);
            UpdateRecord(tx, shape, record, Read(tx, shape, body, creating: false), allowDuplicates);
        }
        else if (shape.RowType is not null)
        {
            UpdateRow(tx, shape, LivingRow(tx, shape, id), Read(tx, shape, body, creating: false), allowDuplicates);
        }
        else if (shape.Name == "OpportunityContactRole")
        {
            UpdateRole(tx, id, Read(tx, shape, body, creating: false));
        }
        else
        {
            UpdateSetup(tx, shape, id, Read(tx, shape, body, creating: false));
        }
    }

    public void Delete(Tx tx, ObjectShape shape, string id)
    {
        if (!shape.Writable)
            throw new ApiException(400, "INSUFFICIENT_ACCESS_OR_READONLY", $"entity type {shape.Name} does not support delete");
        hindrances.Meet(shape.Name, [id]);
        if (Catalog.KindOf(shape) is { } kind)
            Archive(tx, shape, kind, Living(tx, id).Id);
        else if (shape.RowType is not null)
            DeleteRow(tx, shape, LivingRow(tx, shape, id));
        else if (shape.Name == "OpportunityContactRole")
            tx.Unlink(Role(tx, id).From, Role(tx, id).To);
        else if (catalog.Setup.Find(tx, shape.Name, id) is not null)
            SetupRows.Remove(tx, shape.Name, id);
        else
            throw Deleted();
    }

    /// <summary>The living rows with this external id; more than one only when the field is not unique.</summary>
    public IReadOnlyList<object> ByExternalId(Tx? tx, ObjectShape shape, ObjectField field, string value)
    {
        if (shape.RowType is { } type)
            return
            [
                .. (tx is null ? catalog.Setup.By(type, field.Name, value) : catalog.Setup.By(tx, type, field.Name, value)).Where(row =>
                    row.DeletedMs == 0
                ),
            ];
        if (field.Stored is { Unique: true } unique)
            return (tx is null ? store.FindBy(unique, value) : tx.FindBy(unique, value)) is { } found ? [found] : [];
        return
        [
            .. catalog
                .All(shape, withDeleted: false)
                .Where(row => value.Equals(field.Read(row) as string, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    /// <summary>The rows a draft points to: who changes a child locks them too.</summary>
    private static IEnumerable<string> References(Draft draft) =>
        draft.Values.Where(pair => pair.Field.Kind == FieldKind.Reference && pair.Value is not null).Select(pair => pair.Value!);

    /// <summary>The store's record of an id that must be living; Salesforce's answers when it is not.</summary>
    private static Record Living(Tx tx, string id) =>
        Prefixes.Stored(id) is not { } number || tx.Find(number) is not { } record
            ? throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist")
        : record.Archived ? throw Deleted()
        : record;

    private static ApiException Deleted() => new(404, "ENTITY_IS_DELETED", "entity is deleted");

    private Draft Read(Tx tx, ObjectShape shape, JsonObject body, bool creating) =>
        Draft.Read(
            shape,
            body,
            creating,
            (parent, field, value) => ByExternalId(tx, parent, field, value) is [var only] ? parent.IdOf(only) : null,
            catalog
        );

    private string CreateRecord(Tx tx, ObjectShape shape, Kind kind, Draft draft, bool allowDuplicates)
    {
        var assignments = Assignments(tx, kind, null, draft);
        var links = Links(tx, draft);
        var aside = AsideOf(tx, draft).ToList();
        if (kind == Kind.Note && !draft.Has("ActivityDate", out _))
            assignments.Add(new Assignment(tx.Schema(kind)["hs_timestamp"], Canonical.Instant(tx.Now)));
        if (kind == Kind.Note && !draft.Has("Status", out _))
            assignments.Add(new Assignment(tx.Schema(kind)["status"], "Not Started"));
        rules.Check(shape, Accepted(tx.Preview(kind, null, assignments), shape), null, allowDuplicates);
        var record = Accepted(tx.Create(kind, assignments), shape);
        catalog.Aside.Set(tx, record.Id, aside);
        foreach (var target in links.Values.OfType<long>())
            tx.Link(record.Id, target, primary: RecordIds.KindOf(target) == Kind.Company && kind != Kind.Note);
        return Prefixes.IdOf(record.Id);
    }

    private void UpdateRecord(Tx tx, ObjectShape shape, Record record, Draft draft, bool allowDuplicates)
    {
        var links = Links(tx, draft);
        var aside = AsideOf(tx, draft).ToList();
        var assignments = Assignments(tx, record.Kind, record, draft);
        rules.Check(shape, Accepted(tx.Preview(record.Kind, record, assignments), shape), record, allowDuplicates);
        Accepted(tx.Update(record.Id, assignments), shape);
        if (catalog.Aside.Set(tx, record.Id, aside))
            tx.Touch(record.Id);
        foreach (var (field, target) in links)
        {
            var replaced = Present(tx, record, field).Where(id => id != target).ToList();
            foreach (var other in replaced)
                tx.Unlink(record.Id, other);
            if (target is { } id)
                tx.Link(record.Id, id, primary: field == "AccountId");
            else if (replaced.Count > 0)
                tx.Touch(record.Id);
        }
    }

    /// <summary>What is kept beside the record: fields of Salesforce alone, and the lead or campaign a task is about.</summary>
    private IEnumerable<(string Field, string? Value)> AsideOf(Tx tx, Draft draft)
    {
        foreach (var (field, value) in draft.Values)
        {
            if (field.Aside)
            {
                if (field.Kind == FieldKind.Reference && value is not null)
                    RequireTarget(tx, field, value);
                yield return (field.Name, field.Kind == FieldKind.Boolean && value == "false" ? null : value);
            }
            else if (field.Name is "WhoId" or "WhatId")
            {
                yield return (field.Name, value is not null && IsRow(value) ? value : null);
            }
        }
    }

    private static bool IsRow(string id) => SalesforceId.Prefix(id) is Prefixes.Lead or Prefixes.Campaign;

    /// <summary>What a reference field points to now: one account, one person, a note's deal or company.</summary>
    private static IEnumerable<long> Present(Tx tx, Record record, string field) =>
        tx.LinksOf(record.Id)
            .Where(link =>
                field switch
                {
                    "AccountId" => link.Primary && RecordIds.KindOf(link.To) == Kind.Company,
                    "WhoId" => RecordIds.KindOf(link.To) == Kind.Contact,
                    _ => RecordIds.KindOf(link.To) is Kind.Deal or Kind.Company,
                }
            )
            .Select(link => link.OtherEnd(record.Id));

    /// <summary>The associations a draft asks for, by field; a null target removes.</summary>
    private Dictionary<string, long?> Links(Tx tx, Draft draft)
    {
        var links = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var (field, value) in draft.Values)
        {
            if (field.Name is "AccountId" or "WhoId" or "WhatId")
            {
                if (value is not null && IsRow(value))
                    RequireTarget(tx, field, value);
                links[field.Name] = value is null || IsRow(value) ? null : Target(tx, field, value).Id;
            }
        }

        return links;
    }

    private static Record Target(Tx tx, ObjectField field, string id)
    {
        var fits = SalesforceId.Prefix(id) switch
        {
            Prefixes.Account => field.ReferenceTo.Contains("Account"),
            Prefixes.Contact => field.ReferenceTo.Contains("Contact"),
            Prefixes.Opportunity => field.ReferenceTo.Contains("Opportunity"),
            _ => false,
        };
        if (!fits)
            throw new ApiException(400, "MALFORMED_ID", $"{field.Label}: id value of incorrect type: {id}", field.Name);
        return Prefixes.Stored(id) is { } number && tx.Find(number) is { Archived: false } record
            ? record
            : throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.Name);
    }

    private List<Assignment> Assignments(Tx tx, Kind kind, Record? before, Draft draft)
    {
        var assignments = new List<Assignment>();
        foreach (var (field, value) in draft.Values)
        {
            if (field.Stored is not { } stored)
                continue;
            if (field.Kind == FieldKind.Reference && stored.Type != FieldType.Owner && value is not null)
                RequireTarget(tx, field, value);
            if (kind == Kind.Deal && stored.Name == "dealstage")
                assignments.AddRange(Stage(tx, before, value!));
            else if (field.Kind == FieldKind.Date && stored.Type == FieldType.DateTime)
                assignments.Add(new Assignment(stored, Day(stored, before, value)));
            else if (kind == Kind.Deal && stored.Name == "dealtype")
                assignments.Add(new Assignment(stored, stored.Options.FirstOrDefault(o => o.Label == value)?.Value));
            else if (stored.Type == FieldType.Owner)
                assignments.Add(new Assignment(stored, OwnerOf(field, value)));
            else
                assignments.Add(new Assignment(stored, value));
        }

        return assignments;
    }

    /// <summary>The stage of that name: of the deal's own pipeline when it has one, else of the first pipeline that does.</summary>
    private IEnumerable<Assignment> Stage(Tx tx, Record? before, string name)
    {
        var schema = tx.Schema(Kind.Deal);
        var own = before?.Get(schema["pipeline"]);
        var (pipeline, stage) = store
            .Pipelines.OrderByDescending(p => p.Id == own)
            .ThenBy(p => p.Order)
            .SelectMany(p => p.Stages.Select(s => (Pipeline: p, Stage: s)))
            .First(at => at.Stage.SalesforceName.Equals(name, StringComparison.OrdinalIgnoreCase));
        return [new Assignment(schema["pipeline"], pipeline.Id), new Assignment(schema["dealstage"], stage.Id)];
    }

    /// <summary>The store keeps an instant where Salesforce shows a day: the same day leaves the instant alone.</summary>
    private static string? Day(Field stored, Record? before, string? day)
    {
        if (day is null)
            return null;
        var kept = before?.Get(stored);
        return kept is not null && kept.StartsWith(day, StringComparison.Ordinal) ? kept : day + "T00:00:00.000Z";
    }

    private string? OwnerOf(ObjectField field, string? id)
    {
        if (id is null || id == organisation.RunAsId)
            return null;
        if (SalesforceId.Prefix(id) != Prefixes.User)
            throw new ApiException(400, "MALFORMED_ID", $"{field.Label}: id value of incorrect type: {id}", field.Name);
        return Prefixes.Stored(id) is { } number && store.Owner(number) is not null
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "Owner ID: owner cannot be blank", field.Name);
    }

    /// <summary>Deleting an account deletes its contacts and opportunities, and whatever Salesforce alone keeps below a record.</summary>
    private void Archive(Tx tx, ObjectShape shape, Kind kind, long id)
    {
        if (kind == Kind.Company)
        {
            foreach (var link in tx.LinksOf(id).Where(link => link.Primary))
                tx.Archive(link.From);
        }

        DeleteChildren(tx, shape, Prefixes.IdOf(id));
        tx.Archive(id);
    }
}
