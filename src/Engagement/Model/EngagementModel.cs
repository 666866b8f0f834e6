using Entente.Engagement.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Model;

/// <summary>The tables of this module.</summary>
internal static class EngagementModel
{
    public const int LongestWhy = 500;
    public const int LongestReason = 300;
    public const int LongestLanguage = 12;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Announcement>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new { x.WorkspaceId, x.Published });
            a.Ignore(x => x.Begins);
            a.Property(x => x.Title).HasMaxLength(SheetCheck.LongestTitle);
            a.Property(x => x.EndedFor).HasMaxLength(LongestReason);
        });
        model.Entity<AnnouncementVersion>(v =>
        {
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.AnnouncementId,
                x.Number,
            });
            v.Property(x => x.Note).HasMaxLength(LongestReason);
        });
        model.Entity<Recipient>(r =>
        {
            r.ToTable("announcement_recipient");
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.AnnouncementId,
                x.PersonId,
            });
            r.HasIndex(x => new { x.WorkspaceId, x.PersonId });
            // What still has to be told, found without a look at those who were.
            r.HasIndex(x => new { x.WorkspaceId, x.AnnouncementId }).HasFilter("told_at is null");
            r.Ignore(x => x.Evidence);
            r.Property(x => x.Region).HasMaxLength(60);
            r.Property(x => x.Why).HasMaxLength(LongestWhy);
        });
        model.Entity<NewsReader>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.PersonId });
            r.Property(x => x.Language).HasMaxLength(LongestLanguage);
        });
    }
}
