using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>The association types of a pair, HubSpot's and the account's own.</summary>
internal sealed class LabelRoutes(CrmStore store, Labels labels)
{
    /// <param name="associations">Below `…/associations`.</param>
    public static void Map(RouteGroupBuilder associations)
    {
        associations.MapGet("/{a}/{b}/labels", (HttpContext http, string a, string b, LabelRoutes r) => r.With(http, a, b, r.List));
        associations.MapPost("/{a}/{b}/labels", (HttpContext http, string a, string b, LabelRoutes r) => r.Create(http, a, b));
        associations.MapPut("/{a}/{b}/labels", (HttpContext http, string a, string b, LabelRoutes r) => r.Update(http, a, b));
        associations.MapDelete(
            "/{a}/{b}/labels/{typeId:int}",
            (HttpContext http, string a, string b, int typeId, LabelRoutes r) => r.Remove(http, a, b, typeId)
        );
    }

    private IResult Remove(HttpContext http, string a, string b, int typeId) =>
        With(
            http,
            a,
            b,
            (from, to) =>
            {
                labels.Remove(from, to, typeId);
                return Results.NoContent();
            }
        );

    private IResult With(HttpContext http, string a, string b, Func<Kind, Kind, IResult> act) =>
        AssociationRoutes.Kinds(store, a, b, out var from, out var to) is { } error ? error.Result(http) : act(from, to);

    private IResult List(Kind from, Kind to)
    {
        var results = new JsonArray();
        if (DefaultTypes.Primary(from, to) is { } primary)
            results.Add(AssociationJson.Type("HUBSPOT_DEFINED", primary, "Primary"));
        if ((from, to) == (Kind.Company, Kind.Company))
        {
            results.Add(AssociationJson.Type("HUBSPOT_DEFINED", DefaultTypes.Parent, "Parent Company"));
            results.Add(AssociationJson.Type("HUBSPOT_DEFINED", DefaultTypes.Child, "Child Company"));
        }
        results.Add(AssociationJson.Type("HUBSPOT_DEFINED", DefaultTypes.Unlabelled(from, to), null));
        foreach (var (typeId, word) in labels.Between(from, to))
            results.Add(AssociationJson.Type("USER_DEFINED", typeId, word));
        return Wire.Json(new JsonObject { ["results"] = results });
    }

    private async Task<IResult> Create(HttpContext http, string a, string b)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        return With(
            http,
            a,
            b,
            (from, to) =>
            {
                var inverse = Wire.Text(body["inverseLabel"]);
                var (made, error) = labels.Create(from, to, Wire.Text(body["name"]) ?? "", Wire.Text(body["label"]) ?? "", inverse);
                if (error is not null)
                    return error.Result(http);
                var results = new JsonArray(AssociationJson.Type("USER_DEFINED", made!.There, made.Label));
                if (made.Back != made.There)
                    results.Add(AssociationJson.Type("USER_DEFINED", made.Back, made.InverseLabel ?? made.Label));
                return Wire.Json(new JsonObject { ["results"] = results });
            }
        );
    }

    private async Task<IResult> Update(HttpContext http, string a, string b)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        return With(
            http,
            a,
            b,
            (from, to) =>
                int.TryParse(Wire.Text(body["associationTypeId"]), CultureInfo.InvariantCulture, out var typeId)
                && Wire.Text(body["label"]) is { Length: > 0 } label
                && labels.Update(from, to, typeId, label, Wire.Text(body["inverseLabel"]))
                    ? Results.NoContent()
                    : HubSpotError.NotFound.Result(http)
        );
    }
}
