using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Contact roles, which are the store's deal-contact associations, and the rows of setup objects.</summary>
internal sealed partial class RecordWriter
{
    private string CreateRole(Tx tx, Draft draft)
    {
        var deal = RoleEnd(tx, draft, "OpportunityId");
        var contact = RoleEnd(tx, draft, "ContactId");
        draft.Has("Role", out var role);
        draft.Has("IsPrimary", out var primary);
        return Prefixes.IdOf(tx.Link(deal, contact, primary == "true", role ?? "")!.Id);
    }

    private static long RoleEnd(Tx tx, Draft draft, string name)
    {
        var (field, value) = draft.Values.First(pair => pair.Field.Name == name);
        return Target(tx, field, value!).Id;
    }

    private void UpdateRole(Tx tx, string id, Draft draft)
    {
        var link = Role(tx, id);
        draft.Has("IsPrimary", out var primary);
        tx.Link(link.From, link.To, primary == "true", draft.Has("Role", out var role) ? role ?? "" : null);
    }

    /// <summary>The association behind a role's id, also one made in this transaction's earlier steps or removed by them.</summary>
    private Link Role(Tx tx, string id)
    {
        var link = Prefixes.Stored(id) is { } number ? store.LinkById(number) : null;
        return link is not null && tx.LinksOf(link.From).FirstOrDefault(l => l.Id == link.Id) is { } present
            ? present
            : throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private string CreateSetup(Tx tx, ObjectShape shape, Draft draft)
    {
        var unique = shape.Name switch
        {
            "PermissionSet" => "Name",
            "FieldPermissions" => "ParentId,Field",
            _ => "AssigneeId,PermissionSetId",
        };
        var key = string.Join('|', unique.Split(',').Select(name => draft.Has(name, out var value) ? value : ""));
        var id = SetupRows.IdFor(shape.KeyPrefix!, key);
        if (catalog.Setup.Find(tx, shape.Name, id) is not null)
            throw new ApiException(
                400,
                "DUPLICATE_VALUE",
                $"duplicate value found: {unique} duplicates value on record with id: {id[..15]}",
                unique.Split(',')
            );
        foreach (var (field, value) in draft.Values.Where(pair => pair.Field.Kind == FieldKind.Reference))
        {
            if (
                value is null
                || catalog.Shape(field.ReferenceTo[0]) is not { } target
                || (catalog.ById(target, value) is null && catalog.Setup.Find(tx, target.Name, value) is null)
            )
                throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.Name);
        }

        if (shape.Name == "FieldPermissions")
            CheckField(draft);
        SetupRows.Put(tx, Merge(new SetupRow(shape.Name, id, new Dictionary<string, string>()), draft));
        return id;
    }

    /// <summary>The field must exist, seen or not, and belong to the object named.</summary>
    private void CheckField(Draft draft)
    {
        draft.Has("SobjectType", out var type);
        draft.Has("Field", out var name);
        var parts = name!.Split('.');
        if (
            parts.Length != 2
            || !parts[0].Equals(type, StringComparison.OrdinalIgnoreCase)
            || catalog.Shape(parts[0]) is not { } shape
            || !Defined(shape, parts[1])
        )
            throw new ApiException(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"Field Name: bad value for restricted picklist field: {name}",
                "Field"
            );
        draft.Has("PermissionsRead", out var read);
        draft.Has("PermissionsEdit", out var edit);
        if (edit == "true" && read != "true")
            throw new ApiException(400, "FIELD_INTEGRITY_EXCEPTION", "Permission Edit depends on permission(s): Read", "PermissionsEdit");
    }

    private bool Defined(ObjectShape shape, string field) =>
        Catalog.KindOf(shape) is { } kind && store.Schema(kind).Salesforce(field) is not null
        || shape.Field(field) is not null
        || catalog
            .Setup.By("CustomField", "TableEnumOrId", shape.Name == "Event" ? "Task" : shape.Name)
            .Any(row => $"{row.Text("DeveloperName")}__c".Equals(field, StringComparison.OrdinalIgnoreCase));

    private void UpdateSetup(Tx tx, ObjectShape shape, string id, Draft draft)
    {
        var row =
            catalog.Setup.Find(tx, shape.Name, id) ?? throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        SetupRows.Put(tx, Merge(row, draft));
    }

    private static SetupRow Merge(SetupRow row, Draft draft) => row.With([.. draft.Values.Select(pair => (pair.Field.Name, pair.Value))]);
}
