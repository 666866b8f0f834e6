using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Model;

/// <summary>The tables of this module.</summary>
internal static class ConflictsModel
{
    public static void Map(ModelBuilder model)
    {
        CaseParties.Map(model);
        model.Entity<ConflictCase>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Ignore(x => x.IsOpen).Ignore(x => x.OpenAppeal).Ignore(x => x.Running);
            c.Property(x => x.Ruling).HasColumnType("jsonb");
            c.HasMany(x => x.Keys).WithOne().HasForeignKey(k => new { k.WorkspaceId, k.CaseId });
            c.HasMany(x => x.Signals).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.CaseId });
            c.HasMany(x => x.Sides).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.CaseId });
            c.HasMany(x => x.Steps).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.CaseId });
            c.HasMany(x => x.Letters).WithOne().HasForeignKey(l => new { l.WorkspaceId, l.CaseId });
            c.HasMany(x => x.Appeals).WithOne().HasForeignKey(a => new { a.WorkspaceId, a.CaseId });
            c.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            c.HasIndex(x => new
            {
                x.WorkspaceId,
                x.Status,
                x.OpenedAt,
            });
            c.HasIndex(x => new { x.WorkspaceId, x.NextReminderAt });
            c.HasIndex(x => new { x.WorkspaceId, x.OpenedAt });
        });
        model.Entity<CaseKey>(k =>
        {
            k.HasKey(x => new
            {
                x.WorkspaceId,
                x.CaseId,
                x.Value,
            });
            // Of a company one case is open, whoever looks at the same time.
            k.HasIndex(x => new { x.WorkspaceId, x.Value }).IsUnique().HasFilter("is_open");
        });
        model.Entity<CaseSignal>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.Id).ValueGeneratedNever();
            s.Property(x => x.Facts).HasColumnType("jsonb");
            s.HasIndex(x => new { x.WorkspaceId, x.Key }).IsUnique();
            s.HasIndex(x => new { x.WorkspaceId, x.CaseId });
        });
        model.Entity<CaseSide>(s =>
        {
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.CaseId,
                x.Key,
            });
            s.Property(x => x.Key).HasMaxLength(60);
            s.HasIndex(x => new { x.WorkspaceId, x.Registration });
            s.HasIndex(x => new { x.WorkspaceId, x.Opportunity });
        });
        model.Entity<CaseStep>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.Id).ValueGeneratedNever();
            s.HasIndex(x => new { x.WorkspaceId, x.CaseId });
        });
        MapPartners(model);
    }

    private static void MapPartners(ModelBuilder model)
    {
        model.Entity<CaseLetter>(l =>
        {
            l.HasKey(x => new { x.WorkspaceId, x.Id });
            l.Property(x => x.Id).ValueGeneratedNever();
            l.HasIndex(x => new { x.WorkspaceId, x.CaseId });
            l.HasIndex(x => new { x.WorkspaceId, x.Registration });
        });
        model.Entity<CaseAppeal>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.Property(x => x.Id).ValueGeneratedNever();
            a.HasIndex(x => new { x.WorkspaceId, x.CaseId });
        });
        model.Entity<Complaint>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            // About a registration one waits at a time, whoever sends at the same moment.
            c.HasIndex(x => new { x.WorkspaceId, x.Registration }).IsUnique().HasFilter("upheld is null and registration is not null");
            c.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.At,
            });
            c.HasIndex(x => new { x.WorkspaceId, x.NextReminderAt });
            c.HasIndex(x => new { x.WorkspaceId, x.AnsweredAt });
        });
        model.Entity<ClaimEvidence>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.HasIndex(x => new { x.WorkspaceId, x.About });
        });
    }
}
