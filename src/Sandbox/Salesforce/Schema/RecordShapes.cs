using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>
/// Account, Contact, Opportunity and Task: the store's fields under their Salesforce names, and what Salesforce derives. Rows are
/// <see cref="Record"/>s. An account of a contact or opportunity is the store's primary company.
/// </summary>
internal sealed class RecordShapes(CrmStore store, string runAsUserId, AsideValues aside, OrgSetup org, SetupRows setup)
{
    private static readonly string[] People = ["Contact", "Lead"];
    private static readonly string[] Things = ["Account", "Opportunity", "Campaign"];

    /// <param name="kind">One of the four kinds of record.</param>
    /// <param name="schema">The store's fields of it.</param>
    /// <param name="grants">What the API's user may see and change of the fields made through the tooling API.</param>
    /// <param name="demanded">Makes fields required that an administrator made so, by the object's name.</param>
    public ObjectShape Of(
        Kind kind,
        Store.Schema schema,
        FieldGrants grants,
        Func<string, IReadOnlyList<ObjectField>, IReadOnlyList<ObjectField>> demanded
    )
    {
        var (name, plural) = kind switch
        {
            Kind.Company => ("Account", "Accounts"),
            Kind.Contact => ("Contact", "Contacts"),
            Kind.Deal => ("Opportunity", "Opportunities"),
            _ => ("Task", "Tasks"),
        };
        var stored = schema
            .Living.Where(f => f is { SalesforceName: not null, Stored: true } && !grants.Hidden.Contains(f.SalesforceName))
            .Select(f => Looked(name, Stored(f, schema, grants)))
            .ToList();
        List<ObjectField> fields =
        [
            Known("Id", FieldKind.Id, Prefixed),
            Known("IsDeleted", FieldKind.Boolean, row => ((Record)row).Archived),
        ];
        fields.AddRange(Derived(kind, schema));
        fields.AddRange(AsideFields.Of(name, org).Select(Aside));
        if (org.MultiCurrency && kind == Kind.Deal)
            fields.Add(
                org.CurrencyField(row => ((Record)row).Get(schema["deal_currency_code"])) with
                {
                    Stored = schema["deal_currency_code"],
                }
            );
        fields.AddRange(stored);
        fields.Add(Make.User("CreatedById", "CreatedBy", runAsUserId));
        fields.Add(Make.User("LastModifiedById", "LastModifiedBy", runAsUserId));
        fields.Add(Known("CreatedDate", FieldKind.DateTime, row => StoredValue.Seconds(((Record)row).CreatedMs)));
        fields.Add(Known("LastModifiedDate", FieldKind.DateTime, row => StoredValue.Seconds(Stamp((Record)row))));
        fields.Add(Known("SystemModstamp", FieldKind.DateTime, row => StoredValue.Seconds(Stamp((Record)row))));
        return new ObjectShape(name, plural, Prefixes.Of(kind), demanded(name, fields), RecordChildren.Of(kind))
        {
            Label = name,
            Writable = true,
            Replicateable = true,
        };
    }

    /// <summary>When a record last changed: itself, or the account it belongs to (which is a field of its own on Salesforce).</summary>
    public long Stamp(Record record)
    {
        var stamp = record.ModifiedMs;
        if (record.Kind == Kind.Company)
            return stamp;
        foreach (var link in store.LinksOf(record.Id))
        {
            if (link.From == record.Id && (record.Kind == Kind.Note || RecordIds.KindOf(link.To) == Kind.Company))
                stamp = Math.Max(stamp, link.ModifiedMs);
        }

        return stamp;
    }

    /// <summary>A field beside the record; an empty one of a task is the same as none.</summary>
    private ObjectField Aside(ObjectField field)
    {
        var read = field.Read;
        return field with
        {
            Read = row => StoredValue.OfRow(field.Kind, aside.Get(((Record)row).Id, field.Name)) ?? read(row),
            Aside = true,
        };
    }

