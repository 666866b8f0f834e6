using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Partners.Segments;

/// <param name="Of"><c>partners</c>, <c>people</c>.</param>
/// <param name="Drawn">By conditions; else it is kept by hand.</param>
/// <param name="Words">Who is in it, in a sentence.</param>
/// <param name="Partners">How many partners it holds now, or holds people of.</param>
/// <param name="People">How many people there.</param>
public sealed record SegmentBody(string Id, string Name, string Of, bool Drawn, string Words, int Partners, int People);

public sealed record SegmentList(IReadOnlyList<SegmentBody> Segments);

/// <param name="Person">Absent in segments of partners, as their name.</param>
/// <param name="Why">In a sentence.</param>
public sealed record SegmentMemberBody(string Partner, string PartnerName, string? Person, string? PersonName, string Why);

/// <param name="UsedBy">What aims at it.</param>
public sealed record SegmentWithMembers(SegmentBody Segment, IReadOnlyList<string> UsedBy, IReadOnlyList<SegmentMemberBody> Members);

/// <summary>Segments as an API, to read: for keys of the workspace, as far as whoever made the key sees partners.</summary>
internal static class SegmentEndpoints
{
    private const string Root = "/api/v1/segments";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        Said(routes.MapGet(Root, List), "listSegments", "List segments, by name").Produces<SegmentList>();
        Said(routes.MapGet(Root + "/{id}", Get), "getSegment", "Read a segment with who is in it, and why")
            .Produces<SegmentWithMembers>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Said(RouteHandlerBuilder route, string name, string summary) =>
        route
            .Access(new ByKeyAttribute(ApiScopes.ReadSegments))
            .DisableAntiforgery()
            .WithName(name)
            .WithSummary(summary)
            .WithTags("Segments")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> List(SegmentDesk desk, Actor actor, CancellationToken ct) =>
        actor.May(Permissions.ReadPartners)
            ? Results.Json(new SegmentList([.. (await desk.List(ct)).Select(l => Body(l.Card, l.Partners, l.People))]), Web)
            : Refusals.SegmentUnread.ToHttp();

    private static async Task<IResult> Get(string id, SegmentDesk desk, Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return Refusals.SegmentUnread.ToHttp();
        if (!Ids.TryParse<SegmentId>(id, out var known) || await desk.Load(known, ct) is not { } view)
            return Refusals.NoSegment.ToHttp();
        return Results.Json(
            new SegmentWithMembers(
                Body(view.Card, view.Partners, view.People),
                [.. view.Uses.Select(u => u.Words)],
                [
                    .. view.In.Select(m => new SegmentMemberBody(
                        m.Subject.Partner.Short(),
                        m.Partner,
                        m.Subject.Person?.Short(),
                        m.Subject.Person is null ? null : m.Subject.Name,
                        m.Why
                    )),
                ]
            ),
            Web
        );
    }

    private static SegmentBody Body(SegmentCard card, int partners, int people) =>
        new(card.Id.Short(), card.Name, card.Of is SegmentOf.Partners ? "partners" : "people", card.Dynamic, card.Words, partners, people);
}
