using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Intake;

/// <summary>The original of a kept mail.</summary>
internal static class Original
{
    public static async Task<ReadMail> Read(EntenteDb db, InboundMailId mail, CancellationToken ct) =>
        MimeReader.Read(await Bytes(db, mail, ct));

    /// <summary>As the relay handed it over; empty once it is no longer kept.</summary>
    public static async Task<byte[]> Bytes(EntenteDb db, InboundMailId mail, CancellationToken ct)
    {
        var pieces = await db.Set<InboundPiece>().Where(p => p.MailId == mail).OrderBy(p => p.No).Select(p => p.Bytes).ToListAsync(ct);
        return pieces.Count == 1 ? pieces[0] : [.. pieces.SelectMany(p => p)];
    }
}
