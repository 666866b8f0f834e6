using System.Collections.Concurrent;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>The store as Salesforce objects and rows; what the API's user may not see is not there.</summary>
internal sealed class Catalog : IRows
{
    private static readonly TimeSpan BinAge = TimeSpan.FromDays(15);

    private readonly CrmStore _store;
    private readonly TimeProvider _clock;
    private readonly Organisation _organisation;
    private readonly RecordShapes _recordShapes;
    private readonly RowShapes _rowShapes;
    private readonly Dictionary<string, ObjectShape> _side;
    private readonly ConcurrentDictionary<string, (long Settings, ObjectShape Shape)> _rows = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Kind, (Store.Schema Schema, long Settings, ObjectShape Shape)> _records = new();

    public Catalog(CrmStore store, Organisation organisation, TimeProvider clock)
    {
        (_store, _organisation, _clock) = (store, organisation, clock);
        Setup = new SetupRows(store);
        Org = new OrgSetup(store, Setup);
        Aside = new AsideValues(store);
        _recordShapes = new RecordShapes(store, organisation.RunAsId, Aside, Org, Setup);
        _rowShapes = new RowShapes(organisation);
        _side = new SideShapes(store, organisation)
            .All()
            .Concat(SetupShapes.All())
            .ToDictionary(shape => shape.Name, StringComparer.OrdinalIgnoreCase);
    }

    public SetupRows Setup { get; }

    public OrgSetup Org { get; }

    /// <summary>Values of the store's records that only Salesforce knows.</summary>
    public AsideValues Aside { get; }

    /// <summary>Names of the objects that <c>describe</c> lists.</summary>
    public IEnumerable<string> Listed =>
        ((string[])["Account", "Contact", "Opportunity", "Task"])
            .Concat(RowShapes.Names.Keys)
            .Concat(_side.Keys.Where(name => name != "CustomField"))
            .Where(name => Shape(name) is not null)
            .OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>The kind of record an object is of; null for the others.</summary>
    public static Kind? KindOf(ObjectShape shape) =>
        shape.Name switch
        {
            "Account" => Kind.Company,
            "Contact" => Kind.Contact,
            "Opportunity" => Kind.Deal,
            "Task" => Kind.Note,
            _ => null,
        };

    public ObjectShape? Shape(string name) =>
        name.ToUpperInvariant() switch
        {
            "ACCOUNT" => Of(Kind.Company),
            "CONTACT" => Of(Kind.Contact),
            "OPPORTUNITY" => Of(Kind.Deal),
            "TASK" => Of(Kind.Note),
            "PARTNERFUNDREQUEST" when !Org.PartnerFunds => null,
            "CURRENCYTYPE" or "DATEDCONVERSIONRATE" when !Org.MultiCurrency => null,
            _ => RowShapes.Names.ContainsKey(name) ? OfRows(name) : _side.GetValueOrDefault(name),
        };

