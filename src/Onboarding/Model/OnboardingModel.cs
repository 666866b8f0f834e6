using Entente.Onboarding.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Model;

/// <summary>The tables of this module.</summary>
internal static class OnboardingModel
{
    public const int LongestWords = 500;
    private const int LengthOfHash = 64;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Agreement>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new { x.WorkspaceId, x.NameKey }).IsUnique();
            a.Property(x => x.Name).HasMaxLength(AgreementCheck.LongestName);
            a.Property(x => x.NameKey).HasMaxLength(AgreementCheck.LongestName);
            a.Property(x => x.EndedFor).HasMaxLength(AgreementCheck.LongestNote);
        });
        model.Entity<AgreementVersion>(v =>
        {
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.AgreementId,
                x.Number,
            });
            v.Property(x => x.Hash).HasMaxLength(LengthOfHash);
        });
        model.Entity<AgreementAcceptance>(a =>
        {
            a.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.AgreementId,
                x.Number,
            });
            a.HasIndex(x => new { x.WorkspaceId, x.AgreementId });
            a.Property(x => x.Hash).HasMaxLength(LengthOfHash);
        });
        model.Entity<JourneyTemplateVersion>(v =>
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.Type,
                x.Number,
            })
        );
        model.Entity<SegmentJourneyVersion>(v =>
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.SegmentId,
                x.Number,
            })
        );
        model.Entity<Journey>(j =>
        {
            j.HasKey(x => new { x.WorkspaceId, x.Id });
            // At most one that is open.
            j.HasIndex(x => new { x.WorkspaceId, x.PartnerId }).HasFilter("ended_at is null").IsUnique();
            j.Property(x => x.Why).HasMaxLength(LongestWords);
            j.HasMany(x => x.Steps).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.JourneyId });
            j.Navigation(x => x.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<JourneyStepRow>(s =>
        {
            s.ToTable("journey_step");
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.JourneyId,
                    x.Key,
                })
                .IsUnique();
            s.Ignore(x => x.Closed);
            s.Property(x => x.Key).HasMaxLength(40);
            s.Property(x => x.Title).HasMaxLength(JourneyCheck.LongestTitle);
            s.Property(x => x.Words).HasMaxLength(LongestWords);
        });
        model.Entity<AgreementAsk>(a =>
            a.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.AgreementId,
                x.Number,
            })
        );
    }
}
