using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>
/// Field-level security of one object, as Salesforce has it for fields made through the API: nobody sees one until a permission set, assigned to
/// the user or owned by the profile, grants it. Standard fields and those made on the other protocol are open.
/// </summary>
/// <param name="Hidden">Salesforce names of fields the user may not read.</param>
/// <param name="ReadOnly">Those the user may not write.</param>
/// <param name="ExternalIds">Those defined as external ids, unique or not.</param>
internal sealed record FieldGrants(HashSet<string> Hidden, HashSet<string> ReadOnly, HashSet<string> ExternalIds)
{
    public static FieldGrants Of(SetupRows setup, string name, string userId, string profileSetId)
    {
        var made = setup.By("CustomField", "TableEnumOrId", name).ToList();
        var grants = new FieldGrants(Names(made), Names(made), Names(made.Where(row => row.Flag("ExternalId"))));
        if (made.Count == 0)
            return grants;
        var sets = setup
            .All("PermissionSetAssignment")
            .Where(row => row.Text("AssigneeId") == userId)
            .Select(row => row.Text("PermissionSetId"))
            .Append(profileSetId)
            .ToHashSet();
        foreach (var permission in setup.All("FieldPermissions").Where(row => sets.Contains(row.Text("ParentId"))))
        {
            if (permission.Text("Field")?.Split('.') is not [var on, var field] || !on.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (permission.Flag("PermissionsRead"))
                grants.Hidden.Remove(field);
            if (permission.Flag("PermissionsEdit"))
                grants.ReadOnly.Remove(field);
        }

        return grants;
    }

    public static string ObjectName(Kind kind) =>
        kind switch
        {
            Kind.Company => "Account",
            Kind.Contact => "Contact",
            Kind.Deal => "Opportunity",
            _ => "Task",
        };

    private static HashSet<string> Names(IEnumerable<SetupRow> fields) =>
        fields.Select(row => row.Text("DeveloperName") + "__c").ToHashSet(StringComparer.OrdinalIgnoreCase);
}
