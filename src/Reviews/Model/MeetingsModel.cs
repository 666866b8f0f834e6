using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Model;

/// <summary>The tables of meetings.</summary>
internal static class MeetingsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MeetingBookVersion>(v => v.HasKey(x => new { x.WorkspaceId, x.Number }));
        model.Entity<Meeting>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            // One of a stretch: with a partner, or of a manager.
            m.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.PartnerId,
                    x.Slot,
                })
                .HasFilter("kind = 'SalesReview'")
                .IsUnique();
            m.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.HostId,
                    x.Slot,
                })
                .HasFilter("kind = 'PipelineReview'")
                .IsUnique();
            m.HasIndex(x => new { x.WorkspaceId, x.StartsAt });
            m.Property(x => x.Slot).HasMaxLength(20);
            m.Property(x => x.Summary).HasMaxLength(ReviewText.LongestText);
            m.Property(x => x.Why).HasMaxLength(ReviewText.LongestLine);
            m.HasMany(x => x.Decisions).WithOne().HasForeignKey(d => new { d.WorkspaceId, d.MeetingId });
            m.Navigation(x => x.Decisions).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<MeetingDecision>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.Ignore(x => x.About);
            d.Property(x => x.AboutKind).HasMaxLength(40);
            d.Property(x => x.AboutWords).HasMaxLength(LongestAbout);
            d.Property(x => x.Words).HasMaxLength(ReviewText.LongestLine);
        });
        model.Entity<MeetingNote>(n =>
        {
            n.HasKey(x => new { x.WorkspaceId, x.MeetingId });
            n.HasOne<Meeting>().WithOne().HasForeignKey<MeetingNote>(x => new { x.WorkspaceId, x.MeetingId });
            n.Property(x => x.Text).HasMaxLength(ReviewText.LongestText);
        });
        model.Entity<MeetingSheet>(s =>
        {
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.MeetingId,
                x.Outside,
            });
            s.HasOne<Meeting>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.MeetingId });
        });
    }

    public const int LongestAbout = 250;
}
