using Entente.Platform.Values;

namespace Entente.Access;

/// <summary>On which side of the table a member of a workspace sits.</summary>
public enum MemberSide
{
    Staff,
    Partner,
}

/// <summary>What a person of the vendor does; each role is a set of permissions (see <see cref="Permissions.Of"/>).</summary>
public enum StaffRole
{
    Owner,
    Admin,
    PartnerManager,
    RevOps,
    Sales,
    Finance,
    Marketing,
    Auditor,
}

/// <summary>What a person of a partner does for it, and may (see <see cref="PartnerRights.Of"/>); the safelist may differ by it.</summary>
public enum PartnerRole
{
    Admin,
    Seller,
    Technical,
    Marketing,
    Finance,

    /// <summary>Looks, and neither sends nor answers anything.</summary>
    Viewer,
}

/// <summary>A role of the vendor's staff that the workspace made for itself.</summary>
public readonly record struct CustomRoleId(Guid Value) : ITypedId<CustomRoleId>
{
    public static CustomRoleId From(Guid value) => new(value);
}
