using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>What one row did.</summary>
internal sealed record RowOutcome(int Created, int Updated, int Values, IReadOnlyList<ImportError> Errors);

/// <summary>
/// One row of a file as HubSpot takes it: each type's record is made or changed by itself, then those of the row are associated. A record that
/// is refused does not keep the row's others back. An empty cell leaves a value alone.
/// </summary>
internal sealed class ImportRow(CrmStore store, Writes writes, Labels labels)
{
    /// <summary>What keeps the whole file out, by the number of its column; null when its columns are as told.</summary>
    public (string Type, string Message, int Column)? Complaint(ImportOrder order, IReadOnlyList<string>? header)
    {
        for (var at = 0; at < order.Columns.Count; at++)
        {
            var column = order.Columns[at];
            if (header is not null && (at >= header.Count || header[at].Trim() != column.Name.Trim()))
                return ("INVALID_COLUMN_CONFIGURATION", $"The file has no column {column.Name} at place {at + 1}.", at + 1);
            if (column.Kind is { } kind && column.Role != ColumnRole.Id && store.Schema(kind).HubSpot(column.Property) is null)
                return ("PROPERTY_DEFINITION_NOT_FOUND", $"Property \"{column.Property}\" does not exist", at + 1);
        }
        return null;
    }

    /// <param name="domains">Of the companies as this transaction has left them.</param>
    /// <param name="line">Of the file, from 1.</param>
    public RowOutcome Save(Tx tx, ImportOrder order, CompanyDomains domains, string[] cells, int line)
    {
        if (cells.Length != order.Columns.Count)
            return new(
                0,
                0,
                0,
                [
                    Error(
                        tx,
                        line,
                        cells,
                        "INCORRECT_NUMBER_OF_COLUMNS",
                        $"{order.Columns.Count} columns were told, the row has {cells.Length}."
                    ),
                ]
            );
        var (created, updated, values, errors, saved) = (0, 0, 0, new List<ImportError>(), new List<Record>());
        foreach (var kind in order.Kinds)
        {
            var properties = Properties(order, kind, cells);
            var (known, refused) = Known(tx, order, domains, kind, cells, line);
            if (refused is not null)
            {
                errors.Add(refused);
                continue;
            }
            var operation = order.Operations.GetValueOrDefault(kind);
            if (Unwanted(operation, known is not null) is { } unwanted)
            {
                errors.Add(Error(tx, line, cells, unwanted.Type, unwanted.Message, kind));
                continue;
            }
            var (record, error) = known is null
                ? writes.Create(tx, kind, new JsonObject { ["properties"] = properties })
                : writes.Update(tx, known, properties);
            if (record is null)
            {
                errors.Add(Refused(tx, order, kind, cells, line, error!));
                continue;
            }
            (created, updated, values) = (created + (known is null ? 1 : 0), updated + (known is null ? 0 : 1), values + properties.Count);
            saved.Add(record);
            domains.Note(record);
        }
        Associate(tx, saved);
        return new(created, updated, values, errors);
    }

    private void Associate(Tx tx, List<Record> saved)
    {
        for (var i = 0; i < saved.Count; i++)
        {
            foreach (var other in saved.Skip(i + 1).Where(o => Link.CanJoin(saved[i].Kind, o.Kind)))
                TypesAsked.Plain.Apply(tx, labels, saved[i].Id, other.Id);
        }
    }

    private JsonObject Properties(ImportOrder order, Kind kind, string[] cells)
    {
        var properties = new JsonObject();
        foreach (var (column, cell) in Of(order, kind, cells).Where(c => c.Column.Role != ColumnRole.Id && c.Cell.Length > 0))
            properties[column.Property] = ImportValue.Read(store, store.Schema(kind).HubSpot(column.Property)!, cell, order.DateFormat);
        return properties;
    }

    /// <summary>The record a row is about, by its id or by the property that finds it; null when nobody has it, or the row names none.</summary>
    private (Record? Record, ImportError? Error) Known(
        Tx tx,
        ImportOrder order,
        CompanyDomains domains,
        Kind kind,
        string[] cells,
        int line
    )
    {
        var columns = Of(order, kind, cells).Where(c => c.Cell.Trim().Length > 0).ToList();
        if (columns.Find(c => c.Column.Role == ColumnRole.Id) is { Column: { } ids, Cell: var id })
            return Lookup.Find(tx, kind, null, id.Trim()) is { Archived: false } found
                ? (found, null)
                : (null, Error(tx, line, cells, "INVALID_RECORD_ID", $"There is no record {id.Trim()}.", kind, ids, id, order));
        if (columns.Find(c => c.Column.Role == ColumnRole.Key) is not { Column: { } keys, Cell: var key })
            return (null, null);
        var field = tx.Schema(kind).HubSpot(keys.Property)!;
        if (field.Unique)
            return (Lookup.Find(tx, kind, field, key.Trim()), null);
        if (field is not { Kind: Kind.Company, Name: "domain" })
            return (null, Error(tx, line, cells, "INVALID_ALTERNATE_ID", $"{keys.Property} identifies no record.", kind, keys, key, order));
        var alike = domains.Of(key.Trim());
        return alike.Count < 2
            ? (alike.Count == 0 ? null : tx.Find(alike.First()), null)
            : (
                null,
                Error(
                    tx,
                    line,
                    cells,
                    "MULTIPLE_COMPANIES_WITH_THIS_DOMAIN",
                    $"Several companies have {key.Trim()}.",
                    kind,
                    keys,
                    key,
                    order
                )
            );
    }

