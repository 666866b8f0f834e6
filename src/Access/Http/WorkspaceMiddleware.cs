using System.Diagnostics;
using Entente.Access.Scim;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Http;

/// <summary>
/// Finds out, before anything else, in which workspace a request acts and who asks: a guest, someone with a session, or
/// the holder of a link. Fills the scope's <see cref="ActorSlot"/>; requests outside any workspace pass with an empty one.
/// </summary>
internal sealed class WorkspaceMiddleware(RequestDelegate next, Workspaces workspaces)
{
    public async Task Invoke(HttpContext http)
    {
        if (WorkspaceAddress.Of(http.Request.Path.Value ?? "") is not { } address)
        {
            if (WorkspaceAddress.OfKey(http.Request.Path.Value ?? "", http.Request.Headers.Authorization) is var (slug, key))
                await ComeByKey(http, slug, key);
            await next(http);
            return;
        }
        if (await workspaces.Find(address.Slug, http.RequestAborted) is not { } workspace)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var channel =
            address.Hook ? Channel.Crm
            : address.Directory ? Channel.Scim
            : address.Link is null ? Channel.Web
            : Channel.Link;
        var slot = http.RequestServices.GetRequiredService<ActorSlot>();
        slot.Fill(Actor.Guest(workspace.Id, channel) with { Correlation = Correlation(http) });
        if (HttpMethods.IsGet(http.Request.Method))
            http.RequestServices.GetRequiredService<PageMemo>().Begin();
        if (address.Link is { } kind)
        {
            KeepToItself(http);
            await VisitByLink(http, slot, kind, address.Token ?? "");
        }
        else if (address.Directory)
            await ComeAsDirectory(http, slot, workspace);
        else if (!address.Hook && !address.Open && SessionCookie.Read(http) is { } token)
            await Recognise(http, slot, token);
        await next(http);
    }

    private async Task ComeByKey(HttpContext http, string slug, string token)
    {
        if (await workspaces.Find(slug, http.RequestAborted) is not { } workspace)
            return;
        var slot = http.RequestServices.GetRequiredService<ActorSlot>();
        slot.Fill(Actor.Guest(workspace.Id, Channel.Api) with { Correlation = Correlation(http) });
        var guest = slot.Current!;
        if (await http.RequestServices.GetRequiredService<Identities>().ByKey(token, http.RequestAborted) is not var (visit, known))
            return;
        http.RequestServices.GetRequiredService<CurrentKey>().Visit = visit;
        slot.Identify(known with { Workspace = guest.Workspace, Correlation = guest.Correlation });
    }

    private static async Task ComeAsDirectory(HttpContext http, ActorSlot slot, WorkspaceCard workspace)
    {
        var guest = slot.Current!;
        if (WorkspaceAddress.OfBearer(http.Request.Headers.Authorization) is not var (slug, token) || slug != workspace.Slug)
            return;
        var known = await http.RequestServices.GetRequiredService<DirectoryDoor>().Open(token, http.RequestAborted);
        if (known is not null)
            slot.Identify(known with { Workspace = guest.Workspace, Correlation = guest.Correlation });
    }

    private static async Task Recognise(HttpContext http, ActorSlot slot, string token)
    {
        var guest = slot.Current!;
        var identities = http.RequestServices.GetRequiredService<Identities>();
        if (await identities.BySession(token, http.RequestAborted) is not { } visit)
            return;
        if (visit.Step is SignInStep.In && visit.Who.IsStaff && IsPortal(http.Request.Path.Value ?? ""))
            visit = visit with { Who = await identities.Viewing(visit.Who, visit.Id, http.RequestAborted) ?? visit.Who };
        visit = visit with { Who = visit.Who with { Workspace = guest.Workspace, Correlation = guest.Correlation } };
        http.RequestServices.GetRequiredService<CurrentSession>().Visit = visit;
        // Who has not come all the way stays a guest to everything but the next step.
        if (visit.Step is SignInStep.In)
            slot.Identify(visit.Who);
    }

    // Only the portal is looked at as somebody else; everywhere else whoever is signed in is themselves, their own settings included.
    private static bool IsPortal(string path) =>
        path.Split('/', 5) is ["", "w", _, var room, ..] && room.Equals("portal", StringComparison.OrdinalIgnoreCase);

    // The address is the secret: no other page is told it, and no search engine lists it.
    private static void KeepToItself(HttpContext http)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
    }

    private static async Task VisitByLink(HttpContext http, ActorSlot slot, LinkKind kind, string token)
    {
        var guest = slot.Current!;
        var (visit, known) = await http.RequestServices.GetRequiredService<Identities>().ByLink(kind, token, http.RequestAborted);
        http.RequestServices.GetRequiredService<CurrentLink>().Visit = visit;
        if (known is not null)
            slot.Identify(known with { Workspace = guest.Workspace, Correlation = guest.Correlation });
    }

    private static string Correlation(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
