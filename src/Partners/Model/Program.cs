using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

/// <summary>A partner program. Its tiers are <see cref="PartnerTier"/> in order; a workspace starts with one, the default.</summary>
[Subject("program")]
internal sealed class Program : Entity
{
    private Program() { }

    public ProgramId Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>The one whose tier a partner is called by. A workspace has exactly one.</summary>
    public bool IsDefault { get; private init; }

    public static Program Default(DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ProgramId>(now),
            Name = "Partner program",
            IsDefault = true,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<Program>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasIndex(x => new { x.WorkspaceId, x.IsDefault }).IsUnique().HasFilter("is_default");
            p.Property(x => x.Name).HasMaxLength(100);
        });
}

/// <summary>That a partner takes part in a program, at a tier.</summary>
[Subject("enrollment")]
internal sealed class Enrollment : Entity, IPartnerOwned
{
    private Enrollment() { }

    public ProgramId ProgramId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PartnerTier Tier { get; private set; }

    /// <summary>At this tier since.</summary>
    public DateTimeOffset TierSince { get; private set; }

    public static Enrollment Of(Partner partner, Program program, PartnerTier tier, DateTimeOffset now) =>
        new()
        {
            PartnerId = partner.Id,
            ProgramId = program.Id,
            Tier = tier,
            TierSince = now,
        };

    /// <summary>Places the partner at another tier; placing it where it stands already is a mistake of the caller and throws.</summary>
    public TierChange Place(PartnerTier tier, string reason, PersonId? by, DateTimeOffset now)
    {
        if (tier == Tier)
            throw new InvalidOperationException($"Already {tier}.");
        var change = TierChange.Of(this, tier, reason, by, now);
        Announce(new PartnerTierChanged(PartnerId, Tier, tier));
        (Tier, TierSince) = (tier, now);
        return change;
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<Enrollment>(e =>
        {
            e.HasKey(x => new
            {
                x.WorkspaceId,
                x.ProgramId,
                x.PartnerId,
            });
            e.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            e.HasOne<Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
            e.HasOne<Program>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.ProgramId });
        });
}

/// <summary>One placement in the history of an enrollment.</summary>
[NotAudited("the enrollment's own change of tier is audited; this is its history")]
internal sealed class TierChange : Entity, IPartnerOwned
{
    private TierChange() { }

    public TierChangeId Id { get; private init; }
    public ProgramId ProgramId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PartnerTier From { get; private init; }
    public PartnerTier To { get; private init; }
    public string Reason { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static TierChange Of(Enrollment enrollment, PartnerTier to, string reason, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<TierChangeId>(now),
            ProgramId = enrollment.ProgramId,
            PartnerId = enrollment.PartnerId,
            From = enrollment.Tier,
            To = to,
            Reason = reason,
            By = by,
            At = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<TierChange>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.HasOne<Enrollment>()
                .WithMany()
                .HasForeignKey(x => new
                {
                    x.WorkspaceId,
                    x.ProgramId,
                    x.PartnerId,
                });
            t.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.At,
            });
        });
}
