using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Intake;

/// <summary>The original of a kept mail.</summary>
internal static class Original
{
    public static async Task<ReadMail> Read(EntenteDb db, InboundMailId mail, CancellationToken ct)
    {
        var pieces = await db.Set<InboundPiece>().Where(p => p.MailId == mail).OrderBy(p => p.No).Select(p => p.Bytes).ToListAsync(ct);
        return MimeReader.Read(pieces.Count == 1 ? pieces[0] : [.. pieces.SelectMany(p => p)]);
    }
}
