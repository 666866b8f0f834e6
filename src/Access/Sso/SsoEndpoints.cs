using Entente.Access.Http;
using Entente.Access.SignIn;
using Entente.Platform.Values;
using Entente.Ui.Http;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Sso;

/// <summary>The addresses a provider knows of us, and those a browser passes on its way there and back.</summary>
internal static class SsoEndpoints
{
    // Lax: it comes along when the provider sends the browser back by a link, and with no other site's form.
    private static readonly OwnCookie Cookie = new("entente_sso");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}/sso/{id:guid}", Begin).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());
        routes.MapGet("/w/{slug}/saml/metadata", Metadata).Access(new OpenAttribute());
        routes.MapPost("/w/{slug}/saml/acs", Acs).Access(new OpenAttribute()).RequireRateLimiting(PublicForm.Policy);
        routes.MapGet("/w/{slug}/saml/done", Done).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());
        routes.MapGet("/w/{slug}/oidc/callback", Callback).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());
    }

    private static async Task Begin(string slug, Guid id, string? next, HttpContext http, SsoDesk desk, CancellationToken ct)
    {
        if (await desk.Begin(new IdentityProviderId(id), next, ct) is not { } begun)
        {
            Failed(http, slug);
            return;
        }
        Cookie.Set(http, begun.Browser, SsoDesk.GoodFor, Below(slug));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        // The one redirect to another site: to the address an admin set up for this provider.
        http.Response.Headers.Location = begun.Address.AbsoluteUri;
    }

    private static async Task<IResult> Metadata(SsoDesk desk, CancellationToken ct) =>
        Results.Text(await desk.Metadata(ct), "application/samlmetadata+xml; charset=utf-8");

    private static async Task Acs(string slug, HttpContext http, SsoDesk desk, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
        {
            Failed(http, slug);
            return;
        }
        var form = await http.Request.ReadFormAsync(ct);
        string? state = form["RelayState"];
        if (await desk.TakeSaml(form["SAMLResponse"], state, ct) is { } code)
            SeeOther.To(http, $"/w/{slug}/saml/done?state={Uri.EscapeDataString(state!)}&code={code}");
        else
            Failed(http, slug);
    }

    private static async Task Done(string slug, string? state, string? code, HttpContext http, SsoDesk desk, CancellationToken ct) =>
        Enter(http, slug, await desk.Finish(state, code, Cookie.Read(http, path: Below(slug)), Visit(http), ct));

    private static async Task Callback(
        string slug,
        string? state,
        string? code,
        string? iss,
        HttpContext http,
        SsoDesk desk,
        CancellationToken ct
    ) => Enter(http, slug, await desk.TakeOidc((state, code, iss), Cookie.Read(http, path: Below(slug)), Visit(http), ct));

    private static void Enter(HttpContext http, string slug, SsoDone? done)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (done is null)
        {
            Failed(http, slug);
            return;
        }
        Cookie.Clear(http, Below(slug));
        SessionCookie.Set(http, done.Token);
        SeeOther.To(http, done.Next ?? $"/w/{slug}/{(done.Side is MemberSide.Staff ? "today" : "portal")}");
    }

    private static (Visitor Browser, string? OldToken) Visit(HttpContext http) => (Visitor.Of(http), SessionCookie.Read(http));

    // One answer whatever went wrong: who is known here, and what a provider said, is nobody's business; the reason stands in the audit.
    private static void Failed(HttpContext http, string slug) =>
        Refused.Set(
            http,
            new(
                StatusCodes.Status403Forbidden,
                "sign_in.sso_failed",
                "Your company’s sign-in did not let you in",
                "Begin again from the sign-in page, in this browser. If it happens again, ask whoever runs this workspace: the audit log says why.",
                $"/w/{slug}/sign-in",
                "Sign in"
            )
        );

    private static string Below(string slug) => $"/w/{slug}/";
}
