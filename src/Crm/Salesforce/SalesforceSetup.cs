using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Signing in, permissions, describe, stages, users.</summary>
internal sealed class SalesforceSetup(CrmHttp http, SalesforcePaths paths, SalesforceReads reads, ICrmAuth auth)
{
    /// <summary>Salesforce has stages without pipelines; the neutral model has one of this name.</summary>
    public const string OnlyPipeline = "default";

    private static readonly CrmObject[] Written = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal, CrmObject.Note];

    public async Task<CrmResult<CrmAccountFacts>> Check(CancellationToken ct)
    {
        var access = await auth.Access(null, ct);
        if (!access.Ok)
            return access.Error;
        var rows = await reads.Rows(
            paths.Query("SELECT Id, Name, TimeZoneSidKey, DefaultCurrencyIsoCode FROM Organization"),
            CrmLane.Interactive,
            ct
        );
        // Not every organisation shows the currency there; the admin then states it.
        if (rows is { Ok: false, Error.Class: CrmErrorClass.Schema })
            rows = await reads.Rows(paths.Query("SELECT Id, Name, TimeZoneSidKey FROM Organization"), CrmLane.Interactive, ct);
        if (!rows.Ok)
            return rows.Error;

        var (lacking, multiCurrency) = (new List<string>(), false);
        foreach (var kind in Written)
        {
            var name = SalesforceFields.Object(kind);
            var described = await http.Send(new(HttpMethod.Get, paths.Describe(name), CrmLane.Interactive), ct);
            if (described is { Ok: false, Error.Class: CrmErrorClass.NotFound })
            {
                lacking.Add($"{name}: read");
                continue;
            }
            if (!described.Ok)
                return described.Error;
            foreach (var (flag, right) in new[] { ("queryable", "read"), ("createable", "create"), ("updateable", "edit") })
            {
                if (!described.Value.Body.True(flag))
                    lacking.Add($"{name}: {right}");
            }
            multiCurrency |= kind == CrmObject.Deal && described.Value.Body.Items("fields").Any(f => f.Text("name") == "CurrencyIsoCode");
        }

        var organisation = rows.Value.All.FirstOrDefault();
        return new CrmAccountFacts(
            SalesforceId.Normalise(organisation.Text("Id")) ?? "",
            organisation.Text("Name") ?? "Salesforce",
            organisation.Text("DefaultCurrencyIsoCode") ?? "USD",
            organisation.Text("TimeZoneSidKey") ?? "UTC",
            access.Value.Origin.GetLeftPart(UriPartial.Authority),
            multiCurrency,
            lacking
        );
    }

    public async Task<CrmResult<CrmSchema>> ReadSchema(CrmObject kind, CancellationToken ct)
    {
        var name = SalesforceFields.Object(kind);
        var reply = await http.Send(new(HttpMethod.Get, paths.Describe(name), CrmLane.Interactive), ct);
        if (!reply.Ok)
            return reply.Error;
        return new CrmSchema(kind, name, [.. reply.Value.Body.Items("fields").Select(f => Field(kind, f))]);
    }

    public async Task<CrmResult<IReadOnlyList<CrmPipeline>>> ReadPipelines(CancellationToken ct)
    {
        const string soql =
            "SELECT MasterLabel, ApiName, IsClosed, IsWon, DefaultProbability, SortOrder FROM OpportunityStage WHERE IsActive = true ORDER BY SortOrder";
        var rows = await reads.Rows(paths.Query(soql), CrmLane.Interactive, ct);
        if (!rows.Ok)
            return rows.Error;
        var stages = rows.Value.All.Select(r => new CrmStage(
            r.Text("ApiName") ?? r.Text("MasterLabel") ?? "",
            r.Text("MasterLabel") ?? "",
            (int)(Canonical.ReadNumber(r.Text("SortOrder")) ?? 0),
            r.True("IsClosed"),
            r.True("IsWon"),
            Canonical.ReadNumber(r.Text("DefaultProbability")) ?? 0
        ));
        return CrmResult<IReadOnlyList<CrmPipeline>>.Of([new CrmPipeline(OnlyPipeline, "Opportunities", [.. stages])]);
    }

    public async Task<CrmResult<IReadOnlyList<CrmOwner>>> ReadOwners(CancellationToken ct)
    {
        const string soql = "SELECT Id, Email, Name, IsActive FROM User WHERE UserType = 'Standard' ORDER BY Id";
        var rows = await reads.Rows(paths.Query(soql), CrmLane.Poll, ct);
        if (!rows.Ok)
            return rows.Error;
        return CrmResult<IReadOnlyList<CrmOwner>>.Of([
            .. rows.Value.All.Select(r => new CrmOwner(
                SalesforceId.Normalise(r.Text("Id")) ?? "",
                r.Text("Email") ?? "",
                r.Text("Name") ?? "",
                r.True("IsActive")
            )),
        ]);
    }

    private static CrmField Field(CrmObject kind, JsonElement field)
    {
        var name = field.Text("name") ?? "";
        var known = SalesforceFields.Own(kind).FirstOrDefault(m => m.Native == name)?.Key;
        var ours = EntenteFields.Of(kind).FirstOrDefault(f => f.SalesforceName == name)?.Name;
        var createable = field.True("createable");
        return new CrmField(
            known ?? ours ?? CrmFields.Raw(name),
            name,
            field.Text("label") ?? name,
            TypeOf(field.Text("type")),
            [.. field.Items("picklistValues").Select(v => new CrmOption(v.Text("value") ?? "", v.Text("label") ?? "", v.True("active")))],
            createable && !field.True("nillable") && !field.True("defaultedOnCreate"),
            field.True("unique"),
            !createable && !field.True("updateable"),
            field.True("restrictedPicklist")
        );
    }

    private static CrmFieldType TypeOf(string? type) =>
        type switch
        {
            "string" or "email" or "phone" or "url" or "id" or "encryptedstring" or "combobox" => CrmFieldType.Text,
            "textarea" => CrmFieldType.LongText,
            "int" or "double" or "currency" or "percent" or "long" => CrmFieldType.Number,
            "boolean" => CrmFieldType.Boolean,
            "date" => CrmFieldType.Date,
            "datetime" => CrmFieldType.Instant,
            "picklist" => CrmFieldType.Choice,
            "multipicklist" => CrmFieldType.MultiChoice,
            "reference" => CrmFieldType.Reference,
            _ => CrmFieldType.Other,
        };
}
