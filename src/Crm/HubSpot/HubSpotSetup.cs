using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>Signing in, scopes, properties, pipelines, owners.</summary>
internal sealed class HubSpotSetup(CrmHttp http, HubSpotPaths paths, HubSpotOptions options)
{
    private static readonly CrmObject[] Mirrored = [CrmObject.Account, CrmObject.Contact, CrmObject.Deal];

    public async Task<CrmResult<CrmAccountFacts>> Check(CancellationToken ct)
    {
        var account = await http.Send(new(HttpMethod.Get, paths.Account, CrmLane.Interactive), ct);
        if (!account.Ok)
            return account.Error;

        var lacking = new List<string>();
        foreach (var kind in Mirrored)
        {
            var (read, write) = ($"crm.objects.{HubSpotPaths.Type(kind)}.read", $"crm.objects.{HubSpotPaths.Type(kind)}.write");
            if (await Lacks(new(HttpMethod.Get, paths.Objects(kind) + "?limit=1", CrmLane.Interactive), read, lacking, ct) is { } failed)
                return failed;
            // No record has the id 0: with the scope the answer is "not found", without it "forbidden".
            var touch = new CrmRequest(
                HttpMethod.Patch,
                paths.One(kind, "0"),
                CrmLane.Interactive,
                new { properties = new Dictionary<string, string>() }
            );
            if (await Lacks(touch, write, lacking, ct) is { } refused)
                return refused;
        }
        if (
            await Lacks(new(HttpMethod.Get, paths.Owners + "?limit=1", CrmLane.Interactive), "crm.objects.owners.read", lacking, ct) is
            { } owners
        )
            return owners;

        var body = account.Value.Body;
        var portal = body.Text("portalId") ?? "";
        return new CrmAccountFacts(
            portal,
            $"HubSpot {portal}",
            body.Text("companyCurrency") ?? "EUR",
            body.Text("timeZone") ?? "UTC",
            $"{WebOrigin(body.Text("uiDomain"))}/contacts/{portal}",
            body.Items("additionalCurrencies").Any(),
            lacking
        );
    }

    public async Task<CrmResult<CrmSchema>> ReadSchema(CrmObject kind, CancellationToken ct)
    {
        var reply = await http.Send(new(HttpMethod.Get, paths.Properties(kind), CrmLane.Interactive), ct);
        if (!reply.Ok)
            return reply.Error;
        return new CrmSchema(kind, HubSpotPaths.Type(kind), [.. reply.Value.Body.Items("results").Select(p => Field(kind, p))]);
    }

    public async Task<CrmResult<CrmEnsured>> EnsureFields(CancellationToken ct)
    {
        var (created, present) = (new List<string>(), new List<string>());
        foreach (var wanted in EntenteFields.All.GroupBy(f => f.On))
        {
            var schema = await ReadSchema(wanted.Key, ct);
            if (!schema.Ok && EntenteFields.OptionalObjects.Contains(wanted.Key) && !schema.Error.MayPass)
                continue;
            if (!schema.Ok)
                return schema.Error;
            var there = schema.Value.Fields.ToDictionary(f => f.Name);
            var missing = wanted.Where(f => !there.ContainsKey(f.Name)).ToList();
            if (missing.Count > 0 && await EnsureGroup(wanted.Key, ct) is { } failed)
                return failed;

            foreach (var field in wanted)
            {
                var name = $"{HubSpotPaths.Type(field.On)}.{field.Name}";
                if (there.TryGetValue(field.Name, out var found))
                {
                    // Uniqueness can only be given at creation: without it a create could happen twice.
                    if (field.Unique && !found.Unique)
                        return NotUnique(name);
                    present.Add(name);
                    continue;
                }
                var made = await http.Send(new(HttpMethod.Post, paths.Properties(field.On), CrmLane.Write, Definition(field)), ct);
                if (made is { Ok: false, Error.Class: not CrmErrorClass.Conflict })
                    return made.Error;
                (made.Ok ? created : present).Add(name);
            }
        }
        return new CrmEnsured(created, present);
    }

    public async Task<CrmResult<IReadOnlyList<CrmPipeline>>> ReadPipelines(CancellationToken ct)
    {
        var reply = await http.Send(new(HttpMethod.Get, paths.DealPipelines, CrmLane.Interactive), ct);
        if (!reply.Ok)
            return reply.Error;
        return CrmResult<IReadOnlyList<CrmPipeline>>.Of([
            .. reply
                .Value.Body.Items("results")
                .Where(p => !p.True("archived"))
                .Select(p => new CrmPipeline(
                    p.Text("id") ?? "",
                    p.Text("label") ?? "",
                    [.. p.Items("stages").Where(s => !s.True("archived")).Select(Stage).OrderBy(s => s.Order)]
                )),
        ]);
    }

