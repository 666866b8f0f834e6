using Entente.Access;
using Entente.Access.Files;
using Entente.Access.Http;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>
/// Gives a file of a message out to whoever reads that message. Recorded before it is given.
/// What it answers about a file of an internal message is, for a partner, what it answers about none.
/// </summary>
internal static class MessageFilesEndpoint
{
    internal const string Action = "message_file.opened";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}/messages/files/{id:guid}", OfMember).Access(new MembersAttribute());
        routes.MapGet("/s/{key}/messages/files/{id:guid}", OfLink).Access(new ByLinkAttribute(LinkKind.Follow));
    }

    private static Task<IResult> OfMember(HttpContext http, Giver giver, Guid id, CancellationToken ct) => giver.Give(http, id, null, ct);

    private static Task<IResult> OfLink(HttpContext http, Giver giver, CurrentLink link, Guid id, CancellationToken ct) =>
        giver.Give(http, id, link.Required.Subject ?? default, ct);

    internal sealed class Giver(EntenteDb db, Actor actor, ThreadQuery threads, GiveFile give)
    {
        /// <param name="only">The record that a link opens; null: any.</param>
        public async Task<IResult> Give(HttpContext http, Guid id, Platform.Values.SubjectRef? only, CancellationToken ct)
        {
            var key = MessageFileId.From(id);
            var file = await db.Set<MessageFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == key, ct);
            if (
                file is null
                || !Reads(file)
                || (only is { } about && about != new Platform.Values.SubjectRef(file.SubjectKind, file.SubjectId))
            )
                return Results.NotFound();
            // The record itself decides who takes part.
            if (await threads.Head(new(file.SubjectKind, file.SubjectId), ct) is null)
                return Results.NotFound();
            return await give.Run(http.Response, file.FileId, Action, new("message_file", id), ct);
        }

        private bool Reads(MessageFile file) => actor.IsStaff || file.PartnerId == actor.Partner;
    }
}
