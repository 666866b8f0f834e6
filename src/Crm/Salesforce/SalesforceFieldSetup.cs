using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// Creates our custom fields by the Tooling API. A field made so is invisible until a permission set opens it, and a permission set
/// opens nothing until it is assigned: all three steps are looked up before they are done, so a second run changes nothing.
/// </summary>
internal sealed class SalesforceFieldSetup(
    CrmHttp http,
    SalesforcePaths paths,
    SalesforceReads reads,
    SalesforceTokens tokens,
    SalesforceSetup setup
)
{
    private const string PermissionSet = "Entente";

    public async Task<CrmResult<CrmEnsured>> Ensure(CancellationToken ct)
    {
        var (created, present, hidden) = (new List<string>(), new List<string>(), new List<EntenteField>());
        // Notes, tasks and mails are all Task: its field is made once.
        var each = EntenteFields.All.DistinctBy(f => (SalesforceFields.Object(f.On), f.Name)).GroupBy(f => f.On);
        foreach (var wanted in each)
        {
            var schema = await setup.ReadSchema(wanted.Key, ct);
            if (!schema.Ok && EntenteFields.OptionalObjects.Contains(wanted.Key) && !schema.Error.MayPass)
                continue;
            if (!schema.Ok)
                return schema.Error;
            foreach (var field in wanted)
            {
                var name = $"{SalesforceFields.Object(field.On)}.{field.SalesforceName}";
                var visible = schema.Value.Fields.FirstOrDefault(f => f.Name == field.SalesforceName);
                if (visible is not null)
                {
                    if (field.Unique && !visible.Unique)
                        return NotUnique(name);
                    present.Add(name);
                    continue;
                }
                hidden.Add(field);
                var made = await http.Send(new(HttpMethod.Post, paths.CustomField, CrmLane.Write, Definition(field)), ct);
                // It exists, and our user may not see it: only the permission is missing.
                if (made is { Ok: false, Error.Class: not CrmErrorClass.Conflict } && made.Error.Code is not "DUPLICATE_DEVELOPER_NAME")
                    return made.Error;
                (made.Ok ? created : present).Add(name);
            }
        }
        return await Open(hidden, ct) is { } failed ? failed : new CrmEnsured(created, present);
    }

    private async Task<CrmError?> Open(IReadOnlyList<EntenteField> hidden, CancellationToken ct)
    {
        if (hidden.Count == 0)
            return null;
        var set = await FindOrMake(
            $"SELECT Id FROM PermissionSet WHERE Name = '{PermissionSet}'",
            "PermissionSet",
            new Dictionary<string, object> { ["Name"] = PermissionSet, ["Label"] = EntenteFields.GroupLabel },
            ct
        );
        if (!set.Ok)
            return set.Error;

        foreach (var field in hidden)
        {
            var (type, name) = (SalesforceFields.Object(field.On), $"{SalesforceFields.Object(field.On)}.{field.SalesforceName}");
            var opened = await FindOrMake(
                $"SELECT Id FROM FieldPermissions WHERE ParentId = '{set.Value}' AND Field = '{name}'",
                "FieldPermissions",
                new Dictionary<string, object>
                {
                    ["ParentId"] = set.Value,
                    ["SobjectType"] = type,
                    ["Field"] = name,
                    ["PermissionsRead"] = true,
                    ["PermissionsEdit"] = true,
                },
                ct
            );
            if (!opened.Ok)
                return opened.Error;
        }

        if (SalesforceId.Normalise(tokens.Identity?.Split('/')[^1]) is not { } user)
            return new CrmError(CrmErrorClass.Poison, "no_identity", "Salesforce did not say which user we act as.");
        var assigned = await FindOrMake(
            $"SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '{set.Value}' AND AssigneeId = '{user}'",
            "PermissionSetAssignment",
            new Dictionary<string, object> { ["PermissionSetId"] = set.Value, ["AssigneeId"] = user },
            ct
        );
        return assigned.Error;
    }

    private async Task<CrmResult<string>> FindOrMake(string soql, string type, object row, CancellationToken ct)
    {
        var there = await reads.Rows(paths.Query(soql), CrmLane.Write, ct);
        if (!there.Ok)
            return there.Error;
        if (there.Value.All.FirstOrDefault().Text("Id") is { } found)
            return found;
        var made = await http.Send(new(HttpMethod.Post, paths.Rows(type), CrmLane.Write, row), ct);
        return made.Ok ? made.Value.Body.Text("id") ?? "" : made.Error;
    }

    private static object Definition(EntenteField field)
    {
        // Task takes its custom fields from Activity.
        var on = SalesforceFields.Object(field.On) is "Task" ? "Activity" : SalesforceFields.Object(field.On);
        var metadata = new Dictionary<string, object>
        {
            ["label"] = field.Label,
            ["description"] = field.Description,
            ["required"] = false,
        };
        if (field.Type is CrmFieldType.Date or CrmFieldType.Instant)
        {
            metadata["type"] = field.Type is CrmFieldType.Date ? "Date" : "DateTime";
        }
        else if (field.Type is CrmFieldType.Number)
        {
            (metadata["type"], metadata["precision"], metadata["scale"]) = ("Number", 9, 2);
        }
        else
        {
            metadata["type"] = "Text";
            metadata["length"] = field.Unique ? 64 : 255;
            metadata["externalId"] = field.Unique;
            metadata["unique"] = field.Unique;
            if (field.Unique)
                metadata["caseSensitive"] = true;
        }
        return new Dictionary<string, object> { ["FullName"] = $"{on}.{field.SalesforceName}", ["Metadata"] = metadata };
    }

    private static CrmError NotUnique(string name) =>
        new(
            CrmErrorClass.Schema,
            "not_unique",
            $"The field {name} exists but is not unique. Make it a unique external id in Salesforce.",
            Field: name
        );
}
