using Entente.Leads.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Model;

/// <summary>The tables of this module.</summary>
internal static class LeadsModel
{
    public const int LongestLine = 200;
    public const int LongestNote = 2000;
    public const int LongestWhy = 300;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Lead>(l =>
        {
            l.ToTable("vendor_lead");
            l.HasKey(x => new { x.WorkspaceId, x.Id });
            l.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            l.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            l.HasIndex(x => new { x.WorkspaceId, x.State });
            l.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            // What the sweep asks for.
            l.HasIndex(x => new { x.WorkspaceId, x.LookAt }).HasFilter("look_at is not null");
            l.Ignore(x => x.Amount).Ignore(x => x.Holder).Ignore(x => x.Held).Ignore(x => x.Consistent);
            foreach (var line in new[] { "Company", "CompanyKey", "Domain", "ContactName", "ContactEmail", "ContactRole", "Product" })
                l.Property(line).HasMaxLength(LongestLine);
            l.Property(x => x.Number).HasMaxLength(20);
            l.Property(x => x.Country).HasMaxLength(2);
            l.Property(x => x.Currency).HasMaxLength(3);
            l.Property(x => x.Region).HasMaxLength(BookCheck.LongestWord);
            l.Property(x => x.Source).HasMaxLength(BookCheck.LongestWord);
            l.Property(x => x.SubmissionId).HasMaxLength(80);
            l.Property(x => x.Registration).HasMaxLength(20);
            l.Property(x => x.Note).HasMaxLength(LongestNote);
            l.Property(x => x.Why).HasMaxLength(LongestNote);
            l.HasMany(x => x.Offers).WithOne().HasForeignKey(o => new { o.WorkspaceId, o.LeadId });
            l.Navigation(x => x.Offers).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<LeadOffer>(o =>
        {
            o.HasKey(x => new { x.WorkspaceId, x.Id });
            // Nobody is offered one lead twice at a time, and no two have it, whoever writes at the same moment.
            o.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.LeadId,
                    x.PartnerId,
                })
                .IsUnique()
                .HasFilter("state = 'Open'");
            o.HasIndex(x => new { x.WorkspaceId, x.LeadId }).IsUnique().HasFilter("state = 'Accepted'");
            o.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.OfferedAt,
            });
            o.Property(x => x.Number).HasMaxLength(20);
            o.Property(x => x.Country).HasMaxLength(2);
            o.Property(x => x.Region).HasMaxLength(BookCheck.LongestWord);
            o.Property(x => x.Motion).HasMaxLength(20);
            o.Property(x => x.Product).HasMaxLength(LongestLine);
            o.Property(x => x.Band).HasMaxLength(60);
            o.Property(x => x.Words).HasMaxLength(LongestWhy);
        });
        model.Entity<LeadHop>(h =>
            h.HasKey(x => new
            {
                x.WorkspaceId,
                x.LeadId,
                x.Number,
            })
        );
        model.Entity<LeadTurn>(t =>
        {
            t.HasKey(x => new
            {
                x.WorkspaceId,
                x.Rule,
                x.PartnerId,
            });
            t.Property(x => x.Rule).HasMaxLength(40);
        });
        model.Entity<LeadLimit>(l =>
        {
            l.HasKey(x => new { x.WorkspaceId, x.PartnerId });
            l.Property(x => x.Why).HasMaxLength(LongestWhy);
        });
        model.Entity<LeadBookVersion>(v =>
        {
            v.ToTable("lead_rules");
            v.HasKey(x => new { x.WorkspaceId, x.Number });
            v.Property(x => x.Note).HasMaxLength(LongestWhy);
        });
        model.Entity<LeadBookDraft>(d =>
        {
            d.ToTable("lead_rules_draft");
            d.HasKey(x => new { x.WorkspaceId, x.Id });
        });
    }
}
