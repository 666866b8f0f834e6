using Entente.Platform.Data;
using Entente.Platform.Matching;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sites;

/// <summary>Reads the workspace's list: the rows that hold, and how often it was changed.</summary>
internal static class SiteBook
{
    public static async Task<SiteList> Of(EntenteDb db, CancellationToken ct)
    {
        var rows = await db.Set<SiteChoice>()
            .AsNoTracking()
            .Select(s => new
            {
                s.Host,
                s.Proves,
                Gone = s.RevokedAt != null,
            })
            .ToListAsync(ct);
        if (rows.Count == 0)
            return SiteList.Shipped;
        // A row was said once and taken back once at most, and is never deleted: the sum only rises.
        var version = rows.Count + rows.Count(r => r.Gone);
        var standing = rows.Where(r => !r.Gone).OrderBy(r => r.Host, StringComparer.Ordinal).ToLookup(r => r.Proves, r => r.Host);
        return new(version, [.. standing[false]], [.. standing[true]]);
    }
}
