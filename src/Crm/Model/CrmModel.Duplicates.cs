using Entente.Crm.Duplicates;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>Duplicates among the accounts.</summary>
internal static partial class CrmModel
{
    private static void MapDuplicates(ModelBuilder model)
    {
        model.Entity<DuplicateRow>(d =>
        {
            d.ToTable("crm_duplicate").HasKey(x => new { x.WorkspaceId, x.Id });
            d.HasIndex(x => new { x.WorkspaceId, x.Probability });
        });
        model.Entity<DuplicateMember>(m =>
        {
            m.ToTable("crm_duplicate_member").HasKey(x => new { x.WorkspaceId, x.AccountId });
            m.HasIndex(x => new { x.WorkspaceId, x.DuplicateId });
        });
        model.Entity<DuplicateWalk>(w => w.ToTable("crm_duplicate_walk").HasKey(x => x.WorkspaceId));
        model.Entity<DuplicateChoice>(c =>
        {
            c.ToTable("crm_duplicate_choice").HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new { x.WorkspaceId, x.DuplicateId }).IsUnique();
        });
    }
}
