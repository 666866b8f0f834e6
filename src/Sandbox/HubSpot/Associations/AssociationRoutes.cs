using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations of one record, version 4.</summary>
internal sealed class AssociationRoutes(CrmStore store, Labels labels, SandboxOptions options, TimeProvider clock)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="records">Below `…/objects`.</param>
    public static void MapRecords(RouteGroupBuilder records)
    {
        records.MapPut(
            "/{a}/{id}/associations/default/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Default(http, a, id, b, other)
        );
        records.MapPut(
            "/{a}/{id}/associations/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Put(http, a, id, b, other)
        );
        records.MapGet(
            "/{a}/{id}/associations/{b}",
            (HttpContext http, string a, string id, string b, AssociationRoutes r) => r.List(http, a, id, b)
        );
        records.MapDelete(
            "/{a}/{id}/associations/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Delete(http, a, id, b, other)
        );
    }

    private IResult Default(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        return store.Write(Origin, tx => TypesAsked.Plain.Apply(tx, labels, from, to)) is null
            ? HubSpotError.NotFound.Result(http)
            : Wire.Json(Batches.Envelope(AssociationJson.BothDirections(from, to), clock.GetUtcNow()));
    }

    private async Task<IResult> Put(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        if (await Wire.Array(http) is not { Count: > 0 } types)
            return HubSpotError.Invalid("The body must be a list of association types.").Result(http);
        var (asked, unknown) = TypesAsked.Read(types, labels, RecordIds.KindOf(from), RecordIds.KindOf(to));
        if (unknown is not null)
            return unknown.Result(http);
        return store.Write(Origin, tx => asked!.Apply(tx, labels, from, to)) is { } link
            ? Wire.Json(AssociationJson.Labelled(link, labels, from, to), 201)
            : HubSpotError.NotFound.Result(http);
    }

    private IResult List(HttpContext http, string a, string id, string b)
    {
        if (Kinds(store, a, b, out var from, out var to) is { } error)
            return error.Result(http);
        if (Lookup.Find(store, from, null, id) is not { Archived: false } record)
            return HubSpotError.NotFound.Result(http);
        var limit = int.TryParse(http.Request.Query["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 500;
        if (limit is < 1 or > 500)
            return HubSpotError.Invalid("Page size must be between 1 and 500.").Result(http);
        _ = long.TryParse(http.Request.Query["after"], CultureInfo.InvariantCulture, out var after);
        return Wire.Json(AssociationJson.Page(store, labels, record.Id, to, after, limit));
    }

    private IResult Delete(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        store.Write(
            Origin,
            tx =>
            {
                Unlink(tx, from, to);
            }
        );
        return Results.NoContent();
    }

    /// <summary>Removes an association; a lead that loses the last record it is about goes with it, as in HubSpot.</summary>
    public static void Unlink(Tx tx, long a, long b)
    {
        if (!tx.Unlink(a, b))
            return;
        foreach (var lead in ((long[])[a, b]).Where(id => RecordIds.KindOf(id) == Kind.Lead))
        {
            if (!tx.LinksOf(lead).Any(l => l.Primary && RecordIds.KindOf(l.OtherEnd(lead)) is Kind.Contact or Kind.Company))
                tx.Archive(lead);
        }
    }

    public static HubSpotError? Kinds(CrmStore store, string a, string b, out Kind from, out Kind to)
    {
        (from, to) = (ObjectTypes.Parse(store, a) ?? default, ObjectTypes.Parse(store, b) ?? default);
        return from == default ? BasicRoutes.UnknownType(a)
            : to == default ? BasicRoutes.UnknownType(b)
            : Link.CanJoin(from, to) ? null
            : HubSpotError.Invalid($"{a} and {b} are not associated in this sandbox.");
    }

    private HubSpotError? Ends(string a, string id, string b, string other, out long from, out long to)
    {
        (from, to) = (0, 0);
        if (Kinds(store, a, b, out var fromKind, out var toKind) is { } error)
            return error;
        if (Lookup.Find(store, fromKind, null, id) is not { } first || Lookup.Find(store, toKind, null, other) is not { } second)
            return HubSpotError.NotFound;
        (from, to) = (first.Id, second.Id);
        return from == to ? HubSpotError.Invalid("A record cannot be associated with itself.") : null;
    }
}
