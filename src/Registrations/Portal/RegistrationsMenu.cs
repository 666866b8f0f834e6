using Entente.Access;
using Entente.Crm.Duplicates;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Registrations.List;
using Entente.Ui;

namespace Entente.Registrations.Portal;

/// <summary>Where registrations stand in the menus.</summary>
internal sealed class RegistrationsMenu(Actor actor, RegistrationList list, DuplicateDesk duplicates) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var waiting = actor.May(Permissions.ReadRegistrations) ? await list.Count(ListView.Waiting, ct) : 0;
        var alike = actor.May(Permissions.ReadRegistrations) && actor.Scope is null ? await duplicates.Count(DuplicateView.Open, ct) : 0;
        return
        [
            new MenuEntry(MemberSide.Staff, 10, "registration", "registrations", "Registrations", Permissions.ReadRegistrations).Waiting(
                waiting
            ),
            new MenuEntry(MemberSide.Staff, 50, "building", "duplicates", "Duplicates", Permissions.ReadRegistrations)
            {
                Group = "Desk",
                Whole = true,
            }.Waiting(alike),
            MenuEntry.Setting(
                SettingsArea.Program,
                100,
                "settings",
                "settings/policy",
                "Registration policy",
                Permissions.ManagePolicy,
                "What may be registered, who decides by when, how long it is protected."
            ),
            MenuEntry.Setting(
                SettingsArea.Program,
                101,
                "registration",
                "settings/forms",
                "Forms",
                Permissions.ManagePolicy,
                "What a partner is asked, per kind and partner."
            ),
            MenuEntry.Setting(
                SettingsArea.Program,
                102,
                "link",
                "settings/public-form",
                "Public form",
                Permissions.ManagePolicy,
                "Registering without a link, from the partners’ own mail domains."
            ),
            new(MemberSide.Staff, 52, "upload", "registrations/files", "Files", Permissions.SubmitRegistrations)
            {
                Group = "Desk",
                Whole = true,
            },
            new(MemberSide.Partner, 5, "registration", "portal/deals", "Deals"),
            new(MemberSide.Partner, 30, "upload", "portal/files", "Many at once", PartnerRights.Register) { Foot = true },
            new(MemberSide.Staff, 65, "chart", "registrations/conduct", "How we decide", Permissions.ReadRegistrations)
            {
                Group = "Performance",
            },
            new(MemberSide.Partner, 45, "trend", "portal/conduct", "Conduct") { Foot = true },
            new(MemberSide.Partner, 40, "content", "portal/rules", "Rules") { Foot = true },
            new(MemberSide.Partner, 10, "plus", "portal/register", "Register", PartnerRights.Register)
            {
                Main = true,
                Verb = "Register a deal",
            },
        ];
    }
}