    /// <summary>A text field that its definition makes a lookup.</summary>
    private ObjectField Looked(string objectName, ObjectField field)
    {
        if (!field.Custom)
            return field;
        var definition = setup
            .By("CustomField", "DeveloperName", field.Name[..^3])
            .FirstOrDefault(row => row.Text("TableEnumOrId") == objectName);
        return definition is not null && CustomFields.Lookup(definition) is { } lookup
            ? field with
            {
                Kind = FieldKind.Reference,
                Length = 18,
                ReferenceTo = [lookup.To],
                RelationshipName = lookup.Relationship,
            }
            : field;
    }

    private static object Prefixed(object row) => Prefixes.IdOf(((Record)row).Id);

    private ObjectField Stored(Field field, Store.Schema schema, FieldGrants grants)
    {
        var kind = StoredValue.KindOf(field);
        var made = new ObjectField(field.SalesforceName!, field.Label, kind, row => StoredValue.Of(kind, ((Record)row).Get(field)))
        {
            Stored = field,
            Length = kind switch
            {
                FieldKind.TextArea => field.Length,
                FieldKind.Email => 80,
                FieldKind.Phone => 40,
                FieldKind.Reference => 18,
                _ when field.Custom => field.Length,
                _ => 255,
            },
            Unique = field.Unique && field.Custom,
            ExternalId = field.Custom && (field.Unique || grants.ExternalIds.Contains(field.SalesforceName!)),
            Createable = !field.ReadOnly && !grants.ReadOnly.Contains(field.SalesforceName!),
            Updateable = !field.ReadOnly && !grants.ReadOnly.Contains(field.SalesforceName!),
            Values = [.. field.Options.Where(o => !o.Hidden).OrderBy(o => o.Order).Select(o => new PicklistValue(o.Value, o.Label))],
        };
        return field switch
        {
            { Type: FieldType.Owner } => made with
            {
                Read = row => made.Read(row) ?? runAsUserId,
                ReferenceTo = ["User"],
                RelationshipName = "Owner",
                Nillable = false,
                DefaultedOnCreate = true,
            },
            { Kind: Kind.Company, Name: "name" }
            or { Kind: Kind.Contact, Name: "lastname" }
            or { Kind: Kind.Deal, Name: "dealname" or "closedate" } => made with
            {
                Nillable = false,
            },
            { Kind: Kind.Deal, Name: "dealstage" } => made with
            {
                Read = row => store.Stage(((Record)row).Get(field))?.Stage.SalesforceName,
                Nillable = false,
                RestrictedPicklist = true,
                Values = [.. Stages(store).Select(stage => new PicklistValue(stage.SalesforceName, stage.SalesforceName))],
            },
            { Kind: Kind.Deal, Name: "dealtype" } => made with
            {
                Read = row =>
                    ((Record)row).Get(field) is { } value ? field.Options.FirstOrDefault(o => o.Value == value)?.Label ?? value : null,
                RestrictedPicklist = true,
                Values = [.. field.Options.Select(o => new PicklistValue(o.Label, o.Label))],
            },
            { Kind: Kind.Note, Name: "status" } => Defaulted(
                made,
                schema,
                "Completed",
                "Not Started",
                "In Progress",
                "Completed",
                "Waiting on someone else",
                "Deferred"
            ),
            { Kind: Kind.Note, Name: "priority" } => Defaulted(made, schema, "Normal", "High", "Normal", "Low"),
            _ => made,
        };
    }

    /// <summary>Every stage once, by Salesforce's name, in the order of the pipelines.</summary>
    public static IEnumerable<Stage> Stages(CrmStore store) =>
        store
            .Pipelines.OrderBy(pipeline => pipeline.Order)
            .SelectMany(pipeline => pipeline.Stages)
            .DistinctBy(stage => stage.SalesforceName, StringComparer.OrdinalIgnoreCase);

