using Entente.Crm.Sites;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>What people changed about the sites that prove nothing.</summary>
internal static partial class CrmModel
{
    private static void MapSites(ModelBuilder model) =>
        model.Entity<SiteChoice>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            // Of one host one word holds.
            s.HasIndex(x => new { x.WorkspaceId, x.Host }).IsUnique().HasFilter("revoked_at is null");
        });
}
