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

/// <summary>What a person of a partner does for it; the safelist may differ by it.</summary>
public enum PartnerRole
{
    Admin,
    Seller,
    Technical,
    Marketing,
    Finance,
}
