using Entente.Onboarding.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Model;

/// <summary>The tables of this module.</summary>
internal static class OnboardingModel
{
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
