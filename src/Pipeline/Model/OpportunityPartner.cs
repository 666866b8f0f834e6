using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>A partner's part in an opportunity. Entente's own fact, so audited; a partner's people see only their own part.</summary>
[Subject("opportunity_partner")]
internal sealed class OpportunityPartner : Entity, IPartnerOwned
{
    private OpportunityPartner() { }

    public PartnerId PartnerId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }
    public DealRole Role { get; private init; }

    /// <summary>The first to be linked: whom lists name. Every deal with a partner has exactly one.</summary>
    public bool IsPrimary { get; private init; }
    public Guid? RegistrationId { get; private set; }
    public string? RegistrationNumber { get; private set; }
    public string Motion { get; private set; } = "";
    public DateTimeOffset LinkedAt { get; private init; }

    public static OpportunityPartner Link(OpportunityId opportunity, DealLink link, bool primary, DateTimeOffset now)
    {
        var part = new OpportunityPartner
        {
            PartnerId = link.Partner,
            OpportunityId = opportunity,
            Role = link.Role,
            IsPrimary = primary,
            RegistrationId = link.Registration,
            RegistrationNumber = link.RegistrationNumber,
            Motion = link.Motion,
            LinkedAt = now,
        };
        part.Announce(new OpportunityPartnerLinked(opportunity, link.Partner));
        return part;
    }

    /// <summary>The same part in the deal that the former one was merged into.</summary>
    public OpportunityPartner MovedTo(OpportunityId survivor, bool primary) =>
        new()
        {
            PartnerId = PartnerId,
            OpportunityId = survivor,
            Role = Role,
            IsPrimary = primary,
            RegistrationId = RegistrationId,
            RegistrationNumber = RegistrationNumber,
            Motion = Motion,
            LinkedAt = LinkedAt,
        };

    /// <summary>A later registration of the same partner on the same deal takes the place of the earlier one.</summary>
    public void Renew(DealLink link) =>
        (RegistrationId, RegistrationNumber, Motion) = (link.Registration, link.RegistrationNumber, link.Motion);

    public static void Map(ModelBuilder model) =>
        model.Entity<OpportunityPartner>(p =>
        {
            // The opportunity stands last: the audit takes a record's subject from there.
            p.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.OpportunityId,
            });
            p.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.OpportunityId,
                    x.IsPrimary,
                })
                .IsUnique()
                .HasFilter("is_primary");
            p.HasIndex(x => new { x.WorkspaceId, x.OpportunityId });
            p.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
            p.Property(x => x.Motion).HasMaxLength(40);
        });
}
