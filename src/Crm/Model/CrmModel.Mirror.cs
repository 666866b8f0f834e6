using Entente.Crm.Inspect;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>The rows of the mirror.</summary>
internal static partial class CrmModel
{
    private static void MapMirror(ModelBuilder model)
    {
        model.Entity<MirroredRecord>(r =>
        {
            r.ToTable("crm_record")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.CrmId,
                });
            r.Property(x => x.Fields).HasColumnType("jsonb");
            r.Property(x => x.Links).HasColumnType("jsonb");
            // Byte by byte, so that a range of it is all that begins with the same letters.
            r.Property(x => x.NameLow).HasComputedColumnSql(RecordNames.LowSql, stored: true).UseCollation("C");
            r.HasIndex(x => new { x.WorkspaceId, x.NameLow });
        });
        model.Entity<AccountRow>(a =>
        {
            a.ToTable("crm_account").HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.CrmId,
                })
                .IsUnique();
            a.HasIndex(x => new { x.WorkspaceId, x.Domain });
            a.HasIndex(x => new { x.WorkspaceId, x.NameKey });
            a.HasIndex(x => new { x.WorkspaceId, x.ChangedAt });
        });
        model.Entity<ContactRow>(c =>
        {
            c.ToTable("crm_contact").HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.CrmId,
                })
                .IsUnique();
            c.HasIndex(x => new { x.WorkspaceId, x.Email });
            c.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.AccountCrmId,
            });
        });
        model.Entity<LeadRow>(l =>
        {
            l.ToTable("crm_lead")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.CrmId,
                });
            l.HasIndex(x => new { x.WorkspaceId, x.Domain });
            l.HasIndex(x => new { x.WorkspaceId, x.NameKey });
            l.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.AccountCrmId,
            });
            l.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.ContactCrmId,
            });
        });
        model.Entity<AliasRow>(a =>
            a.ToTable("crm_alias")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.OldId,
                })
        );
        model.Entity<OwnerRow>(o =>
            o.ToTable("crm_owner")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.CrmId,
                })
        );
        model.Entity<StageRow>(s =>
            s.ToTable("crm_stage")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Pipeline,
                    x.CrmId,
                })
        );
    }
}
