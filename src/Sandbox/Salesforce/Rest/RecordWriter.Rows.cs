using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Rows of the objects only Salesforce has: leads, events, e-mails, partners, notes, files.</summary>
internal sealed partial class RecordWriter
{
    private string CreateRow(Tx tx, ObjectShape shape, Draft draft, bool allowDuplicates)
    {
        CheckRow(tx, shape, draft, null);
        var now = SetupRow.Text(tx.Now.ToUnixTimeMilliseconds());
        // The id is taken last: a refused row leaves nothing behind, not even a number.
        var row = new SetupRow(shape.RowType!, "", new Dictionary<string, string>())
            .With((SetupRow.CreatedKey, now), (SetupRow.ModifiedKey, now))
            .With([.. draft.Values.Select(pair => (pair.Field.Name, pair.Value))]);
        row = shape.Name switch
        {
            "Lead" => row.With(("Status", row.Text("Status") ?? RowShapes.LeadStatuses[0])),
            "Event" => Timed(row),
            "EmailMessage" => row.With(
                ("Status", row.Text("Status") ?? "5"),
                ("MessageDate", row.Text("MessageDate") ?? Canonical.Instant(tx.Now))
            ),
            _ => row,
        };
        rules.Check(shape, row, null, allowDuplicates);
        var id = shape.RowType switch
        {
            "Partner" => CreatePartner(tx, shape, row),
            "ContentVersion" => CreateFile(tx, shape, row),
            _ => NextRow(tx, shape.KeyPrefix!, row),
        };
        if (shape.Name == "EmailMessage")
            TellActivity(tx, id);
        return id;
    }

    private void UpdateRow(Tx tx, ObjectShape shape, SetupRow row, Draft draft, bool allowDuplicates)
    {
        if (row.Flag("IsConverted"))
            throw new ApiException(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        if (
            shape.Name == "EmailMessage"
            && row.Text("Status") != "5"
            && draft.Values.Any(pair => !pair.Field.Custom && pair.Field.Name != "RelatedToId")
        )
            throw new ApiException(400, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");
        CheckRow(tx, shape, draft, row);
        var next = row.With([.. draft.Values.Select(pair => (pair.Field.Name, pair.Value))]);
        if (shape.Name == "Event")
            next = Timed(next);
        rules.Check(shape, next, row, allowDuplicates);
        if (next.Values.Count == row.Values.Count && next.Values.All(pair => row.Text(pair.Key) == pair.Value))
            return;
        PutRow(tx, next.With((SetupRow.ModifiedKey, SetupRow.Text(tx.Now.ToUnixTimeMilliseconds()))), ChangeType.FieldChanged);
    }

    private void DeleteRow(Tx tx, ObjectShape shape, SetupRow row)
    {
        if (shape.RowType == "Partner")
        {
            SetupRows.Remove(tx, "Partner", row.Id);
            if (row.Text("ReversePartnerId") is { } reverse)
                SetupRows.Remove(tx, "Partner", reverse);
            return;
        }

        var now = SetupRow.Text(tx.Now.ToUnixTimeMilliseconds());
        DeleteChildren(tx, shape, row.Id);
        PutRow(tx, row.With((SetupRow.DeletedKey, now), (SetupRow.ModifiedKey, now)), ChangeType.Archived);
    }

    private void DeleteChildren(Tx tx, ObjectShape shape, string id)
    {
        foreach (var child in shape.Children.Where(child => child.CascadeDelete))
        {
            if (catalog.Shape(child.Child) is not { RowType: { } type } rows)
                continue;
            foreach (var row in catalog.Setup.By(tx, type, child.Field, id).Where(row => row.DeletedMs == 0).ToList())
                DeleteRow(tx, rows, row);
        }
    }

    /// <summary>A row that must be living, by its id.</summary>
    private SetupRow LivingRow(Tx tx, ObjectShape shape, string id)
    {
        var row = catalog.Setup.Find(tx, shape.RowType!, id);
        if (row is null || (shape.RowFilter is not null && !shape.RowFilter(row)))
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        return row.DeletedMs == 0 ? row : throw Deleted();
    }

    /// <summary>References must lead to something, unique values must be nobody else's, addresses must be addresses.</summary>
    private void CheckRow(Tx tx, ObjectShape shape, Draft draft, SetupRow? before)
    {
        foreach (var (field, value) in draft.Values)
        {
            if (value is null)
                continue;
            if (field.Kind == FieldKind.Reference)
                RequireTarget(tx, field, value);
            if (field.Kind == FieldKind.Email && Canonical.Read(AnyEmail, value, out _) is not null)
                throw new ApiException(400, "INVALID_EMAIL_ADDRESS", $"{field.Label}: invalid email address: {value}", field.Name);
            if (
                field.Unique
                && ByExternalId(tx, shape, field, value).Cast<SetupRow>().FirstOrDefault(row => row.Id != before?.Id) is { } other
            )
            {
                throw new ApiException(
                    400,
                    "DUPLICATE_VALUE",
                    $"duplicate value found: {field.Name} duplicates value on record with id: {other.Id[..15]}",
                    field.Name
                );
            }
        }
    }

    private static readonly Field AnyEmail = new()
    {
        Kind = Kind.Contact,
        Slot = 0,
        Name = "email",
        HubSpotName = null,
        SalesforceName = null,
        Label = "Email",
        Type = FieldType.Email,
    };

    /// <summary>Refuses a reference to another kind of thing, or to nothing.</summary>
    private void RequireTarget(Tx tx, ObjectField field, string id)
    {
        var target = catalog.ShapeOfId(id);
        var fits = target is not null && field.ReferenceTo.Any(to => to == target.Name || catalog.Shape(to)?.KeyPrefix == target.KeyPrefix);
        if (!fits)
            throw new ApiException(400, "MALFORMED_ID", $"{field.Label}: id value of incorrect type: {id}", field.Name);
        var there = Catalog.KindOf(target!) is not null
            ? Prefixes.Stored(id) is { } number && tx.Find(number) is { Archived: false }
            : catalog.Setup.Find(tx, target!.RowType ?? target.Name, id) is { DeletedMs: 0 }
                || (target.RowType is null && catalog.ById(target, id) is not null);
        if (!there)
            throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.Name);
    }

    private string NextRow(Tx tx, string prefix, SetupRow row)
    {
        row = row with { Id = SetupRows.NextId(tx, prefix) };
        PutRow(tx, row, ChangeType.Created);
        return row.Id;
    }

    /// <summary>Tells of a row that another act changed.</summary>
    public void Tell(Tx tx, SetupRow row) => feed.Tell(tx, row, ChangeType.FieldChanged);

    private void PutRow(Tx tx, SetupRow row, ChangeType change)
    {
        SetupRows.Put(tx, row);
        feed.Tell(tx, row, change);
    }
}
