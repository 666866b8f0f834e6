using System.Text;
using Entente.Access.Http;
using Entente.Access.Sso;
using Entente.Access.StepUp;
using Entente.Platform.Values;
using Entente.Ui.Http;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Passkeys;

/// <summary>
/// What the script of a page with a passkey button calls: challenges and answers as JSON. The secret that binds a challenge to the browser travels in a
/// cookie that no script and no other site's page can use.
/// </summary>
internal static class PasskeyEndpoints
{
    private static readonly OwnCookie Cookie = new("entente_passkey", SameSiteMode.Strict);
    private const int Longest = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/w/{slug}/sign-in/passkey/ask", AskToSignIn).Access(new OpenAttribute()).RequireRateLimiting(PublicForm.Policy);
        routes.MapPost("/w/{slug}/sign-in/passkey", SignIn).Access(new OpenAttribute()).RequireRateLimiting(PublicForm.Policy);
        routes.MapPost("/w/{slug}/factor/prove/ask", AskToProve).Access(new OnTheWayAttribute(SignInStep.Prove));
        routes.MapPost("/w/{slug}/factor/prove", Prove).Access(new OnTheWayAttribute(SignInStep.Prove));
        routes
            .MapPost("/w/{slug}/factor/passkey/ask", AskToAdd)
            .Access(new OnTheWayAttribute(SignInStep.SetUp))
            .WithMetadata(new FreshFactorAttribute());
    }

    /// <summary>Takes the secret that this browser kept; a challenge is answered once.</summary>
    public static string? TakeBrowser(HttpContext http, string slug)
    {
        var kept = Cookie.Read(http, path: Below(slug));
        Cookie.Clear(http, Below(slug));
        return kept;
    }

    private static async Task<IResult> AskToSignIn(string slug, HttpContext http, PasskeyDesk desk) =>
        IsOurScript(http) ? Asked(http, slug, await desk.AskToSignIn(http)) : Say(PasskeyDesk.NotIn);

    private static async Task<IResult> AskToProve(string slug, HttpContext http, PasskeyDesk desk) =>
        IsOurScript(http) ? Asked(http, slug, await desk.AskToProve(http)) : Say(PasskeyDesk.NotIn);

    private static async Task<IResult> AskToAdd(string slug, HttpContext http, PasskeyDesk desk) =>
        IsOurScript(http) ? Asked(http, slug, await desk.AskToAdd(http)) : Say(PasskeyDesk.NotIn);

    private static async Task<IResult> SignIn(string slug, string? next, HttpContext http, PasskeyDesk desk)
    {
        if (!IsOurScript(http))
            return Say(PasskeyDesk.NotIn);
        var done = await desk.SignIn(await Body(http), TakeBrowser(http, slug), SessionCookie.Read(http), http);
        if (!done.Ok)
            return Say(done.Problem);
        SessionCookie.Set(http, done.Value.Token);
        var start = $"/w/{slug}/{(done.Value.Side is MemberSide.Staff ? "today" : "portal")}";
        return Results.Json(new { to = SeeOther.IsOurs(next) ? next : start });
    }

    private static async Task<IResult> Prove(string slug, string? next, HttpContext http, PasskeyDesk desk)
    {
        if (!IsOurScript(http))
            return Say(PasskeyDesk.NotIn);
        var done = await desk.Prove(await Body(http), TakeBrowser(http, slug), http);
        return done.Ok ? Results.Json(new { to = SeeOther.IsOurs(next) ? next : $"/w/{slug}" }) : Say(done.Problem);
    }

    private static IResult Asked(HttpContext http, string slug, PasskeyAsked asked)
    {
        Cookie.Set(http, asked.Browser, PasskeyCeremony.GoodFor, Below(slug));
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(asked.Options, "application/json");
    }

    private static IResult Say(Problem problem) =>
        Results.Problem(title: problem.Message, statusCode: Refusal.StatusOf(problem.Kind), type: "urn:entente:problem:" + problem.Code);

    // JSON from another site would have to be allowed by us first, which we never do.
    private static bool IsOurScript(HttpContext http) => http.Request.HasJsonContentType();

    private static async Task<string?> Body(HttpContext http)
    {
        if (http.Request.ContentLength is null or > Longest)
            return null;
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    private static string Below(string slug) => $"/w/{slug}/";
}
