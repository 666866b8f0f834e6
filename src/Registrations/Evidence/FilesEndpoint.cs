using Entente.Access;
using Entente.Access.Files;
using Entente.Access.Http;
using Entente.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Evidence;

/// <summary>
/// Gives a file out to whoever may see its registration: staff who read registrations, its own partner, the holder of its link. Recorded
/// before it is given.
/// </summary>
internal static class FilesEndpoint
{
    internal const string Action = "attachment.opened";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/w/{slug}/registrations/{number}/files/{id:guid}", OfNumber)
            .Access(new StaffAttribute(Permissions.ReadRegistrations));
        routes.MapGet("/w/{slug}/portal/deals/{number}/files/{id:guid}", OfNumber).Access(new PartnerSideAttribute());
        routes.MapGet("/s/{key}/files/{id:guid}", OfLink).Access(new ByLinkAttribute(LinkKind.Follow));
    }

    private static Task<IResult> OfNumber(HttpContext http, EntenteDb db, GiveFile give, string number, Guid id, CancellationToken ct) =>
        Give(
            http,
            give,
            db.Set<Attachment>().Where(a => db.Set<Model.Registration>().Any(r => r.Id == a.RegistrationId && r.Number == number)),
            id,
            ct
        );

    private static Task<IResult> OfLink(HttpContext http, EntenteDb db, GiveFile give, CurrentLink link, Guid id, CancellationToken ct)
    {
        var about = link.Required.Subject is { Kind: RegistrationId.SubjectKind } subject ? new RegistrationId(subject.Id) : default;
        return Give(http, give, db.Set<Attachment>().Where(a => a.RegistrationId == about), id, ct);
    }

    // The partner's filter holds in each query: another partner's file is not there.
    private static async Task<IResult> Give(HttpContext http, GiveFile give, IQueryable<Attachment> which, Guid id, CancellationToken ct)
    {
        var attachment = await which.AsNoTracking().SingleOrDefaultAsync(a => a.Id == new AttachmentId(id), ct);
        return attachment is null
            ? Results.NotFound()
            : await give.Run(http.Response, attachment.FileId, Action, new("attachment", id), ct);
    }
}
