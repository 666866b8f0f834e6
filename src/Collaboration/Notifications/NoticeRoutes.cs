using Entente.Access.Http;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Collaboration.Notifications;

/// <summary>What is no page: following a notification, and the one click by which a mail program unsubscribes somebody.</summary>
internal static class NoticeRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}/notifications/{id:guid}", Follow).Access(new MembersAttribute()).WithMetadata(new NoPrefetchAttribute());
        // Before the page of the same address, which answers only those who look.
        routes
            .MapPost("/w/{slug}/unsubscribe/{token}", Stop)
            .Access(new OpenAttribute())
            .DisableAntiforgery() // a mail program has neither cookie nor form; the address itself is the proof
            .WithOrder(-1);
    }

    private static async Task<IResult> Follow(string slug, Guid id, HttpContext http, NoticeInbox inbox, CancellationToken ct)
    {
        if (await inbox.Open(id, ct) is not { } href)
            return Results.NotFound();
        http.Response.Headers.Location = Ui.Pages.SeeOther.IsOurs(href) ? href : $"/w/{slug}/notifications";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    // RFC 8058: answered without a redirect, unless somebody pressed the button of the page.
    private static async Task<IResult> Stop(string slug, string token, HttpContext http, StopNotices stop, CancellationToken ct)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(ct) : FormCollection.Empty;
        if (form["List-Unsubscribe"] != "One-Click")
            return Results.Text("Post List-Unsubscribe=One-Click.", statusCode: StatusCodes.Status422UnprocessableEntity);
        if (!await stop.Run(token, ct))
            return Results.Text("This address opens nothing.", statusCode: StatusCodes.Status404NotFound);
        if (form["page"] != "yes")
            return Results.Text("Done.");
        http.Response.Headers.Location = $"/w/{slug}/unsubscribe/{token}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
