using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>A handful of accounts, contacts and tasks in memory, with or without an index.</summary>
internal sealed class ToyRows(bool indexed = true) : IRows
{
    private static readonly ObjectShape Account = new(
        "Account",
        "Accounts",
        "001",
        [
            Field("Id", FieldKind.Id),
            Field("Name", FieldKind.String),
            Field("Industry", FieldKind.Picklist),
            Field("Employees", FieldKind.Int),
            Field("Active__c", FieldKind.Boolean),
            Field("Founded", FieldKind.Date),
            Field("SystemModstamp", FieldKind.DateTime),
            Field("Notes", FieldKind.TextArea) with
            {
                Length = 32_000,
            },
            Field("Key__c", FieldKind.String) with
            {
                Unique = true,
                ExternalId = true,
            },
        ],
        [new ChildRelationship("Contacts", "Contact", "AccountId", CascadeDelete: true)]
    );

    private static readonly ObjectShape Contact = new(
        "Contact",
        "Contacts",
        "003",
        [
            Field("Id", FieldKind.Id),
            Field("Name", FieldKind.String),
            Field("AccountId", FieldKind.Reference) with
            {
                ReferenceTo = ["Account"],
                RelationshipName = "Account",
            },
        ]
    );

    private static readonly ObjectShape Task = new(
        "Task",
        "Tasks",
        "00T",
        [
            Field("Id", FieldKind.Id),
            Field("WhatId", FieldKind.Reference) with
            {
                ReferenceTo = ["Account", "Contact"],
                RelationshipName = "What",
            },
        ]
    );

    private readonly List<(ObjectShape Shape, Dictionary<string, object?> Row)> _rows = [];

    public static string AccountId(int number) => SalesforceId.Of("001", number);

    public static ToyRows Filled(bool indexed = true)
    {
        var rows = new ToyRows(indexed);
        rows.AddAccount(1, "Acme", "Energy", 10, true, new DateOnly(2001, 5, 1), "k1");
        rows.AddAccount(2, "ACME Holding", null, 250, false, null, "k2");
        rows.AddAccount(3, "50% Off_Ltd", "Energy", null, true, new DateOnly(2020, 1, 31), null);
        rows.AddAccount(4, "O'Brien \\ Co", "Retail", 7, false, new DateOnly(1999, 12, 31), "K4");
        rows.AddContact(1, "Ada", 1);
        rows.AddContact(2, "Ben", 1);
        rows.AddContact(3, "Cyd", null);
        rows._rows.Add((Task, new() { ["Id"] = SalesforceId.Of("00T", 1), ["WhatId"] = AccountId(2) }));
        return rows;
    }

    public ObjectShape? Shape(string name) =>
        new[] { Account, Contact, Task }.FirstOrDefault(shape => shape.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<object> All(ObjectShape shape, bool withDeleted) => _rows.Where(row => row.Shape == shape).Select(row => row.Row);

    public object? ById(ObjectShape shape, string id) => All(shape, true).FirstOrDefault(row => shape.IdOf(row) == id);

    public IEnumerable<object>? Indexed(ObjectShape shape, ObjectField field, string value, bool withDeleted) =>
        indexed && (field.IsId || field.ExternalId)
            ? All(shape, withDeleted).Where(row => value.Equals((string?)field.Read(row), StringComparison.OrdinalIgnoreCase))
            : null;

    public ObjectShape? ShapeOfId(string id) =>
        new[] { Account, Contact, Task }.FirstOrDefault(shape => shape.KeyPrefix == SalesforceId.Prefix(id));

    private static ObjectField Field(string name, FieldKind kind) => new(name, name, kind, row => ((Dictionary<string, object?>)row)[name]);

    private void AddAccount(int number, string name, string? industry, int? employees, bool active, DateOnly? founded, string? key) =>
        _rows.Add(
            (
                Account,
                new()
                {
                    ["Id"] = AccountId(number),
                    ["Name"] = name,
                    ["Industry"] = industry,
                    ["Employees"] = (decimal?)employees,
                    ["Active__c"] = active,
                    ["Founded"] = founded,
                    ["SystemModstamp"] = new DateTimeOffset(2026, 11, 20, 10, 0, number, TimeSpan.Zero),
                    ["Notes"] = "long",
                    ["Key__c"] = key,
                }
            )
        );

    private void AddContact(int number, string name, int? account) =>
        _rows.Add(
            (
                Contact,
                new()
                {
                    ["Id"] = SalesforceId.Of("003", number),
                    ["Name"] = name,
                    ["AccountId"] = account is { } of ? AccountId(of) : null,
                }
            )
        );
}
