using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>
/// Creates, changes and deletes rows within a transaction. Everything is checked before anything is staged, so that after a refusal
/// (an <see cref="ApiException"/>) the same transaction can go on with the next row.
/// </summary>
internal sealed partial class RecordWriter(CrmStore store, Catalog catalog, Organisation organisation)
{
    /// <returns>The new row's id.</returns>
    public string Create(Tx tx, ObjectShape shape, JsonObject body)
    {
        if (!shape.Writable)
            throw new ApiException(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type {shape.Name} does not support create");
        var draft = Read(tx, shape, body, creating: true);
        return Catalog.KindOf(shape) is { } kind ? CreateRecord(tx, kind, draft)
            : shape.Name == "OpportunityContactRole" ? CreateRole(tx, draft)
            : CreateSetup(tx, shape, draft);
    }

    public void Update(Tx tx, ObjectShape shape, string id, JsonObject body)
    {
        if (!shape.Writable)
            throw new ApiException(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type {shape.Name} does not support update");
        if (Catalog.KindOf(shape) is not null)
        {
            var record = Living(tx, id);
            UpdateRecord(tx, record, Read(tx, shape, body, creating: false));
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
        if (Catalog.KindOf(shape) is { } kind)
            Archive(tx, kind, Living(tx, id).Id);
        else if (shape.Name == "OpportunityContactRole")
            tx.Unlink(Role(tx, id).From, Role(tx, id).To);
        else if (catalog.Setup.Find(shape.Name, id) is not null)
            SetupRows.Remove(tx, shape.Name, id);
        else
            throw Deleted();
    }

    /// <summary>The living records with this external id; more than one only when the field is not unique.</summary>
    public IReadOnlyList<Record> ByExternalId(Tx? tx, ObjectShape shape, ObjectField field, string value)
    {
        if (field.Stored is { Unique: true } unique)
            return (tx is null ? store.FindBy(unique, value) : tx.FindBy(unique, value)) is { } found ? [found] : [];
        return
        [
            .. catalog
                .All(shape, withDeleted: false)
                .Cast<Record>()
                .Where(record => value.Equals(field.Read(record) as string, StringComparison.OrdinalIgnoreCase)),
        ];
    }

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
            (parent, field, value) => ByExternalId(tx, parent, field, value) is [var only] ? only : null,
            catalog
        );

    private string CreateRecord(Tx tx, Kind kind, Draft draft)
    {
        var assignments = Assignments(tx, kind, null, draft);
        var links = Links(tx, draft);
        if (kind == Kind.Note && !draft.Has("ActivityDate", out _))
            assignments.Add(new Assignment(tx.Schema(kind)["hs_timestamp"], Canonical.Instant(tx.Now)));
        if (kind == Kind.Note && !draft.Has("Status", out _))
            assignments.Add(new Assignment(tx.Schema(kind)["status"], "Not Started"));
        var record = Accepted(tx.Create(kind, assignments));
        foreach (var target in links.Values.OfType<long>())
            tx.Link(record.Id, target, primary: RecordIds.KindOf(target) == Kind.Company && kind != Kind.Note);
        return Prefixes.IdOf(record.Id);
    }

    private void UpdateRecord(Tx tx, Record record, Draft draft)
    {
        var links = Links(tx, draft);
        Accepted(tx.Update(record.Id, Assignments(tx, record.Kind, record, draft)));
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
    private static Dictionary<string, long?> Links(Tx tx, Draft draft)
    {
        var links = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var (field, value) in draft.Values)
        {
            if (field.Name is "AccountId" or "WhoId" or "WhatId")
                links[field.Name] = value is null ? null : Target(tx, field, value).Id;
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

    /// <summary>Deleting an account deletes its contacts and opportunities.</summary>
    private static void Archive(Tx tx, Kind kind, long id)
    {
        if (kind == Kind.Company)
        {
            foreach (var link in tx.LinksOf(id).Where(link => link.Primary))
                tx.Archive(link.From);
        }

        tx.Archive(id);
    }

    private static Record Accepted(Outcome outcome) => outcome.Record ?? throw Worded(outcome.Refusal!);

    private static ApiException Worded(Refusal refusal)
    {
        var name = refusal.Field?.SalesforceName ?? "";
        var label = refusal.Field?.Label ?? "";
        var other = refusal.ExistingId is { } id ? Prefixes.IdOf(id)[..15] : "";
        return refusal.Code switch
        {
            RefusalCode.Duplicate when refusal.Field is { Custom: false } => new(
                400,
                "DUPLICATES_DETECTED",
                "You're creating a duplicate record. We recommend you use an existing record instead.",
                name
            ),
            RefusalCode.Duplicate => new(
                400,
                "DUPLICATE_VALUE",
                $"duplicate value found: {name} duplicates value on record with id: {other}",
                name
            ),
            RefusalCode.InvalidEmail => new(400, "INVALID_EMAIL_ADDRESS", $"{label}: invalid email address: {refusal.Value}", name),
            RefusalCode.InvalidOption => new(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"{label}: bad value for restricted picklist field: {refusal.Value}",
                name
            ),
            RefusalCode.InvalidOwner => new(400, "INVALID_CROSS_REFERENCE_KEY", "Owner ID: owner cannot be blank", name),
            RefusalCode.TooLong => new(400, "STRING_TOO_LONG", $"{label}: data value too large: {refusal.Value}", name),
            RefusalCode.ReadOnly => new(400, "INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {name}.", name),
            RefusalCode.Required => new(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{name}]", name),
            RefusalCode.NotFound => Deleted(),
            _ => new(400, "INVALID_TYPE_ON_FIELD_IN_RECORD", $"{label}: value not of required type: {refusal.Value}", name),
        };
    }
}
