using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

internal readonly record struct MembershipId(Guid Value) : ITypedId<MembershipId>
{
    public static MembershipId From(Guid value) => new(value);
}

/// <summary>What one person is in one workspace: staff with a role, or someone of a partner with a role. One per person and workspace.</summary>
[Subject("membership")]
internal sealed class Membership : Entity
{
    private Membership() { }

    public MembershipId Id { get; private init; }
    public PersonId PersonId { get; private init; }
    public MemberSide Side { get; private init; }
    public StaffRole? StaffRole { get; private set; }
    public PartnerRole? PartnerRole { get; private set; }
    public PartnerId? PartnerId { get; private init; }
    public bool Active { get; private set; } = true;
    public DateTimeOffset Since { get; private init; }

    public static Membership Staff(PersonId person, StaffRole role, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<MembershipId>(now),
            PersonId = person,
            Side = MemberSide.Staff,
            StaffRole = role,
            Since = now,
        };

    public static Membership Partner(PersonId person, PartnerId partner, PartnerRole role, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<MembershipId>(now),
            PersonId = person,
            Side = MemberSide.Partner,
            PartnerId = partner,
            PartnerRole = role,
            Since = now,
        };

    /// <summary>Takes the role and is active again. Throws for a role of the other side: a person does not change sides.</summary>
    public void Become(StaffRole role)
    {
        if (Side is not MemberSide.Staff)
            throw new InvalidOperationException("A partner's person takes no staff role.");
        (StaffRole, Active) = (role, true);
    }

    /// <inheritdoc cref="Become(StaffRole)"/>
    public void Become(PartnerRole role)
    {
        if (Side is not MemberSide.Partner)
            throw new InvalidOperationException("Staff take no partner role.");
        (PartnerRole, Active) = (role, true);
    }

    /// <summary>From the next request on this person is a stranger here, whatever session or link they hold.</summary>
    public void Suspend() => Active = false;

    public static void Map(ModelBuilder model) =>
        model.Entity<Membership>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.HasIndex(x => new { x.WorkspaceId, x.PersonId }).IsUnique();
            m.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
        });
}
