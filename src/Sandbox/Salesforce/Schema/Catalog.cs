using System.Collections.Concurrent;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>The store as Salesforce objects and rows; what the API's user may not see is not there.</summary>
internal sealed class Catalog : IRows
{
    /// <summary>Names of the objects that <c>describe</c> lists.</summary>
    public static readonly IReadOnlyList<string> Listed =
    [
        "Account",
        "Contact",
        "Opportunity",
        "OpportunityContactRole",
        "OpportunityStage",
        "Organization",
        "Task",
        "User",
        "PermissionSet",
        "PermissionSetAssignment",
        "FieldPermissions",
    ];

    private static readonly TimeSpan BinAge = TimeSpan.FromDays(15);

    private readonly CrmStore _store;
    private readonly TimeProvider _clock;
    private readonly Organisation _organisation;
    private readonly RecordShapes _recordShapes;
    private readonly Dictionary<string, ObjectShape> _side;
    private readonly ConcurrentDictionary<Kind, (Store.Schema Schema, long Settings, ObjectShape Shape)> _records = new();

    public Catalog(CrmStore store, Organisation organisation, TimeProvider clock)
    {
        (_store, _organisation, _clock) = (store, organisation, clock);
        _recordShapes = new RecordShapes(store, organisation.RunAsId);
        Side = new SideShapes(store, organisation);
        Setup = new SetupRows(store);
        _side = new ObjectShape[]
        {
            Side.ContactRole,
            Side.User,
            Side.OpportunityStage,
            Side.Organization,
            Side.PermissionSet,
            Side.PermissionSetAssignment,
            Side.FieldPermissions,
            Side.CustomField,
        }.ToDictionary(shape => shape.Name, StringComparer.OrdinalIgnoreCase);
    }

    public SideShapes Side { get; }

    public SetupRows Setup { get; }

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
            _ => _side.GetValueOrDefault(name),
        };

    public ObjectShape Of(Kind kind)
    {
        // The version first: what changes after it was read is looked at again next time.
        var settings = _store.SettingsVersion;
        var schema = _store.Schema(kind);
        if (_records.TryGetValue(kind, out var cached) && cached.Schema == schema && cached.Settings == settings)
            return cached.Shape;
        var shape = _recordShapes.Of(kind, schema, FieldGrants.Of(Setup, kind, _organisation.RunAsId, ProfileSet().Id));
        _records[kind] = (schema, settings, shape);
        return shape;
    }

    public IEnumerable<object> All(ObjectShape shape, bool withDeleted)
    {
        if (KindOf(shape) is { } kind)
        {
            var oldest = (_clock.GetUtcNow() - BinAge).ToUnixTimeMilliseconds();
            return _store.All(kind).Where(record => !record.Archived || (withDeleted && record.ArchivedMs >= oldest));
        }

        return shape.Name switch
        {
            "OpportunityContactRole" => _store.AllLinks().Where(IsContactRole),
            "User" => _store.Owners.Prepend(_organisation.RunAs),
            "OpportunityStage" => RecordShapes.Stages(_store),
            "Organization" => [_organisation],
            "PermissionSet" => Setup.All(shape.Name).Prepend(ProfileSet()),
            _ => Setup.All(shape.Name),
        };
    }

    public object? ById(ObjectShape shape, string id)
    {
        if (SalesforceId.Prefix(id) != shape.KeyPrefix)
            return null;
        if (KindOf(shape) is not null)
            return Prefixes.Stored(id) is { } number ? _store.Find(number) : null;
        return shape.Name switch
        {
            "OpportunityContactRole" => Prefixes.Stored(id) is { } number && _store.LinkById(number) is { } link && IsContactRole(link)
                ? link
                : null,
            "User" when id == _organisation.RunAsId => _organisation.RunAs,
            "User" => Prefixes.Stored(id) is { } number ? _store.Owner(number) : null,
            "OpportunityStage" or "Organization" => All(shape, false).FirstOrDefault(row => shape.IdOf(row) == id),
            "PermissionSet" when id == ProfileSet().Id => ProfileSet(),
            _ => Setup.Find(shape.Name, id),
        };
    }

    public IEnumerable<object>? Indexed(ObjectShape shape, ObjectField field, string value, bool withDeleted)
    {
        if (field.Kind == FieldKind.Id)
            return ById(shape, value) is { } row && (withDeleted || row is not Record { Archived: true }) ? [row] : [];
        if (field.Stored is { Unique: true } unique && !withDeleted)
            return _store.FindBy(unique, value) is { } record ? [record] : [];
        if (field.Kind != FieldKind.Reference || Prefixes.Stored(value) is not { } target || RecordIds.KindOf(target) == Kind.Owner)
            return null;
        return (shape.Name, field.Name) switch
        {
            ("OpportunityContactRole", _) => _store.LinksOf(target).Where(IsContactRole).OrderBy(link => link.Id),
            ("Contact" or "Opportunity", "AccountId") or ("Task", _) when !withDeleted => _store
                .Linked(target, KindOf(shape)!.Value)
                .Select(pair => (object)pair.Record)
                .Where(row => value.Equals(field.Read(row)))
                .OrderBy(row => ((Record)row).Id),
            _ => null,
        };
    }

    public ObjectShape? ShapeOfId(string id) =>
        SalesforceId.Prefix(id) switch
        {
            Prefixes.Account => Of(Kind.Company),
            Prefixes.Contact => Of(Kind.Contact),
            Prefixes.Opportunity => Of(Kind.Deal),
            Prefixes.Task => Of(Kind.Note),
            var prefix => _side.Values.FirstOrDefault(shape => shape.KeyPrefix == prefix),
        };

    /// <summary>The permission set every profile owns; what it grants holds for the API's user without an assignment.</summary>
    private static SetupRow ProfileSet() =>
        new(
            "PermissionSet",
            SetupRows.IdFor(Prefixes.PermissionSet, "X00e_Integration"),
            new()
            {
                ["Name"] = "X00e_Integration",
                ["Label"] = "00e_Integration",
                ["IsOwnedByProfile"] = true,
            }
        );

    private bool IsContactRole(Link link) =>
        RecordIds.KindOf(link.From) == Kind.Deal
        && RecordIds.KindOf(link.To) == Kind.Contact
        && _store.Find(link.From) is { Archived: false }
        && _store.Find(link.To) is { Archived: false };
}
