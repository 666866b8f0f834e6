using Entente.Access.Http;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Mail;

/// <summary>
/// The HTML of a mail, for the frame on its page: an address of its own, under a policy of its own, in a sandbox. Mails bring their
/// styles inline, which pages may not.
/// </summary>
internal static class MailBody
{
    public const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/w/{slug}/mail/{id:guid}/body",
                async (Guid id, HttpContext http, OpenMail open, CancellationToken ct) =>
                {
                    if (await open.Run(id, ct) is not { } mail)
                        return Results.StatusCode(StatusCodes.Status404NotFound);
                    http.Response.Headers[Csp.Header] = Policy;
                    return Results.Text(mail.Html, "text/html; charset=utf-8");
                }
            )
            .Access(new StaffAttribute(Permissions.ReadMail))
            .WithMetadata(new NoPrefetchAttribute());
}
