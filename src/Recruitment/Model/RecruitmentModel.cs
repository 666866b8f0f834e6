using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Model;

/// <summary>The tables of this module.</summary>
internal static class RecruitmentModel
{
    // As long as a partner's name and region may be: an accepted candidate becomes one.
    public const int LongestCompany = 120;
    public const int LongestWord = 60;
    public const int LongestLine = 200;
    public const int LongestText = 2000;
    public const int LongestWhy = 500;
    public const int LongestSubmission = 80;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Candidate>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            c.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            c.HasIndex(x => new { x.WorkspaceId, x.State });
            c.HasIndex(x => new { x.WorkspaceId, x.Domain });
            c.HasIndex(x => new { x.WorkspaceId, x.ReceivedAt });
            c.HasIndex(x => new { x.WorkspaceId, x.Partner });
            c.Property(x => x.Number).HasMaxLength(20);
            c.Property(x => x.Company).HasMaxLength(LongestCompany);
            c.Property(x => x.Country).HasMaxLength(2);
            c.Property(x => x.Domain).HasMaxLength(253);
            c.Property(x => x.Host).HasMaxLength(253);
            c.Property(x => x.SubmissionId).HasMaxLength(LongestSubmission);
            foreach (var word in new[] { "Segment", "Region", "ContactPhone" })
                c.Property(word).HasMaxLength(LongestWord);
            foreach (var line in new[] { "Site", "ContactName", "ContactEmail" })
                c.Property(line).HasMaxLength(LongestLine);
            foreach (var text in new[] { "TheyGive", "WeGive", "Words", "Outward" })
                c.Property(text).HasMaxLength(LongestText);
            c.Property(x => x.Total).HasPrecision(2, 1);
            c.Property(x => x.Threshold).HasPrecision(2, 1);
            c.HasMany(x => x.Steps).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.CandidateId });
            c.Navigation(x => x.Steps).UsePropertyAccessMode(Microsoft.EntityFrameworkCore.PropertyAccessMode.Field);
        });
        model.Entity<CandidateStep>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasIndex(x => new
            {
                x.WorkspaceId,
                x.CandidateId,
                x.At,
            });
        });
        model.Entity<CandidateScore>(s =>
        {
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.By,
                x.Criterion,
                // Last: the audit takes a record's subject from there.
                x.CandidateId,
            });
            s.HasIndex(x => new { x.WorkspaceId, x.CandidateId });
            s.HasOne<Candidate>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.CandidateId });
            s.Property(x => x.Note).HasMaxLength(LongestWhy);
        });
        model.Entity<RecruitmentVersion>(v =>
        {
            v.ToTable("recruitment_rules");
            v.HasKey(x => new { x.WorkspaceId, x.Number });
            v.Property(x => x.Note).HasMaxLength(LongestWhy);
        });
    }
}
