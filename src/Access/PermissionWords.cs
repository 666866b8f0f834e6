namespace Entente.Access;

/// <summary>A permission as people read it.</summary>
/// <param name="Name">The public name: <c>registration.read</c>.</param>
/// <param name="Narrows">Whether a data scope narrows it; if not, whoever has a scope does not have it.</param>
public sealed record PermissionText(string Name, string Group, string Sentence)
{
    public bool Narrows => Permissions.Narrowable.Contains(Name);
}

/// <summary>Every permission with its group and a plain sentence; a test holds that none is missing.</summary>
public static class PermissionWords
{
    public static IReadOnlyList<PermissionText> All { get; } =
    [
        new(Permissions.ReadRegistrations, "Registrations", "Read registrations, conflicts and what is said about them"),
        new(Permissions.DecideRegistrations, "Registrations", "Decide registrations, appeals and conflicts; share registrations by a link"),
        new(Permissions.SubmitRegistrations, "Registrations", "Register in a partner’s name"),
        new(Permissions.ReadPipeline, "Pipeline", "Read opportunities"),
        new(Permissions.WorkPipeline, "Pipeline", "Move deals on, show what their stages ask for, set next steps"),
        new(Permissions.SettleCredit, "Pipeline", "Settle who has which share of a deal, correct the credit of closed ones"),
        new(Permissions.ReadLeads, "Leads", "Read leads and why they went where they went"),
        new(Permissions.ManageLeads, "Leads", "Take leads in, give them to partners, say how many a partner takes"),
        new(Permissions.ManageLeadRules, "Rules", "Publish the rules by which leads go to partners"),
        new(Permissions.ReadPartners, "Partners", "Read partners and their people"),
        new(Permissions.ManagePlans, "Partners", "Write mutual action plans, share them, sign their targets"),
        new(Permissions.HoldReviews, "Partners", "Make reviews of a partner’s quarter, share them, hold them; hold and move meetings"),
        new(Permissions.ManagePartners, "Partners", "Change partners, their tiers, people and links"),
        new(Permissions.DecideRecruitment, "Partners", "Recruit partners: read, evaluate, accept and decline candidates"),
        new(Permissions.ViewAs, "Partners", "Open the portal as somebody of a partner, to look"),
        new(Permissions.ManageAnnouncements, "Partners", "Write and publish announcements, see who read them"),
        new(Permissions.ReadSafelist, "What partners see", "Ask who sees which field of which record"),
        new(Permissions.ManageSafelist, "What partners see", "Change what partners see of which field"),
        new(Permissions.ManagePolicy, "Rules", "Change deadlines, protection and conflict policy"),
        new(Permissions.ManageAgreements, "Rules", "Publish what partners must accept, see who accepted it"),
        new(Permissions.ManageTiers, "Rules", "Publish what each tier asks for and gives"),
        new(Permissions.ManageCrm, "CRM and mail", "Connect the CRM, map fields, mend errors"),
        new(Permissions.SortMail, "CRM and mail", "Put mail that waits where it belongs"),
        new(Permissions.ReadMail, "CRM and mail", "Read every mail that goes out"),
        new(Permissions.ManagePeople, "Workspace", "Manage people, roles and single sign-on"),
        new(Permissions.ManageKeys, "Workspace", "Make and revoke API keys of the workspace"),
        new(Permissions.ReadAudit, "Audit", "Read the audit"),
        new(Permissions.ExportAudit, "Audit", "Take the whole audit out as a signed file"),
        new(Permissions.ManageChat, "CRM and mail", "Connect Slack, Teams and mail providers, say which channel is which partner’s"),
        new(Permissions.ManageLook, "Workspace", "Set the name and the colour that partners see"),
        new(Permissions.ManageNotifications, "Workspace", "Decide what people of each role are told"),
        new(Permissions.ManagePrivacy, "Workspace", "Find, give out and erase what is kept of a person"),
    ];

    public static string Of(string permission) => All.FirstOrDefault(p => p.Name == permission)?.Sentence ?? permission;
}