    public async Task<CrmResult<IReadOnlyList<CrmOwner>>> ReadOwners(CancellationToken ct)
    {
        var owners = new List<CrmOwner>();
        foreach (var archived in new[] { "false", "true" })
        {
            string? after = null;
            do
            {
                var address =
                    $"{paths.Owners}?limit=500&archived={archived}" + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}");
                var reply = await http.Send(new(HttpMethod.Get, address, CrmLane.Poll), ct);
                if (!reply.Ok)
                    return reply.Error;
                owners.AddRange(reply.Value.Body.Items("results").Select(Owner));
                after = reply.Value.Body.At("paging").At("next").Text("after");
            } while (after is not null);
        }
        return CrmResult<IReadOnlyList<CrmOwner>>.Of([.. owners.DistinctBy(o => o.Id)]);
    }

    private async Task<CrmError?> Lacks(CrmRequest probe, string scope, List<string> lacking, CancellationToken ct)
    {
        var reply = await http.Send(probe, ct);
        if (reply.Ok || reply.Error.Class is CrmErrorClass.NotFound or CrmErrorClass.Data)
            return null;
        if (reply.Error is not { Class: CrmErrorClass.Auth, Code: "MISSING_SCOPES" })
            return reply.Error;
        lacking.Add(scope);
        return null;
    }

    private async Task<CrmError?> EnsureGroup(CrmObject kind, CancellationToken ct)
    {
        var body = new { name = EntenteFields.Group, label = EntenteFields.GroupLabel };
        var made = await http.Send(new(HttpMethod.Post, paths.PropertyGroups(kind), CrmLane.Write, body), ct);
        return made is { Ok: false, Error.Class: not CrmErrorClass.Conflict } ? made.Error : null;
    }

    private static object Definition(EntenteField field)
    {
        var (type, control) = field.Type switch
        {
            CrmFieldType.Date => ("date", "date"),
            CrmFieldType.Number => ("number", "number"),
            CrmFieldType.LongText => ("string", "textarea"),
            CrmFieldType.Instant => ("datetime", "date"),
            _ => ("string", "text"),
        };
        return new
        {
            name = field.Name,
            label = field.Label,
            groupName = EntenteFields.Group,
            type,
            fieldType = control,
            description = field.Description,
            hasUniqueValue = field.Unique,
        };
    }

    private static CrmField Field(CrmObject kind, JsonElement property)
    {
        var name = property.Text("name") ?? "";
        var meta = property.At("modificationMetadata");
        var known = HubSpotFields.Own(kind).FirstOrDefault(m => m.Native == name)?.Key;
        var ours = EntenteFields.Of(kind).Any(f => f.Name == name);
        return new CrmField(
            known ?? (ours ? name : CrmFields.Raw(name)),
            name,
            property.Text("label") ?? name,
            TypeOf(property.Text("type"), property.Text("fieldType"), property.Text("referencedObjectType")),
            [.. property.Items("options").Select(o => new CrmOption(o.Text("value") ?? "", o.Text("label") ?? "", !o.True("hidden")))],
            (kind, name) is (CrmObject.Deal, "dealname" or "dealstage") or (CrmObject.Account, "name") or (CrmObject.Note, "hs_timestamp"),
            property.True("hasUniqueValue"),
            meta.True("readOnlyValue") || property.True("calculated"),
            property.Text("type") == "enumeration" && !property.True("externalOptions")
        );
    }

    /// <param name="refersTo">Of a property whose options are records of their own: <c>OWNER</c>.</param>
    private static CrmFieldType TypeOf(string? type, string? control, string? refersTo) =>
        type switch
        {
            // An owner is chosen from the account's users; their list is no part of the schema.
            "enumeration" when refersTo == "OWNER" && control != "checkbox" => CrmFieldType.Reference,
            "string" or "phone_number" => control is "textarea" or "html" ? CrmFieldType.LongText : CrmFieldType.Text,
            "number" => CrmFieldType.Number,
            "bool" => CrmFieldType.Boolean,
            "date" => CrmFieldType.Date,
            "datetime" => CrmFieldType.Instant,
            "enumeration" => control == "checkbox" ? CrmFieldType.MultiChoice : CrmFieldType.Choice,
            _ => CrmFieldType.Other,
        };

    private static CrmStage Stage(JsonElement stage)
    {
        var meta = stage.At("metadata");
        var probability = Canonical.ReadNumber(meta.Text("probability")) ?? 0;
        var closed = meta.True("isClosed");
        return new CrmStage(
            stage.Text("id") ?? "",
            stage.Text("label") ?? "",
            (int)(stage.Long("displayOrder") ?? 0),
            closed || probability is 1,
            probability is 1,
            probability * 100
        );
    }

    private static CrmOwner Owner(JsonElement owner) =>
        new(
            owner.Text("id") ?? "",
            owner.Text("email") ?? "",
            $"{owner.Text("firstName")} {owner.Text("lastName")}".Trim(),
            !owner.True("archived")
        );

    // The sandbox answers for its own page; HubSpot names only the host.
    private string WebOrigin(string? uiDomain) =>
        options.Origin.IsLoopback || uiDomain is null ? options.Origin.GetLeftPart(UriPartial.Authority) : $"https://{uiDomain}";

    private static CrmError NotUnique(string name) =>
        new(
            CrmErrorClass.Schema,
            "not_unique",
            $"The property {name} exists but is not unique. Delete it in HubSpot and let Entente create it anew.",
            Field: name
        );
}
