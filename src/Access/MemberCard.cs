using System.Collections.Frozen;
using Entente.Access.Rules;
using Entente.Platform.Values;

namespace Entente.Access;

/// <summary>A person as others may name them.</summary>
public sealed record PersonCard(PersonId Id, string Name, string Email);

/// <summary>A member of the workspace. Exactly one of the roles is set.</summary>
public sealed record MemberCard(
    PersonCard Person,
    MemberSide Side,
    StaffRole? StaffRole,
    PartnerRole? PartnerRole,
    PartnerId? Partner,
    bool Active
)
{
    /// <summary>Of staff: what they may do now, by whatever role.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Of a partner's person: sees only what they brought or were added to.</summary>
    public bool Restricted { get; init; }

    /// <summary>As people read it.</summary>
    public string RoleName { get; init; } = "";

    internal IReadOnlyList<DataScope> Scopes { get; init; } = [];

    /// <summary>Of staff: whether nothing that narrows what they see keeps such a partner from them.</summary>
    public bool Sees(ScopedPartner partner) => Scopes.All(s => s.Covers(partner, Person.Id));

    public bool May(string permission) => Active && Permissions.Contains(permission);

    /// <summary>
    /// The built-in role that is most like what they may do: for what only knows built-in roles, such as which roles of the vendor opened a record.
    /// </summary>
    public StaffRole ActsLike => StaffRole ?? Access.Permissions.MostLike(Permissions);

    /// <summary>Why and since when their access rests.</summary>
    public AccessEnd? SuspendedFor { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>On the team since, and back on it since.</summary>
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? RestoredAt { get; init; }
}