    private ObjectShape OfRows(string name)
    {
        var settings = _store.SettingsVersion;
        if (_rows.TryGetValue(name, out var cached) && cached.Settings == settings)
            return cached.Shape;
        var exact = RowShapes.Names.Keys.First(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        // Fields of events are those of tasks: both are defined on Activity.
        var definedOn = exact == "Event" ? "Task" : exact;
        var grants = FieldGrants.Of(Setup, definedOn, _organisation.RunAsId, ProfileSet().Id);
        var fields = _rowShapes.Fields(exact).Concat(CustomFields.Of(Setup, definedOn, grants)).ToList();
        if (Org.MultiCurrency && exact is "Lead" or "Campaign" or "PartnerFundRequest")
            fields.Add(Org.CurrencyField(row => ((SetupRow)row).Text("CurrencyIsoCode")));
        if (Org.RecordTypes(exact).Count > 0)
            fields.Add(Make.Reference("RecordTypeId", "RecordType"));
        var shape = RowShapes.Shape(exact, Demanded(exact, fields));
        _rows[name] = (settings, shape);
        return shape;
    }

    /// <summary>Fields an administrator made required.</summary>
    private IReadOnlyList<ObjectField> Demanded(string objectName, IReadOnlyList<ObjectField> fields)
    {
        var required = Org.Of(OrgSetup.RequiredField, objectName)
            .Select(row => row.Text("Field"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return required.Count == 0
            ? fields
            :
            [
                .. fields.Select(field =>
                    required.Contains(field.Name) ? field with { Nillable = false, DefaultedOnCreate = false } : field
                ),
            ];
    }

    public ObjectShape Of(Kind kind)
    {
        // The version first: what changes after it was read is looked at again next time.
        var settings = _store.SettingsVersion;
        var schema = _store.Schema(kind);
        if (_records.TryGetValue(kind, out var cached) && cached.Schema == schema && cached.Settings == settings)
            return cached.Shape;
        var grants = FieldGrants.Of(Setup, FieldGrants.ObjectName(kind), _organisation.RunAsId, ProfileSet().Id);
        var shape = _recordShapes.Of(kind, schema, grants, Demanded);
        _records[kind] = (schema, settings, shape);
        return shape;
    }

    public IEnumerable<object> All(ObjectShape shape, bool withDeleted)
    {
        var oldest = (_clock.GetUtcNow() - BinAge).ToUnixTimeMilliseconds();
        var latest = Org.LateMs is > 0 and var late ? _clock.GetUtcNow().ToUnixTimeMilliseconds() - late : long.MaxValue;
        if (KindOf(shape) is { } kind)
            return _store
                .All(kind)
                .Where(record => (!record.Archived || (withDeleted && record.ArchivedMs >= oldest)) && record.ModifiedMs <= latest);
        if (shape.RowType is { } type)
            return Setup
                .All(type)
                .Where(row =>
                    (row.DeletedMs == 0 || (withDeleted && row.DeletedMs >= oldest))
                    && row.ModifiedMs <= latest
                    && (shape.RowFilter is null || shape.RowFilter(row))
                );
        return shape.Name switch
        {
            "OpportunityContactRole" => _store.AllLinks().Where(IsContactRole),
            "User" => _store.Owners.Prepend(_organisation.RunAs),
            "OpportunityStage" => RecordShapes.Stages(_store),
            "Organization" => [_organisation],
            "PermissionSet" => Setup.All(shape.Name).Prepend(ProfileSet()),
            _ => SetupShapes.Fixed(shape.Name) ?? Setup.All(shape.Name),
        };
    }

    public object? ById(ObjectShape shape, string id)
    {
        if (SalesforceId.Prefix(id) != shape.KeyPrefix)
            return null;
        if (KindOf(shape) is not null)
            return Prefixes.Stored(id) is { } number ? _store.Find(number) : null;
        if (shape.RowType is { } type)
            return Setup.Find(type, id) is { } found && (shape.RowFilter is null || shape.RowFilter(found)) ? found : null;
        return shape.Name switch
        {
            "OpportunityContactRole" => Prefixes.Stored(id) is { } number && _store.LinkById(number) is { } link && IsContactRole(link)
                ? link
                : null,
            "User" when id == _organisation.RunAsId => _organisation.RunAs,
            "User" => Prefixes.Stored(id) is { } number ? _store.Owner(number) : null,
            "OpportunityStage" or "Organization" => All(shape, false).FirstOrDefault(row => shape.IdOf(row) == id),
            "PermissionSet" when id == ProfileSet().Id => ProfileSet(),
            _ => SetupShapes.Fixed(shape.Name)?.FirstOrDefault(row => row.Id == id) ?? Setup.Find(shape.Name, id),
        };
    }

    public IEnumerable<object>? Indexed(ObjectShape shape, ObjectField field, string value, bool withDeleted)
    {
        if (field.Kind == FieldKind.Id)
            return ById(shape, value) is { } row && (!IsDeleted(row) || (withDeleted && InBin(row))) ? [row] : [];
        if (field.Stored is { Unique: true } unique && !withDeleted)
            return _store.FindBy(unique, value) is { } record ? [record] : [];
        if (shape.RowType is { } type && field.Stored is null && (field.Custom || field.Kind == FieldKind.Reference))
            return field.Name == "OwnerId"
                ? null
                : Setup
                    .By(type, field.Name, value)
                    .Where(row => (row.DeletedMs == 0 || (withDeleted && InBin(row))) && (shape.RowFilter is null || shape.RowFilter(row)))
                    .OrderBy(row => row.Id, StringComparer.Ordinal);
        if (field.Kind != FieldKind.Reference || Prefixes.Stored(value) is not { } target || RecordIds.KindOf(target) == Kind.Owner)
            return null;
        return (shape.Name, field.Name) switch
        {
            ("OpportunityContactRole", _) => _store.LinksOf(target).Where(IsContactRole).OrderBy(link => link.Id),
            ("Contact" or "Opportunity", "AccountId") or ("Task", "WhoId" or "WhatId") when !withDeleted => _store
                .Linked(target, KindOf(shape)!.Value)
                .Select(pair => (object)pair.Record)
                .Where(row => value.Equals(field.Read(row)))
                .OrderBy(row => ((Record)row).Id),
            _ => null,
        };
    }

    public Func<object, decimal, decimal>? Money(ObjectShape shape) =>
        Org.MultiCurrency && shape.Field("CurrencyIsoCode") is { } currency
            ? (row, amount) => Org.Convert(amount, (string)currency.Read(row)!, Org.Corporate)
            : null;

    public Func<object, string, decimal, decimal>? MoneyOf(ObjectShape shape) =>
        Org.MultiCurrency && shape.Field("CurrencyIsoCode") is { } currency
            ? (row, iso, amount) => Org.Convert(amount, iso, (string)currency.Read(row)!)
            : null;

    public ObjectShape? ShapeOfId(string id) =>
        SalesforceId.Prefix(id) switch
        {
            Prefixes.Account => Of(Kind.Company),
            Prefixes.Contact => Of(Kind.Contact),
            Prefixes.Opportunity => Of(Kind.Deal),
            Prefixes.Task => Of(Kind.Note),
            var prefix => RowShapes.Names.FirstOrDefault(pair => pair.Value == prefix).Key is { } name
                ? Shape(name)
                : _side.Values.FirstOrDefault(shape => shape.KeyPrefix == prefix),
        };

    /// <summary>Deleted, and not yet forgotten.</summary>
    private bool InBin(object row) =>
        (row is Record record ? record.ArchivedMs : ((SetupRow)row).DeletedMs) >= (_clock.GetUtcNow() - BinAge).ToUnixTimeMilliseconds();

    public static bool IsDeleted(object row) => row is Record { Archived: true } or SetupRow { DeletedMs: not 0 };

    /// <summary>The permission set every profile owns; what it grants holds for the API's user without an assignment.</summary>
    private static SetupRow ProfileSet() =>
        new(
            "PermissionSet",
            SetupRows.IdFor(Prefixes.PermissionSet, "X00e_Integration"),
            new Dictionary<string, string>
            {
                ["Name"] = "X00e_Integration",
                ["Label"] = "00e_Integration",
                ["IsOwnedByProfile"] = "true",
            }
        );

    private bool IsContactRole(Link link) =>
        RecordIds.KindOf(link.From) == Kind.Deal
        && RecordIds.KindOf(link.To) == Kind.Contact
        && _store.Find(link.From) is { Archived: false }
        && _store.Find(link.To) is { Archived: false };
}
