using Entente.Access;
using Entente.Access.Http;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Quarantine;

/// <summary>
/// Gives out a kept mail as it came, and what came with it, to staff who look after mail. Nobody has looked inside: each comes as a download of no type that
/// anything opens by itself. On record before it is given.
/// </summary>
internal static class GiveMail
{
    internal const string OriginalTaken = "mail_in.original_taken";
    internal const string FileTaken = "mail_in.file_taken";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Guard(routes.MapGet("/w/{slug}/mail-in/{id:guid}/original", Whole));
        Guard(routes.MapGet("/w/{slug}/mail-in/{id:guid}/files/{no:int}", File));

        static void Guard(RouteHandlerBuilder route) =>
            route.Access(new StaffAttribute(Permissions.SortMail)).WithMetadata(new NoPrefetchAttribute());
    }

    // The workspace's fence holds in each query: another workspace's mail is not there.
    private static async Task<IResult> Whole(HttpContext http, EntenteDb db, Reads reads, Guid id, CancellationToken ct)
    {
        var key = new InboundMailId(id);
        if (!await db.Set<InboundMail>().AnyAsync(m => m.Id == key, ct))
            return Results.NotFound();
        var bytes = await Original.Bytes(db, key, ct);
        // Emptied by the rule that says how long originals are kept.
        if (bytes.Length == 0)
            return Results.NotFound();
        await Note(db, reads, id, OriginalTaken, ct);
        return Downloads.Of(http.Response, $"mail-{id:N}.eml", "message/rfc822", bytes);
    }

    /// <param name="no">From 0, as the mail has them.</param>
    private static async Task<IResult> File(HttpContext http, EntenteDb db, Reads reads, Guid id, int no, CancellationToken ct)
    {
        var key = new InboundMailId(id);
        if (!await db.Set<InboundMail>().AnyAsync(m => m.Id == key, ct))
            return Results.NotFound();
        var files = MimeReader.Read(await Original.Bytes(db, key, ct)).Attachments;
        if (no < 0 || no >= files.Count)
            return Results.NotFound();
        await Note(db, reads, id, FileTaken, ct, ("name", null, files[no].Name));
        return Downloads.Of(http.Response, files[no].Name, "application/octet-stream", files[no].Part.Bytes(int.MaxValue));
    }

    private static async Task Note(
        EntenteDb db,
        Reads reads,
        Guid id,
        string action,
        CancellationToken ct,
        params (string Field, string? Before, string? After)[] what
    )
    {
        var mail = new SubjectRef("inbound_mail", id);
        reads.Note(mail);
        db.Witness(action, mail, what);
        await db.SaveChangesAsync(ct);
    }
}
