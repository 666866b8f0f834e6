using Entente.Plans.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Model;

/// <summary>The tables of this module.</summary>
internal static class PlansModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ActionPlan>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            p.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            p.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            p.HasIndex(x => new { x.WorkspaceId, x.OpportunityId });
            p.Ignore(x => x.AllSigned).Ignore(x => x.Consistent).Ignore(x => x.Counting).Ignore(x => x.Terms);
            p.Property(x => x.Number).HasMaxLength(20);
            p.Property(x => x.Title).HasMaxLength(PlanText.LongestLine);
            p.Property(x => x.SubmissionId).HasMaxLength(80);
            foreach (var text in new[] { "JointValue", "VendorDays", "PartnerDays", "Note", "Why" })
                p.Property(text).HasMaxLength(PlanText.LongestText);
            p.HasMany(x => x.Items).WithOne().HasForeignKey(i => new { i.WorkspaceId, i.PlanId });
            p.HasMany(x => x.Risks).WithOne().HasForeignKey(i => new { i.WorkspaceId, i.PlanId });
            p.HasMany(x => x.Targets).WithOne().HasForeignKey(i => new { i.WorkspaceId, i.PlanId });
            p.Navigation(x => x.Items).UsePropertyAccessMode(PropertyAccessMode.Field);
            p.Navigation(x => x.Risks).UsePropertyAccessMode(PropertyAccessMode.Field);
            p.Navigation(x => x.Targets).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<PlanItem>(i =>
        {
            i.HasKey(x => new { x.WorkspaceId, x.Id });
            // What the reminders ask for.
            i.HasIndex(x => new { x.WorkspaceId, x.DueOn }).HasFilter("state = 'Open'");
            i.HasIndex(x => new { x.WorkspaceId, x.OwnerId });
            i.Ignore(x => x.Fact);
            i.Property(x => x.Title).HasMaxLength(PlanText.LongestLine);
            i.Property(x => x.Evidence).HasMaxLength(PlanText.LongestEvidence);
        });
        model.Entity<PlanRisk>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.Ignore(x => x.Fact);
            r.Property(x => x.Words).HasMaxLength(PlanText.LongestLine);
            r.Property(x => x.Answer).HasMaxLength(PlanText.LongestText);
        });
        model.Entity<PlanTarget>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.Ignore(x => x.Signed);
            t.Property(x => x.Amount).HasPrecision(18, 2);
            t.Property(x => x.Words).HasMaxLength(PlanText.LongestLine);
            t.Property(x => x.Unit).HasMaxLength(PlanText.LongestUnit);
        });
        model.Entity<TemplateVersion>(v =>
        {
            v.ToTable("plan_template");
            v.HasKey(x => new
            {
                x.WorkspaceId,
                x.Motion,
                x.Number,
            });
        });
    }
}
