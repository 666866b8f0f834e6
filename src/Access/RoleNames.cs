namespace Entente.Access;

/// <summary>Roles as people read them.</summary>
public static class RoleNames
{
    public static string Of(StaffRole role) =>
        role switch
        {
            StaffRole.PartnerManager => "Partner manager",
            StaffRole.RevOps => "Revenue operations",
            _ => role.ToString(),
        };

    public static string Of(PartnerRole role) => role is PartnerRole.Admin ? "Partner admin" : role.ToString();
}