    /// <summary>A note of the other protocol knows no status: it is done, of normal priority.</summary>
    private static ObjectField Defaulted(ObjectField field, Store.Schema schema, string value, params string[] values) =>
        field with
        {
            Read = row => ((Record)row).Get(schema[field.Stored!.Name]) ?? value,
            DefaultedOnCreate = true,
            Nillable = false,
            Values = [.. values.Select(v => new PicklistValue(v, v))],
        };

    private IEnumerable<ObjectField> Derived(Kind kind, Store.Schema schema)
    {
        switch (kind)
        {
            case Kind.Company:
                yield return MergedInto("Account");
                break;
            case Kind.Contact:
                yield return MergedInto("Contact");
                var (first, last) = (schema["firstname"], schema["lastname"]);
                yield return Known("Name", FieldKind.String, row => $"{((Record)row).Get(first)} {((Record)row).Get(last)}".Trim());
                yield return Account();
                break;
            case Kind.Deal:
                var stage = schema["dealstage"];
                Stage? StageOf(object row) => store.Stage(((Record)row).Get(stage))?.Stage;
                yield return Account();
                yield return Known("Probability", FieldKind.Percent, row => StageOf(row)?.Probability * 100);
                yield return Known("IsClosed", FieldKind.Boolean, row => StageOf(row) is { Closed: true });
                yield return Known("IsWon", FieldKind.Boolean, row => StageOf(row) is { Won: true });
                yield return Known("ForecastCategoryName", FieldKind.Picklist, row => StageOf(row) is { } at ? Forecast(at) : null);
                break;
            case Kind.Note:
                var status = schema["status"];
                yield return Known("IsClosed", FieldKind.Boolean, row => (((Record)row).Get(status) ?? "Completed") == "Completed");
                // What only Salesforce has (a lead, a campaign) is kept beside the task.
                yield return Reference("WhoId", "Who", People, row => Linked(row, Kind.Contact) ?? aside.Get(((Record)row).Id, "WhoId"));
                yield return Reference(
                    "WhatId",
                    "What",
                    Things,
                    row => Linked(row, Kind.Deal) ?? Linked(row, Kind.Company) ?? aside.Get(((Record)row).Id, "WhatId")
                );
                break;
        }
    }

    /// <summary>Salesforce's forecast category that goes with a stage.</summary>
    public static string Forecast(Stage stage) =>
        stage switch
        {
            { Won: true } => "Closed",
            { Closed: true } => "Omitted",
            { Probability: >= 0.75m } => "Commit",
            { Probability: >= 0.5m } => "Best Case",
            _ => "Pipeline",
        };

    private ObjectField MergedInto(string name) =>
        Reference(
            "MasterRecordId",
            "MasterRecord",
            [name],
            row => aside.Get(((Record)row).Id, "MasterRecordId") ?? Survivor((Record)row)
        ) with
        {
            Createable = false,
            Updateable = false,
        };

    private string? Survivor(Record record) => store.SurvivorOf(record.Id) is { } id ? Prefixes.IdOf(id) : null;

    private ObjectField Account() =>
        Reference(
            "AccountId",
            "Account",
            ["Account"],
            row => store.PrimaryCompany(((Record)row).Id) is { } company ? Prefixes.IdOf(company.Id) : null
        );

    private string? Linked(object row, Kind kind) =>
        store.Linked(((Record)row).Id, kind).Select(pair => Prefixes.IdOf(pair.Record.Id)).FirstOrDefault();

    private static ObjectField Reference(string name, string relationship, string[] to, Func<object, object?> read) =>
        new(name, relationship + " ID", FieldKind.Reference, read)
        {
            Length = 18,
            ReferenceTo = to,
            // A polymorphic reference names its relationship as well; describe gives it alike.
            RelationshipName = relationship,
        };

    private static ObjectField Known(string name, FieldKind kind, Func<object, object?> read) =>
        new(name, name, kind, read)
        {
            Length = kind == FieldKind.Id ? 18 : 255,
            Createable = false,
            Updateable = false,
            Nillable = false,
            DefaultedOnCreate = true,
        };
}
