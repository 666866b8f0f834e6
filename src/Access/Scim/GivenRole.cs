namespace Entente.Access.Scim;

/// <summary>A role that a directory may give: of staff or of a partner's people. Exactly one is set.</summary>
internal sealed record GivenRole(StaffRole? Staff, PartnerRole? Partner)
{
    /// <summary>The stable name, as forms post it.</summary>
    public string Name => Staff?.ToString() ?? Partner?.ToString() ?? "";

    public string Words =>
        Staff is { } staff ? RoleNames.Of(staff)
        : Partner is { } partner ? RoleNames.Of(partner)
        : "";
}

/// <summary>Which roles a directory may give, and which of several counts: pure.</summary>
internal static class GroupRoles
{
    // From the one that may do most. Owner is not among them: owners are made by owners, by hand.
    private static readonly StaffRole[] OfStaff =
    [
        StaffRole.Admin,
        StaffRole.RevOps,
        StaffRole.PartnerManager,
        StaffRole.Auditor,
        StaffRole.Sales,
        StaffRole.Finance,
        StaffRole.Marketing,
    ];

    public static IReadOnlyList<GivenRole> Offered(MemberSide side) =>
        side is MemberSide.Staff
            ? [.. OfStaff.Select(r => new GivenRole(r, null))]
            : [.. Enum.GetValues<PartnerRole>().Select(r => new GivenRole(null, r))];

    /// <summary>One of those on offer by its name, or null.</summary>
    public static GivenRole? Named(MemberSide side, string? name) => Offered(side).FirstOrDefault(r => r.Name == name);

    /// <summary>The role of somebody in groups with these roles: the one that may do most; without any, <paramref name="otherwise"/>.</summary>
    public static GivenRole Of(MemberSide side, IReadOnlyCollection<GivenRole> groups, GivenRole otherwise) =>
        Offered(side).FirstOrDefault(groups.Contains) ?? otherwise;
}
