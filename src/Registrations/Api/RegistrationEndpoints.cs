using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Audit;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Answer;
using Entente.Registrations.Status;
using Entente.Registrations.Withdraw;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Registrations.Api;

/// <summary>The REST API of registrations (REG-2 g): the same acts as the forms, the same projection as the pages.</summary>
internal static class RegistrationEndpoints
{
    private const string Root = "/api/v1/registrations";

    private const string Example = """
        {
          "kind": "deal",
          "company": "Aldermere Foods",
          "domain": "aldermere.example",
          "country": "GB",
          "contactName": "R Ashdown",
          "contactEmail": "r.ashdown@aldermere.example",
          "problem": "Trace quality issues across six plants.",
          "stage": "Evaluation",
          "amount": "84000",
          "currency": "EUR",
          "closeDate": "2026-05-29",
          "consent": true
        }
        """;

    private static readonly ApiHeader IfMatch = new(
        "If-Match",
        Required: false,
        "The ETag you read: refused with 412 when the registration changed since."
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = new ByKeyAttribute(ApiScopes.ReadRegistrations);
        var write = new ByKeyAttribute(ApiScopes.WriteRegistrations);
        Said(routes.MapPost(Root, Submit), write, "submitRegistration", "Register a lead or a deal")
            .Accepts<SubmitBody>("application/json")
            .WithMetadata(
                new ApiExample(Example),
                new ApiHeader(
                    "Idempotency-Key",
                    Required: true,
                    "Your own number for this request; the same one again gets the same answer."
                )
            )
            .Produces<ReceiptBody>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status409Conflict, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");
        Said(routes.MapGet(Root, List), read, "listRegistrations", "List registrations, the latest first")
            .Produces<RegistrationPage>()
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");
        Said(routes.MapGet(Root + "/{number}", Get), read, "getRegistration", "Read a registration")
            .WithMetadata(
                new ApiHeader("If-None-Match", Required: false, "The ETag you hold: 304 when nothing that you may see has changed.")
            )
            .Produces<RegistrationBody>()
            .Produces(StatusCodes.Status304NotModified)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json");
        Said(routes.MapGet(Root + "/{number}/history", History), read, "getRegistrationHistory", "Read what happened to a registration")
            .Produces<HistoryBody>()
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json");
        Said(routes.MapPost(Root + "/{number}/answer", Answer), write, "answerQuestion", "Answer the open question")
            .Accepts<AnswerBody>("application/json")
            .WithMetadata(new ApiExample("""{"answer":"Six plants, and the audit is in October."}"""), IfMatch)
            .Produces<RegistrationBody>()
            .Produces<ProblemBody>(StatusCodes.Status409Conflict, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");
        Said(routes.MapPost(Root + "/{number}/withdraw", Withdraw), write, "withdrawRegistration", "Take a registration back")
            .WithMetadata(IfMatch)
            .Produces<RegistrationBody>()
            .Produces<ProblemBody>(StatusCodes.Status409Conflict, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status412PreconditionFailed, "application/problem+json");
    }

    private static RouteHandlerBuilder Said(RouteHandlerBuilder route, ByKeyAttribute rule, string name, string summary) =>
        route
            .Access(rule)
            .DisableAntiforgery()
            .WithName(name)
            .WithSummary(summary)
            .WithTags("Registrations")
            .Produces<ProblemBody>(StatusCodes.Status401Unauthorized, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status403Forbidden, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status429TooManyRequests, "application/problem+json");

    private static async Task<IResult> Submit(HttpContext http, SubmitByApi act, CancellationToken ct)
    {
        var body = await ApiReader.Bytes(http.Request, ct);
        if (!body.Ok)
            return body.Problem.ToHttp();
        var received = await act.Run(http.Request.Headers["Idempotency-Key"], body.Value, ct);
        if (!received.Ok)
            return received.Problem.ToHttp();
        http.Response.Headers.Location = $"{Root}/{received.Value.Number}";
        return Results.Json(received.Value, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(string? cursor, string? limit, ApiList list, CancellationToken ct)
    {
        var page = await list.Run(cursor, limit, ct);
        return page.Ok ? Results.Json(page.Value, ApiJson.Options) : page.Problem.ToHttp();
    }

    private static async Task<IResult> Get(string number, HttpContext http, StatusQuery status, Reads reads, CancellationToken ct)
    {
        if (await status.Load(number, ct) is not { } view)
            return Refusals.NotFound.ToHttp();
        reads.Note(view.Id.Subject);
        var (body, tag) = Tagged(view);
        http.Response.Headers.ETag = tag;
        return Names(http.Request.Headers.IfNoneMatch, tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(body, ApiJson.Options);
    }

    private static async Task<IResult> History(string number, StatusQuery status, CancellationToken ct) =>
        await status.Load(number, ct) is { } view
            ? Results.Json(new HistoryBody([.. view.Steps.Select(s => new StepBody(s.At, s.What, s.Text))]), ApiJson.Options)
            : Refusals.NotFound.ToHttp();

    private static async Task<IResult> Answer(
        string number,
        HttpContext http,
        AnswerQuestion act,
        StatusQuery status,
        Actor actor,
        CancellationToken ct
    )
    {
        var body = await ApiReader.Bytes(http.Request, ct);
        var answer = body.Ok ? ApiReader.Answer(body.Value) : body.Problem;
        if (!answer.Ok)
            return answer.Problem.ToHttp();
        return await Change(number, http, status, actor, () => act.Run(new(number, answer.Value), ct), ct);
    }

    private static Task<IResult> Withdraw(
        string number,
        HttpContext http,
        WithdrawRegistration act,
        StatusQuery status,
        Actor actor,
        CancellationToken ct
    ) => Change(number, http, status, actor, () => act.Run(number, ct), ct);

    // What only a partner may do, if the registration is still the one that it read.
    private static async Task<IResult> Change(
        string number,
        HttpContext http,
        StatusQuery status,
        Actor actor,
        Func<Task<Result>> act,
        CancellationToken ct
    )
    {
        if (actor.Kind is not ActorKind.Partner)
            return Refusals.PartnersOnly.ToHttp();
        if (await status.Load(number, ct) is not { } before)
            return Refusals.NotFound.ToHttp();
        var read = http.Request.Headers.IfMatch;
        if (read.Count > 0 && !Names(read, Tagged(before).Tag))
            return Problem.Stale("registration.stale", $"{number} changed since you read it. Read it again, then decide.").ToHttp();
        var done = await act();
        if (!done.Ok)
            return done.Problem.ToHttp();
        var (body, tag) = Tagged((await status.Load(number, ct))!);
        http.Response.Headers.ETag = tag;
        return Results.Json(body, ApiJson.Options);
    }

    // Of the projected record: what an outsider cannot see changes nothing of it.
    private static (RegistrationBody Body, string Tag) Tagged(StatusView view)
    {
        var body = RegistrationBody.Of(view);
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));
        return (body, $"\"{Base64Url.EncodeToString(hash.AsSpan(0, 15))}\"");
    }

    private static bool Names(Microsoft.Extensions.Primitives.StringValues header, string tag) =>
        header.SelectMany(h => (h ?? "").Split(',')).Select(t => t.Trim()).Any(t => t == "*" || t == tag || t == "W/" + tag);
}
