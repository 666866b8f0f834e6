using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Files;

/// <summary>
/// Gives a file to somebody of whom its room has found that they may have it. It is on record before it is given, and it comes from the files' own
/// host, to which a ticket leads that opens this one file for a minute.
/// </summary>
public sealed class GiveFile
{
    private readonly EntenteDb db;
    private readonly FileStore files;
    private readonly FilesAddress address;
    private readonly FileTickets tickets;

    internal GiveFile(EntenteDb db, FileStore files, FilesAddress address, FileTickets tickets) =>
        (this.db, this.files, this.address, this.tickets) = (db, files, address, tickets);

    /// <param name="action">What the audit calls it.</param>
    /// <param name="what">Whose history it stands in.</param>
    public async Task<IResult> Run(HttpResponse response, FileId id, string action, SubjectRef what, CancellationToken ct)
    {
        if (await files.Card(id, ct) is not { } card)
            return Results.NotFound();
        db.Witness(action, what, ("name", null, card.Name), ("sha256", null, card.Sha256));
        await db.SaveChangesAsync(ct);
        if (address.Root is { } root)
        {
            response.Headers.CacheControl = "no-store";
            return Results.Redirect($"{root}{FilesHost.Prefix}/{tickets.Issue(db.Workspace, id)}");
        }
        return await files.Read(id, ct) is var (_, content) ? Downloads.Of(response, card, content) : Results.NotFound();
    }
}
