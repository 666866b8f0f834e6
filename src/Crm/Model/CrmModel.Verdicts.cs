using Entente.Crm.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>What people said about companies.</summary>
internal static partial class CrmModel
{
    private static void MapVerdicts(ModelBuilder model) =>
        model.Entity<CompanyVerdict>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            // Of one pair one verdict holds.
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.LeftMark,
                    x.RightMark,
                })
                .IsUnique()
                .HasFilter("revoked_at is null");
            v.HasIndex(x => new { x.WorkspaceId, x.RightMark });
        });
}
