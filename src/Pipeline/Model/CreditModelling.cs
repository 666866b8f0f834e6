using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>The tables of attribution.</summary>
internal static class CreditModelling
{
    public static void Map(ModelBuilder model)
    {
        ShareParties.Map(model);
        model.Entity<DealShares>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.OpportunityId });
            d.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
            d.HasMany(x => x.Shares).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.OpportunityId });
            d.Property(x => x.Rule).HasMaxLength(60);
            d.Property(x => x.InCrm).HasMaxLength(60);
        });
        model.Entity<PartnerShare>(s =>
        {
            // The opportunity stands last: the audit takes a record's subject from there.
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.OpportunityId,
            });
            s.HasIndex(x => new { x.WorkspaceId, x.OpportunityId });
        });
        model.Entity<PartnerCredit>(c =>
        {
            c.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.OpportunityId,
            });
            c.HasIndex(x => new { x.WorkspaceId, x.OpportunityId });
            c.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
        });
        model.Entity<CreditTouch>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.Ignore(x => x.Touch);
            t.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.OpportunityId,
                    x.PartnerId,
                    x.Source,
                })
                .IsUnique();
            t.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
            t.Property(x => x.Source).HasMaxLength(120);
            t.Property(x => x.Shown).HasMaxLength(120);
        });
        model.Entity<ShareOffer>(o =>
        {
            o.HasKey(x => new { x.WorkspaceId, x.Id });
            o.Ignore(x => x.Share);
            o.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.OpportunityId,
                    x.PartnerId,
                })
                .IsUnique()
                .HasFilter("outcome = 'Open'");
            o.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
        });
        model.Entity<CreditCorrection>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Ignore(x => x.Before);
            c.Ignore(x => x.After);
            c.HasIndex(x => new { x.WorkspaceId, x.OpportunityId }).IsUnique().HasFilter("state = 'Waiting'");
            c.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
        });
        model.Entity<CreditRuleVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Motion,
                    x.Number,
                })
                .IsUnique();
            v.Property(x => x.Motion).HasMaxLength(40);
        });
    }
}
