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

    /// <summary>Moving deals on, showing what their stages ask for, setting next steps.</summary>
    public const string WorkPipeline = "pipeline.work";

    /// <summary>Settling who has which share of a deal, asking for and approving corrections of closed ones.</summary>
    public const string SettleCredit = "credit.settle";

    public const string ReadPartners = "partner.read";
    public const string ManagePartners = "partner.manage";

    /// <summary>CRM connection, field mapping.</summary>
    public const string ManageCrm = "crm.manage";

    /// <summary>Deadlines, protection windows, conflict policy.</summary>
    public const string ManagePolicy = "policy.manage";

    /// <summary>Tier plans: what each tier asks for and gives.</summary>
    public const string ManageTiers = "tier.manage";

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

    /// <summary>Opening the portal as somebody of a partner, to look.</summary>
    public const string ViewAs = "partner.view-as";

    /// <summary>Finding, giving out and erasing what is kept of a person; the rules by which things are forgotten.</summary>
    public const string ManagePrivacy = "privacy.manage";

    /// <summary>What people of each role are told who did not choose for themselves.</summary>
    public const string ManageNotifications = "notification.manage";

    /// <summary>The connections to Slack and Teams: the app, and which channel is which partner’s.</summary>
    public const string ManageChat = "chat.manage";

    /// <summary>What partners are told: writing, publishing and ending announcements, and who read them.</summary>
    public const string ManageAnnouncements = "announcement.manage";

    /// <summary>Companies that may become partners: reading, evaluating, accepting and declining them. Who has a scope has none of it: they are no partners yet.</summary>
    public const string DecideRecruitment = "recruitment.decide";

    public const string ReadLeads = "lead.read";

    /// <summary>Taking leads in, giving them to partners, working on those in-house; how many a partner takes.</summary>
    public const string ManageLeads = "lead.manage";

    /// <summary>The rules by which leads go to partners.</summary>
    public const string ManageLeadRules = "lead.rules";

    /// <summary>Writing mutual action plans, sharing them, signing for the vendor.</summary>
    public const string ManagePlans = "plan.manage";

    /// <summary>Agreements: their texts, whom they are for, who accepted them.</summary>
    public const string ManageAgreements = "agreement.manage";

    /// <summary>Reviews of a partner's quarter: making them, sharing them, holding them.</summary>
    public const string HoldReviews = "review.hold";

    /// <summary>What the workspace is called and which colour its partners see.</summary>
    public const string ManageLook = "workspace.look";

    /// <summary>All of them; a new one is added here and to the roles that get it.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.Create(
            ReadRegistrations,
            DecideRegistrations,
            SubmitRegistrations,
            ReadPipeline,
            WorkPipeline,
            SettleCredit,
            ReadPartners,
            ManagePartners,
            ManageCrm,
            ManagePolicy,
            ManageTiers,
            ManageSafelist,
            ReadSafelist,
            ManagePeople,
            ManageKeys,
            ReadMail,
            SortMail,
            ReadAudit,
            ExportAudit,
            ViewAs,
            ManagePrivacy,
            ManageNotifications,
            ManageChat,
            ManageAnnouncements,
            DecideRecruitment,
            ReadLeads,
            ManageLeads,
            ManageLeadRules,
            ManagePlans,
            ManageAgreements,
            HoldReviews,
            ManageLook
        );

    /// <summary>
    /// Those that a data scope can narrow to some partners. Whoever has a scope has no other: what is about the workspace as a whole shows every
    /// partner. A permission that is added later is none of these until it is written here.
    /// </summary>
    public static IReadOnlySet<string> Narrowable { get; } =
        FrozenSet.Create(
            ReadRegistrations,
            DecideRegistrations,
            SubmitRegistrations,
            ReadPipeline,
            WorkPipeline,
            SettleCredit,
            ReadPartners,
            ManagePartners,
            ReadSafelist,
            ViewAs,
            ManageAnnouncements,
            ReadLeads,
            ManageLeads,
            ManagePlans,
            HoldReviews
        );

    private static readonly FrozenSet<string> Readers = FrozenSet.Create(ReadRegistrations, ReadPipeline, ReadPartners, ReadLeads);

    private static readonly FrozenDictionary<StaffRole, FrozenSet<string>> ByRole = new Dictionary<StaffRole, FrozenSet<string>>
    {
        [StaffRole.Owner] = All.ToFrozenSet(),
        [StaffRole.Admin] = All.ToFrozenSet(),
        [StaffRole.PartnerManager] =
        [
            .. Readers,
            WorkPipeline,
            SettleCredit,
            DecideRegistrations,
            SubmitRegistrations,
            ManagePartners,
            SortMail,
            ReadSafelist,
            ViewAs,
            ManageAnnouncements,
            DecideRecruitment,
            ManageLeads,
            ManagePlans,
            HoldReviews,
        ],
        [StaffRole.RevOps] =
        [
            .. Readers,
            WorkPipeline,
            SettleCredit,
            DecideRegistrations,
            SubmitRegistrations,
            ManagePartners,
            ManageCrm,
            ManagePolicy,
            ManageTiers,
            ManageSafelist,
            ReadSafelist,
            ManageKeys,
            ManageNotifications,
            ManageChat,
            SortMail,
            ReadAudit,
            ViewAs,
            ManageLeads,
            ManageLeadRules,
            ManagePlans,
            ManageAgreements,
            HoldReviews,
        ],
        [StaffRole.Sales] = [.. Readers, WorkPipeline, SubmitRegistrations, ManageLeads, ManagePlans],
        [StaffRole.Finance] = Readers,
        [StaffRole.Marketing] = [ReadPartners, ManageAnnouncements, ReadLeads, ManageLeads],
        [StaffRole.Auditor] = [.. Readers, ReadAudit, ExportAudit, ReadSafelist],
    }.ToFrozenDictionary();

    public static IReadOnlySet<string> Of(StaffRole role) => ByRole[role];

    /// <summary>The built-in role with the largest share of permissions in common; the one with fewer rights when two are alike.</summary>
    internal static StaffRole MostLike(IReadOnlySet<string> permissions) =>
        ByRole
            .OrderByDescending(r => (double)r.Value.Count(permissions.Contains) / Math.Max(1, r.Value.Union(permissions).Count()))
            .ThenBy(r => r.Value.Count)
            .ThenByDescending(r => r.Key)
            .First()
            .Key;
}
