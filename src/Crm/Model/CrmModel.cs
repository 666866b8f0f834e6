using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>The tables of this room. Every key and index begins with the workspace.</summary>
internal static partial class CrmModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CrmConnection>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Property(x => x.Mapping).HasColumnType("jsonb");
            c.Property(x => x.Listed).HasColumnType("jsonb");
        });
        model.Entity<ConnectionStatus>(s => s.ToTable("crm_connection_status").HasKey(x => new { x.WorkspaceId, x.ConnectionId }));
        MapMirror(model);
        MapSync(model);
        MapWrites(model);
        model.Entity<PanelTicket>(t =>
        {
            t.ToTable("crm_panel_ticket").HasKey(x => new { x.WorkspaceId, x.Hash });
            t.HasIndex(x => new { x.WorkspaceId, x.ExpiresAt });
        });
        MapMapping(model);
        MapVerdicts(model);
        MapSites(model);
        MapDuplicates(model);
    }

    private static void MapSync(ModelBuilder model)
    {
        model.Entity<SyncCursor>(c =>
            c.ToTable("crm_cursor")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.Walk,
                })
        );
        model.Entity<SyncBatch>(b =>
        {
            b.ToTable("crm_sync_batch").HasKey(x => new { x.WorkspaceId, x.Id });
            b.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.At,
            });
        });
        model.Entity<PushRow>(p =>
        {
            p.ToTable("crm_push")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Key,
                });
            p.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<ReconcileRow>(r =>
            r.ToTable("crm_reconcile")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                })
        );
        model.Entity<ReconcileSeen>(r =>
            r.ToTable("crm_reconcile_seen")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.CrmId,
                })
        );
        model.Entity<DriftedRow>(d =>
            d.ToTable("crm_drifted")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.CrmId,
                })
        );
        model.Entity<CallRow>(c =>
        {
            c.ToTable("crm_call").HasKey(x => new { x.WorkspaceId, x.Id });
            c.Property(x => x.About).HasColumnType("jsonb");
            c.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.At,
            });
        });
        model.Entity<UsageRow>(u =>
            u.ToTable("crm_usage")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Day,
                    x.Lane,
                })
        );
        model.Entity<BudgetRow>(b => b.ToTable("crm_budget").HasKey(x => new { x.WorkspaceId, x.ConnectionId }));
        model.Entity<FetchRow>(f =>
            f.ToTable("crm_fetch")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.CrmId,
                })
        );
    }

    private static void MapWrites(ModelBuilder model)
    {
        model.Entity<LedgerRow>(l =>
            l.ToTable("crm_ledger")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.CrmId,
                    x.Field,
                })
        );
        model.Entity<ConflictRow>(c =>
        {
            c.ToTable("crm_conflict").HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.Kind,
                x.CrmId,
                x.At,
            });
            c.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<IdentityRow>(i =>
        {
            i.ToTable("crm_identity")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                    x.EntenteId,
                });
            i.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.Kind,
                x.CrmId,
            });
        });
        model.Entity<WriteKey>(k =>
            k.ToTable("crm_write_key")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Key,
                    x.StagedAt,
                    x.WriteId,
                })
        );
        model.Entity<WriteEntry>(w =>
        {
            w.ToTable("crm_write").HasKey(x => new { x.WorkspaceId, x.Id });
            w.Property(x => x.Steps).HasColumnType("jsonb");
            w.Property(x => x.Results).HasColumnType("jsonb");
            w.HasIndex(x => new
            {
                x.WorkspaceId,
                x.State,
                x.StagedAt,
            });
            w.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
        });
    }
}
