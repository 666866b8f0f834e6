using System.Collections.Frozen;

namespace Entente.Access;

/// <summary>
/// The public names of what staff may do. A page or endpoint asks for one by <c>[Staff(Permissions.DecideRegistrations)]</c>,
/// a use case by <c>actor.May(Permissions.DecideRegistrations)</c>.
/// </summary>
public static class Permissions
{
    public const string ReadRegistrations = "registration.read";
    public const string DecideRegistrations = "registration.decide";

    /// <summary>Registering in a partner's name.</summary>
    public const string SubmitRegistrations = "registration.submit";

    public const string ReadPipeline = "pipeline.read";
    public const string ReadPartners = "partner.read";
    public const string ManagePartners = "partner.manage";

    /// <summary>CRM connection, field mapping.</summary>
    public const string ManageCrm = "crm.manage";

    /// <summary>Deadlines, protection windows, conflict policy.</summary>
    public const string ManagePolicy = "policy.manage";

    /// <summary>What partners may see of which field.</summary>
    public const string ManageSafelist = "safelist.manage";

    /// <summary>Asking what a partner's person sees of a record, and who sees a field of it.</summary>
    public const string ReadSafelist = "safelist.read";

    /// <summary>People of the vendor and their roles.</summary>
    public const string ManagePeople = "people.manage";

    /// <summary>Keys by which programs act for the workspace; those of partners may be revoked.</summary>
    public const string ManageKeys = "key.manage";

    /// <summary>The outbox: every mail, sign-in links included.</summary>
    public const string ReadMail = "mail.read";

    /// <summary>Mail that came in and waits for a person: put it where it belongs, or put it aside.</summary>
    public const string SortMail = "mail.sort";

    public const string ReadAudit = "audit.read";

    /// <summary>Taking the whole audit out of the house, as a signed file.</summary>
    public const string ExportAudit = "audit.export";

    /// <summary>All of them; a new one is added here and to the roles that get it.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            ReadRegistrations,
            DecideRegistrations,
            SubmitRegistrations,
            ReadPipeline,
            ReadPartners,
            ManagePartners,
            ManageCrm,
            ManagePolicy,
            ManageSafelist,
            ReadSafelist,
            ManagePeople,
            ManageKeys,
            ReadMail,
            SortMail,
            ReadAudit,
            ExportAudit
        );

    private static readonly FrozenSet<string> Readers = FrozenSet.Create(ReadRegistrations, ReadPipeline, ReadPartners);

    private static readonly FrozenDictionary<StaffRole, FrozenSet<string>> ByRole = new Dictionary<StaffRole, FrozenSet<string>>
    {
        [StaffRole.Owner] = All.ToFrozenSet(),
        [StaffRole.Admin] = All.ToFrozenSet(),
        [StaffRole.PartnerManager] = [.. Readers, DecideRegistrations, SubmitRegistrations, ManagePartners, SortMail, ReadSafelist],
        [StaffRole.RevOps] =
        [
            .. Readers,
            DecideRegistrations,
            SubmitRegistrations,
            ManagePartners,
            ManageCrm,
            ManagePolicy,
            ManageSafelist,
            ReadSafelist,
            ManageKeys,
            SortMail,
            ReadAudit,
        ],
        [StaffRole.Sales] = [.. Readers, SubmitRegistrations],
        [StaffRole.Finance] = Readers,
        [StaffRole.Marketing] = [ReadPartners],
        [StaffRole.Auditor] = [.. Readers, ReadAudit, ExportAudit, ReadSafelist],
    }.ToFrozenDictionary();

    public static IReadOnlySet<string> Of(StaffRole role) => ByRole[role];
}
