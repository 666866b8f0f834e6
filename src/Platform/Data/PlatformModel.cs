using Entente.Platform.Audit;
using Entente.Platform.Files;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Data;

/// <summary>The tables of the floor.</summary>
internal static class PlatformModel
{
    public static void Map(ModelBuilder model)
    {
        PrivacyModel.Map(model);
        model.Entity<Workspace>(w =>
        {
            w.HasKey(x => x.Id);
            w.Property(x => x.Residency).HasMaxLength(60);
            w.HasIndex(x => x.Slug).IsUnique();
        });
        model.Entity<DueItem>(d =>
        {
            d.HasKey(x => new
            {
                x.WorkspaceId,
                x.Id,
                x.Kind,
            });
            d.HasIndex(x => x.StandsAt);
        });
        model.Entity<Job>(j => j.HasKey(x => new { x.WorkspaceId, x.Id }));
        model.Entity<DeadLetter>(d =>
            d.HasKey(x => new
            {
                x.WorkspaceId,
                x.Id,
                x.Kind,
            })
        );
        model.Entity<OutboxEvent>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.Property(x => x.Payload).HasColumnType("jsonb");
            e.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
        });
        model.Entity<HandledEvent>(h =>
            h.HasKey(x => new
            {
                x.WorkspaceId,
                x.EventId,
                x.Handler,
            })
        );
        model.Entity<SequenceNumber>(s => s.HasKey(x => new { x.WorkspaceId, x.Name }));
        MailModel.Map(model);
        FilesModel.Map(model);
        MapAudit(model);
    }

    private static void MapAudit(ModelBuilder model)
    {
        model.Entity<AuditEntry>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.Property(x => x.Tx).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
            a.HasMany(x => x.Values).WithOne().HasForeignKey(v => new { v.WorkspaceId, v.EntryId });
            a.HasIndex(x => new
            {
                x.WorkspaceId,
                x.Tx,
                x.Id,
            });
            a.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
                x.At,
            });
            a.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<AuditValue>(v =>
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.EntryId,
                x.Field,
            })
        );
        model.Entity<AuditSeal>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Number });
            s.HasIndex(x => new { x.WorkspaceId, x.EntryId }).IsUnique();
            s.Property(x => x.Number).ValueGeneratedNever();
        });
        SignedHead.Map(model);
        model.Entity<AuditHead>(h =>
        {
            h.HasKey(x => x.WorkspaceId);
            h.Property(x => x.Horizon).HasColumnType("xid8");
        });
    }
}