    private static (string Type, string Message)? Unwanted(ImportOperation operation, bool known) =>
        (operation, known) switch
        {
            (ImportOperation.Create, true) => ("CREATE_ONLY_IMPORT", "The record is there already, and the import only creates."),
            (ImportOperation.Update, false) => ("UPDATE_ONLY_IMPORT", "There is no such record, and the import only updates."),
            _ => null,
        };

    private static ImportError Refused(Tx tx, ImportOrder order, Kind kind, string[] cells, int line, HubSpotError error)
    {
        var detail = error.Errors?[0];
        var property = Wire.Text(detail?["context"]?["propertyName"]?[0]);
        var (column, cell) = Of(order, kind, cells).FirstOrDefault(c => c.Column.Property == property);
        var type = Wire.Text(detail?["code"]) switch
        {
            "INVALID_OPTION" => "INVALID_ENUMERATION_OPTION",
            "INVALID_INTEGER" => "COULD_NOT_PARSE_NUMBER",
            "INVALID_DATE" or "INVALID_LONG" => "COULD_NOT_PARSE_DATE",
            "INVALID_EMAIL" => "INVALID_EMAIL",
            "INVALID_OWNER_ID" => "COULD_NOT_FIND_OWNER",
            "REQUIRED_FIELD" => "MISSING_REQUIRED_PROPERTY",
            { } rule when rule.StartsWith("VALIDATION_RULE_", StringComparison.Ordinal) => "INVALID_CUSTOM_PROPERTY_VALIDATION",
            _ => error.Status == 409 ? "DUPLICATE_UNIQUE_PROPERTY_VALUE" : "FAILED_VALIDATION",
        };
        return Error(tx, line, cells, type, Wire.Text(detail?["message"]) ?? error.Message, kind, column, cell, order);
    }

    private static IEnumerable<(ImportColumn Column, string Cell)> Of(ImportOrder order, Kind kind, string[] cells) =>
        order.Columns.Select((column, at) => (column, cells[at])).Where(c => c.column.Kind == kind);

    private static ImportError Error(
        Tx tx,
        int line,
        string[] cells,
        string type,
        string message,
        Kind? kind = null,
        ImportColumn? column = null,
        string? value = null,
        ImportOrder? order = null
    ) =>
        new(
            $"{line}{(kind is { } of ? "-" + ObjectTypes.TypeId(of) : "")}",
            type,
            message,
            tx.Now.ToUnixTimeMilliseconds(),
            line,
            cells,
            column is null || order is null ? null : order.Columns.ToList().IndexOf(column) + 1,
            value,
            kind is { } whose ? ObjectTypes.TypeId(whose) : null
        );
}

/// <summary>Which living companies have a domain, which is no unique property: looked up once a transaction, and kept with what it writes.</summary>
internal sealed class CompanyDomains(CrmStore store)
{
    private readonly Dictionary<long, string> placed = [];
    private Dictionary<string, HashSet<long>>? known;

    public IReadOnlyCollection<long> Of(string domain) => (known ??= Load()).GetValueOrDefault(domain) ?? [];

    public void Note(Record record)
    {
        if (record.Kind != Kind.Company || known is null)
            return;
        if (placed.Remove(record.Id, out var before))
            known[before].Remove(record.Id);
        Add(known, record);
    }

    private Dictionary<string, HashSet<long>> Load()
    {
        var all = new Dictionary<string, HashSet<long>>(StringComparer.OrdinalIgnoreCase);
        foreach (var company in store.All(Kind.Company).Where(c => !c.Archived))
            Add(all, company);
        return all;
    }

    private void Add(Dictionary<string, HashSet<long>> all, Record company)
    {
        if (company.Get(store.Schema(Kind.Company)["domain"]) is not { Length: > 0 } domain)
            return;
        if (!all.TryGetValue(domain, out var companies))
            all[domain] = companies = [];
        companies.Add(company.Id);
        placed[company.Id] = domain;
    }
}
