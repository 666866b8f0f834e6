using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Access.Http;
using Entente.Platform.Http;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Safelist;

/// <param name="Visibility"><c>hidden</c>, <c>visible</c>, <c>editable</c>.</param>
/// <param name="Because">The rule that decided, in a sentence.</param>
public sealed record FieldSightBody(string Field, string Label, string Visibility, string? Value, string Because);

/// <param name="Reaches">Whether they find the record at all.</param>
public sealed record PersonSightBody(
    string Person,
    string Partner,
    string Object,
    string Record,
    string? Stage,
    bool Reaches,
    string? Hindrance,
    IReadOnlyList<FieldSightBody> Fields
);

/// <param name="Person">Absent for links that stand for no person.</param>
public sealed record LookerBody(string? Person, string Name, string Partner, string? Role, string Visibility, string Because);

public sealed record FieldAudienceBody(
    string Object,
    string Record,
    string? Stage,
    string Field,
    IReadOnlyList<LookerBody> Partners,
    IReadOnlyList<string> Staff
);

/// <summary>The simulator as an API (PIP-4), for keys of the workspace whose maker manages the safelist.</summary>
internal static class SafelistEndpoints
{
    private const string Root = "/api/v1/safelist/records/{object}/{reference}";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        Said(routes.MapGet(Root + "/people/{person}", Sees), "getWhatPersonSees", "Read what a partner’s person sees of a record, and why")
            .Produces<PersonSightBody>();
        Said(routes.MapGet(Root + "/fields/{field}", Who), "getWhoSeesField", "Read who sees a field of a record, and why")
            .Produces<FieldAudienceBody>();
    }

    private static RouteHandlerBuilder Said(RouteHandlerBuilder route, string name, string summary) =>
        route
            .Access(new ByKeyAttribute(ApiScopes.ReadSafelist))
            .DisableAntiforgery()
            .WithName(name)
            .WithSummary(summary)
            .WithTags("Safelist")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> Sees(
        string @object,
        string reference,
        string person,
        WhoSees ask,
        Fields fields,
        CancellationToken ct
    )
    {
        var asked = Ids.TryParse<PersonId>(person, out var id) ? await ask.Sees(id, @object, reference, ct) : WhoSees.NoPerson;
        if (!asked.Ok)
            return asked.Problem.ToHttp();
        var (sight, names) = (asked.Value, await fields.Segments(ct));
        return Results.Json(
            new PersonSightBody(
                person,
                sight.Who.PartnerName,
                sight.Record.Object,
                sight.Record.Reference,
                sight.Record.Stage,
                sight.Reaches,
                sight.Hindrance,
                [
                    .. sight.Fields.Select(f => new FieldSightBody(
                        f.Field,
                        f.Label,
                        Name(f.Visibility),
                        f.Value,
                        SafelistText.Why(f.Ruling, names)
                    )),
                ]
            ),
            Web
        );
    }

    private static async Task<IResult> Who(string @object, string reference, string field, WhoSees ask, Fields fields, CancellationToken ct)
    {
        var asked = await ask.Who(@object, reference, field, ct);
        if (!asked.Ok)
            return asked.Problem.ToHttp();
        var (who, names) = (asked.Value, await fields.Segments(ct));
        return Results.Json(
            new FieldAudienceBody(
                who.Record.Object,
                who.Record.Reference,
                who.Record.Stage,
                who.Field.Name,
                [
                    .. who.Partners.Select(p => new LookerBody(
                        p.Who.Person?.Short(),
                        p.Who.Name,
                        p.Who.PartnerName,
                        p.Who.Role?.ToString().ToLowerInvariant(),
                        Name(p.Ruling.Visibility),
                        SafelistText.Why(p.Ruling, names)
                    )),
                ],
                [.. who.Staff.Select(s => s.Name)]
            ),
            Web
        );
    }

    private static string Name(Visibility visibility) => visibility.ToString().ToLowerInvariant();
}
