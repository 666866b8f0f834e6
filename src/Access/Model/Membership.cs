using System.Linq.Expressions;
using Entente.Access.Rules;
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
internal sealed class Membership : Entity, IScoped<Membership>
{
    private Membership() { }

    public MembershipId Id { get; private init; }
    public PersonId PersonId { get; private init; }
    public MemberSide Side { get; private init; }
    public StaffRole? StaffRole { get; private set; }

    /// <summary>Of staff whose role the workspace made for itself; they have no <see cref="StaffRole"/> then.</summary>
    public CustomRoleId? CustomRoleId { get; private set; }
    public PartnerRole? PartnerRole { get; private set; }

    /// <summary>Of a partner's person: sees and acts only on records that they brought or were added to.</summary>
    public bool Restricted { get; private set; }
    public string[] ScopeRegions { get; private set; } = [];
    public string[] ScopeTypes { get; private set; } = [];
    public string[] ScopeTiers { get; private set; } = [];
    public bool ScopeOwn { get; private set; }
    public PartnerId? PartnerId { get; private init; }
    public bool Active { get; private set; } = true;
    public DateTimeOffset Since { get; private init; }

    /// <summary>Set when an admin reset this person's factors: older factors and sessions count no more in this workspace. Others are not touched.</summary>
    public DateTimeOffset? FactorsFrom { get; private set; }

    /// <summary>Since when this workspace no longer says who it was: of somebody who is a member elsewhere only the membership is erased.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Why and since when the access rests; null while it does not.</summary>
    public AccessEnd? SuspendedFor { get; private set; }
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>
    /// Sessions begun until then do not open this workspace, also after the access came back. They may still open other ones: they are the person's.
    /// </summary>
    public DateTimeOffset? CutAt { get; private set; }

    /// <summary>What began then speaks for them no more here: they were cut off since, or their factors were reset. Null: it begins now.</summary>
    public bool EndsWhatBegan(DateTimeOffset? at) => at <= CutAt || at < FactorsFrom;

    /// <summary>When the access came back; silence is counted from then.</summary>
    public DateTimeOffset? RestoredAt { get; private set; }

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
        (StaffRole, CustomRoleId) = (role, null);
        Join();
    }

    /// <inheritdoc cref="Become(StaffRole)"/>
    public void Become(CustomRoleId role)
    {
        if (Side is not MemberSide.Staff)
            throw new InvalidOperationException("A partner's person takes no staff role.");
        (StaffRole, CustomRoleId) = (null, role);
        Join();
    }

    /// <summary>Which partners this person sees at all, on top of what their role says.</summary>
    public void Narrow(DataScope scope)
    {
        if (Side is not MemberSide.Staff)
            throw new InvalidOperationException("A partner's person sees their own partner, whatever the scope.");
        (ScopeRegions, ScopeTypes, ScopeTiers, ScopeOwn) = ([.. scope.Regions], [.. scope.Types], [.. scope.Tiers], scope.OwnPartners);
    }

    /// <summary>Whether they see only what they brought or were added to. Of a partner's people.</summary>
    public void Restrict(bool restricted) => Restricted = restricted;

    /// <inheritdoc cref="Become(StaffRole)"/>
    public void Become(PartnerRole role)
    {
        if (Side is not MemberSide.Partner)
            throw new InvalidOperationException("Staff take no partner role.");
        PartnerRole = role;
        Join();
    }

    private void Join() => (Active, ErasedAt, SuspendedFor, SuspendedAt) = (true, null, null, null);

    public DataScope Scope => new(ScopeRegions, ScopeTypes, ScopeTiers, ScopeOwn);

    /// <summary>People of partners out of scope are nobody; staff know each other.</summary>
    public static Expression<Func<Membership, bool>> InScope(EntenteDb db) =>
        m => !db.Scoped || m.PartnerId == null || db.Scope.Contains(m.PartnerId.Value);

    /// <summary>From the next request on this person is a stranger here, whatever session or link they hold. The first cause stays.</summary>
    public void Suspend(AccessEnd cause, DateTimeOffset now)
    {
        if (!Active)
            return;
        (Active, SuspendedFor, SuspendedAt) = (false, cause, now);
        Cut(now);
    }

    /// <summary>Back as before, in the same role; what was open before stays closed.</summary>
    public void Restore(DateTimeOffset now)
    {
        if (!Active && ErasedAt is null)
            (Active, SuspendedFor, SuspendedAt, RestoredAt) = (true, null, null, now);
    }

    /// <summary>Nothing that was begun before opens this workspace any more; signing in anew does.</summary>
    public void Cut(DateTimeOffset now)
    {
        CutAt = now;
        Announce(new AccessCut(PersonId, PartnerId, now));
    }

    /// <summary>From now on they have no factor here, and every session of before is over here.</summary>
    public void ResetFactors(DateTimeOffset now) => FactorsFrom = now;

    /// <summary>Nobody here is told any more who this was. Invited again, they are somebody again.</summary>
    public void Erase(DateTimeOffset now) => (Active, ErasedAt) = (false, now);

    public static void Map(ModelBuilder model) =>
        model.Entity<Membership>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.HasIndex(x => new { x.WorkspaceId, x.PersonId }).IsUnique();
            m.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            m.HasIndex(x => new { x.WorkspaceId, x.CustomRoleId });
            m.Ignore(x => x.Scope);
        });
}
