using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Model;

/// <summary>The tables of this module.</summary>
internal static class ReviewsModel
{
    public static void Map(ModelBuilder model)
    {
        MeetingsModel.Map(model);
        model.Entity<Review>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            // One of a quarter, but for those that were dropped.
            r.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.PartnerId,
                    x.QuarterKey,
                })
                .HasFilter("state <> 'Dropped'")
                .IsUnique();
            r.HasIndex(x => new { x.WorkspaceId, x.PlannedOn }).HasFilter("state in ('Draft', 'Shared')");
            r.Ignore(x => x.Quarter);
            r.Property(x => x.Number).HasMaxLength(20);
            r.Property(x => x.QuarterKey).HasMaxLength(7);
            r.Property(x => x.Summary).HasMaxLength(ReviewText.LongestText);
            r.Property(x => x.Why).HasMaxLength(ReviewText.LongestLine);
            r.Property(x => x.Digest).HasMaxLength(64);
            r.HasMany(x => x.Goals).WithOne().HasForeignKey(g => new { g.WorkspaceId, g.ReviewId });
            r.HasMany(x => x.Decisions).WithOne().HasForeignKey(d => new { d.WorkspaceId, d.ReviewId });
            r.Navigation(x => x.Goals).UsePropertyAccessMode(PropertyAccessMode.Field);
            r.Navigation(x => x.Decisions).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<ReviewGoal>(g =>
        {
            g.HasKey(x => new { x.WorkspaceId, x.Id });
            g.Property(x => x.Target).HasPrecision(18, 2);
            g.Property(x => x.Actual).HasPrecision(18, 2);
            g.Property(x => x.Words).HasMaxLength(ReviewText.LongestLine);
            g.Property(x => x.Unit).HasMaxLength(ReviewText.LongestUnit);
        });
        model.Entity<ReviewDecision>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.Property(x => x.Words).HasMaxLength(ReviewText.LongestLine);
        });
        model.Entity<ReviewNote>(n =>
        {
            n.HasKey(x => new { x.WorkspaceId, x.ReviewId });
            n.HasOne<Review>().WithOne().HasForeignKey<ReviewNote>(x => new { x.WorkspaceId, x.ReviewId });
            n.Property(x => x.Text).HasMaxLength(ReviewText.LongestText);
        });
        model.Entity<ReviewSheet>(s =>
        {
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.ReviewId,
                x.Outside,
            });
            s.HasOne<Review>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.ReviewId });
        });
    }
}
