using Entente.Access.Scim;
using Entente.Access.StepUp;
using Entente.Platform.Tenancy;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Http;

/// <summary>
/// Default deny: every endpoint is judged by its <see cref="IAccessRule"/> before it runs; one without a rule does not exist.
/// Stands behind routing.
/// </summary>
internal static class AccessGate
{
    public static async Task Judge(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not { } endpoint)
        {
            await next(http);
            return;
        }
        if (endpoint.Metadata.GetMetadata<ByKeyAttribute>() is { } byKey)
        {
            await KeyGate.Judge(http, byKey, next);
            return;
        }
        if (endpoint.Metadata.GetMetadata<ByDirectoryAttribute>() is not null)
        {
            await DirectoryGate.Judge(http, next);
            return;
        }
        var actor = http.RequestServices.GetRequiredService<ActorSlot>().Current;
        var link = http.RequestServices.GetRequiredService<CurrentLink>().Visit;
        if (actor is { ViewedBy: not null } && (http.Request.IsPrefetch() || ReadOnlyGate.Hides(endpoint)))
        {
            if (http.Request.IsPrefetch())
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else
                Refused.Set(http, Refused.NotWhileViewing(actor.Name));
            return;
        }
        if (http.Request.IsPrefetch() && (link is not null || endpoint.Metadata.GetMetadata<NoPrefetchAttribute>() is not null))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var session = http.RequestServices.GetRequiredService<CurrentSession>().Visit;
        var rule = endpoint.Metadata.GetMetadata<IAccessRule>();
        var verdict =
            rule is OnTheWayAttribute step && session is not null
                ? (step.Allows(session) ? Verdict.Allow : Verdict.SignIn)
                : rule?.Judge(actor, link) ?? Verdict.NotFound;
        switch (verdict)
        {
            case Verdict.Allow
                when endpoint.Metadata.GetMetadata<FreshFactorAttribute>() is not null && !await FreshGate.IsOpen(http, session):
                return;
            // Opening this page is recorded, and a HEAD opens nothing: it is there, and that is all there is to say.
            case Verdict.Allow when http.IsHead() && endpoint.Metadata.GetMetadata<NoPrefetchAttribute>() is not null:
                http.Response.ContentType = "text/html; charset=utf-8";
                return;
            case Verdict.Allow when actor is not null && ReadOnlyGate.Refuses(http, endpoint, actor) is { } refused:
                Refused.Set(http, refused);
                return;
            case Verdict.Allow:
                if (actor is { ViewedBy: not null })
                    await ReadOnlyGate.Witness(http, actor);
                await next(http);
                return;
            case Verdict.SignIn:
                AskToSignIn(http, session);
                return;
            case Verdict.Forbidden:
                Refused.Set(http, actor is { Kind: ActorKind.Partner } ? Refused.NotYourRole : Refused.Forbidden);
                return;
            case Verdict.LinkGone:
                Refused.Set(http, Refused.Link(link, WorkspaceAddress.Of(http.Request.Path.Value ?? "")?.Slug));
                return;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }

    private static void AskToSignIn(HttpContext http, SessionVisit? session)
    {
        var slug = WorkspaceAddress.Of(http.Request.Path.Value ?? "")!.Slug;
        var way = session?.Step switch
        {
            SignInStep.Prove => $"/w/{slug}/factor",
            SignInStep.SetUp => $"/w/{slug}/factor/set-up",
            _ => $"/w/{slug}/sign-in",
        };
        // A form that was filled in while the session ended must not be answered by a redirect: its content would be gone.
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            Refused.Set(http, session is null ? Refused.SignedOut(way) : Refused.NotYetIn(way));
            return;
        }
        var next = http.Request.Path + http.Request.QueryString;
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = way + QueryString.Create("next", next);
    }
}

/// <summary>How the host puts Access into its pipeline.</summary>
public static class AccessPipeline
{
    /// <summary>Finds workspace and actor; before routing.</summary>
    public static IApplicationBuilder UseWorkspaces(this IApplicationBuilder app) => app.UseMiddleware<WorkspaceMiddleware>();

    /// <summary>Default deny; between routing and the endpoints.</summary>
    public static IApplicationBuilder UseAccessGate(this IApplicationBuilder app) => app.Use((http, next) => GateLog.Judge(http, next));

    /// <summary>Marks an endpoint as open to everybody, staff only, …: <c>routes.MapPost(…).Access(new OpenAttribute())</c>.</summary>
    public static TBuilder Access<TBuilder>(this TBuilder endpoint, IAccessRule rule)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(e => e.Metadata.Add(rule));
        return endpoint;
    }
}
