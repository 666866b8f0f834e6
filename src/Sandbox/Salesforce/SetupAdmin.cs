using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce;

/// <summary>
/// The setup pages of an org as calls: currencies, record types, rules, features; what a user does that REST cannot (merge, undelete, convert a lead); and
/// hindrances on demand. Below <c>/sandbox/admin/salesforce</c>.
/// </summary>
internal static class SetupAdmin
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapPut("/currencies", PutCurrencies);
        admin.MapDelete("/currencies", (CrmStore store, Catalog catalog) => store.Write(Origin.Admin, tx => ClearCurrencies(tx, catalog)));
        admin.MapPost("/record-types", AddRecordType);
        admin.MapPut("/features", PutFeatures);
        admin.MapPost("/validation-rules", AddValidationRule);
        admin.MapPost("/duplicate-rules", AddDuplicateRule);
        admin.MapPost("/required-fields", AddRequiredField);
        admin.MapDelete("/rules", ClearRules);
        admin.MapPost("/locks", Lock);
        admin.MapPost("/refusals", (Hindrances.Refusal order, Hindrances hindrances) => hindrances.RefuseNext(order));
        admin.MapDelete("/hindrances", (Hindrances hindrances) => hindrances.Clear());
        admin.MapPost("/merge", Merge);
        admin.MapPost("/undelete", Undelete);
        admin.MapPost(
            "/convert-lead",
            (ConversionOrder order, CrmStore store, LeadConversion conversion) => Act(store, tx => conversion.Run(tx, order))
        );
    }

    /// <param name="IsoCode">Three letters.</param>
    /// <param name="Rate">Units of it per unit of the corporate currency.</param>
    public sealed record Currency(string IsoCode, decimal Rate, int DecimalPlaces = 2, bool Active = true);

    /// <param name="Corporate">Its rate is 1.</param>
    public sealed record CurrencyOrder(string Corporate, IReadOnlyList<Currency> Others);

    public sealed record RecordTypeOrder(string Object, string Name);

    /// <param name="PartnerFunds">Whether the org has PartnerFundRequest; null leaves it.</param>
    /// <param name="LateMs">How long committed changes stay invisible to queries; null leaves it.</param>
    /// <param name="UiEmbedding">Whether record pages have the element for apps of others; null leaves it.</param>
    public sealed record FeatureOrder(bool? PartnerFunds = null, int? LateMs = null, bool? UiEmbedding = null);

    /// <param name="Condition">SOQL over the record's own fields; when it holds, the record is refused.</param>
    public sealed record ValidationOrder(string Object, string Condition, string Message, string? Field = null);

    public sealed record DuplicateOrder(string Object, IReadOnlyList<string> Fields, bool AllowSave = true, string? Name = null);

    public sealed record RequiredOrder(string Object, string Field);

    /// <param name="Code">UNABLE_TO_LOCK_ROW (another transaction holds them) or ENTITY_IS_LOCKED (in approval).</param>
    public sealed record LockOrder(IReadOnlyList<string> Ids, string Code = "UNABLE_TO_LOCK_ROW");

    public sealed record MergeOrder(string MasterId, IReadOnlyList<string> MergeIds);

    public sealed record IdsOrder(IReadOnlyList<string> Ids);

    private static void PutCurrencies(CurrencyOrder order, CrmStore store, Catalog catalog) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                ClearCurrencies(tx, catalog);
                tx.Setting(OrgSetup.MultiCurrencyKey, "true");
                foreach (var currency in order.Others.Where(c => c.IsoCode != order.Corporate).Prepend(new Currency(order.Corporate, 1m)))
                {
                    var id = SetupRows.IdFor(Prefixes.CurrencyType, currency.IsoCode);
                    var row = new SetupRow("CurrencyType", id, new Dictionary<string, string>()).With(
                        ("IsoCode", currency.IsoCode),
                        ("ConversionRate", currency.Rate.ToString(CultureInfo.InvariantCulture)),
                        ("DecimalPlaces", SetupRow.Text(currency.DecimalPlaces)),
                        ("IsActive", currency.Active ? "true" : "false"),
                        ("IsCorporate", currency.IsoCode == order.Corporate ? "true" : "false")
                    );
                    SetupRows.Put(tx, row);
                }
            }
        );

    private static void ClearCurrencies(Tx tx, Catalog catalog)
    {
        tx.Setting(OrgSetup.MultiCurrencyKey, null);
        foreach (var row in catalog.Setup.All("CurrencyType"))
            SetupRows.Remove(tx, row.Type, row.Id);
    }

    private static IResult AddRecordType(RecordTypeOrder order, CrmStore store, Catalog catalog)
    {
        if (catalog.Shape(order.Object) is not { Writable: true } shape)
            return Unknown(order.Object);
        var id = SetupRows.IdFor(Prefixes.RecordType, $"{shape.Name}|{order.Name}");
        var row = new SetupRow("RecordType", id, new Dictionary<string, string>()).With(
            ("Name", order.Name),
            ("DeveloperName", order.Name.Replace(' ', '_')),
            ("SobjectType", shape.Name),
            ("IsActive", "true")
        );
        store.Write(Origin.Admin, tx => SetupRows.Put(tx, row));
        return Results.Ok(new { id });
    }

    private static void PutFeatures(FeatureOrder order, CrmStore store) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (order.PartnerFunds is { } funds)
                    tx.Setting(OrgSetup.PartnerFundsKey, funds ? "true" : null);
                if (order.LateMs is { } late)
                    tx.Setting(OrgSetup.LateMsKey, late > 0 ? SetupRow.Text(late) : null);
                if (order.UiEmbedding is { } embedding)
                    tx.Setting(OrgSetup.NoUiEmbeddingKey, embedding ? null : "true");
            }
        );

    private static IResult AddValidationRule(ValidationOrder order, CrmStore store, Catalog catalog, TimeProvider clock)
    {
        try
        {
            QueryRunner.Condition(catalog, order.Object, order.Condition, clock.GetUtcNow());
        }
        catch (ApiException refusal)
        {
            return Results.Problem(refusal.Message, statusCode: 422);
        }

        return Rule(
            store,
            catalog,
            OrgSetup.ValidationRule,
            order.Object,
            ("Condition", order.Condition),
            ("Message", order.Message),
            ("Field", order.Field)
        );
    }

    private static IResult AddDuplicateRule(DuplicateOrder order, CrmStore store, Catalog catalog) =>
        Rule(
            store,
            catalog,
            OrgSetup.DuplicateRule,
            order.Object,
            ("Fields", string.Join(',', order.Fields)),
            ("AllowSave", order.AllowSave ? "true" : "false"),
            ("Name", order.Name)
        );

    private static IResult AddRequiredField(RequiredOrder order, CrmStore store, Catalog catalog) =>
        Rule(store, catalog, OrgSetup.RequiredField, order.Object, ("Field", order.Field));

    private static IResult Rule(
        CrmStore store,
        Catalog catalog,
        string type,
        string objectName,
        params (string Name, string? Value)[] values
    )
    {
        if (catalog.Shape(objectName) is not { Writable: true } shape)
            return Unknown(objectName);
        var fields = values
            .Where(pair => pair.Name is "Field" or "Fields" && pair.Value is not null)
            .SelectMany(pair => pair.Value!.Split(','));
        if (fields.FirstOrDefault(name => shape.Field(name) is null) is { } unknown)
            return Results.Problem($"{shape.Name} has no field {unknown}.", statusCode: 422);
        var id = SetupRows.IdFor("03d", $"{type}|{shape.Name}|{string.Join('|', values)}");
        store.Write(
            Origin.Admin,
            tx => SetupRows.Put(tx, new SetupRow(type, id, new Dictionary<string, string>()).With([("Object", shape.Name), .. values]))
        );
        return Results.Ok(new { id });
    }

    private static void ClearRules(CrmStore store, Catalog catalog) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                foreach (var type in (string[])[OrgSetup.ValidationRule, OrgSetup.DuplicateRule, OrgSetup.RequiredField])
                foreach (var row in catalog.Setup.All(type))
                    SetupRows.Remove(tx, type, row.Id);
            }
        );

    private static IResult Lock(LockOrder order, Hindrances hindrances)
    {
        var ids = order.Ids.Select(SalesforceId.Normalise).ToList();
        if (ids.Contains(null) || order.Code is not ("UNABLE_TO_LOCK_ROW" or "ENTITY_IS_LOCKED"))
            return Results.Problem("ids must be record ids, code UNABLE_TO_LOCK_ROW or ENTITY_IS_LOCKED.", statusCode: 422);
        hindrances.Hold(ids!, order.Code);
        return Results.NoContent();
    }

    private static IResult Merge(MergeOrder order, CrmStore store, Catalog catalog, RecordWriter writer) =>
        Act(
            store,
            tx =>
            {
                var (winner, shape) = Known(catalog, order.MasterId);
                return new
                {
                    id = winner,
                    moved = writer.Merge(tx, shape, winner, [.. order.MergeIds.Select(id => Records.OwnId(shape, id))], new JsonObject()),
                };
            }
        );

    private static IResult Undelete(IdsOrder order, CrmStore store, Catalog catalog, RecordWriter writer) =>
        Act(
            store,
            tx =>
            {
                foreach (var (id, shape) in order.Ids.Select(id => Known(catalog, id)))
                    writer.Undelete(tx, shape, id);
                return order.Ids;
            }
        );

    private static (string Id, ObjectShape Shape) Known(Catalog catalog, string id) =>
        SalesforceId.Normalise(id) is { } normal && catalog.ShapeOfId(normal) is { } shape
            ? (normal, shape)
            : throw new ApiException(400, "MALFORMED_ID", $"malformed id {id}");

    /// <summary>All of it or nothing; a refusal is told in Salesforce's words.</summary>
    private static IResult Act<T>(CrmStore store, Func<Tx, T> act) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                try
                {
                    return Results.Ok(act(tx));
                }
                catch (ApiException refusal)
                {
                    tx.Abandon();
                    return Results.Problem($"{refusal.Code}: {refusal.Message}", statusCode: 422);
                }
            }
        );

    private static IResult Unknown(string name) =>
        Results.Problem($"There is no object {name} whose records can be written.", statusCode: 422);
}
