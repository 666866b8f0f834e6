using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Model;

/// <summary>The tables of this module.</summary>
internal static class ProgramsModel
{
    public const int LongestKey = 80;

    public static void Map(ModelBuilder model)
    {
        model.Entity<TierPlanVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Type,
                    x.Number,
                })
                .IsUnique();
        });
        model.Entity<TierPlanDraft>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.HasIndex(x => new { x.WorkspaceId, x.Type }).IsUnique();
        });
        model.Entity<TierCard>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.PartnerId });
            c.Ignore(x => x.Values);
            c.Property(x => x.Json).HasColumnType("jsonb");
        });
        model.Entity<TierCourse>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.PartnerId });
            c.Ignore(x => x.ReviewedQuarter).Ignore(x => x.GraceQuarter);
            c.Property(x => x.Reviewed).HasMaxLength(7);
            c.Property(x => x.Grace).HasMaxLength(7);
            c.Property(x => x.Nudged).HasMaxLength(7);
        });
        model.Entity<TierProposal>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            // One waits at a time, whoever measures at the same moment.
            p.HasIndex(x => new { x.WorkspaceId, x.PartnerId }).IsUnique().HasFilter("decided_at is null");
            p.HasIndex(x => new
            {
                x.WorkspaceId,
                x.State,
                x.At,
            });
        });
        model.Entity<TierException>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Until,
            });
            e.Property(x => x.Criterion).HasMaxLength(LongestKey);
        });
        model.Entity<TierEvidence>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            e.HasIndex(x => new { x.WorkspaceId, x.State });
            e.Property(x => x.Criterion).HasMaxLength(LongestKey);
        });
        model.Entity<TierAppeal>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.At,
            });
            a.HasIndex(x => new { x.WorkspaceId, x.AnsweredAt });
        });
    }
}
