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
        var alike = actor.May(Permissions.ReadRegistrations) ? await duplicates.Count(DuplicateView.Open, ct) : 0;
        return
        [
            new(MemberSide.Staff, 10, "registration", "registrations", "Registrations", Permissions.ReadRegistrations)
            {
                Count = waiting > 0 ? Format.Number(waiting) : null,
            },
            new(MemberSide.Staff, 17, "building", "duplicates", "Duplicates", Permissions.ReadRegistrations)
            {
                Count = alike > 0 ? Format.Number(alike) : null,
            },
            new(MemberSide.Staff, 120, "settings", "settings/policy", "Policy", Permissions.ManagePolicy) { Group = "Workspace" },
            new(MemberSide.Staff, 15, "upload", "registrations/files", "Files", Permissions.SubmitRegistrations),
            new(MemberSide.Partner, 30, "upload", "portal/files", "Files"),
            new(MemberSide.Staff, 16, "trend", "registrations/conduct", "How we decide", Permissions.ReadRegistrations),
            new(MemberSide.Staff, 122, "registration", "settings/forms", "Forms", Permissions.ManagePolicy) { Group = "Workspace" },
            new(MemberSide.Staff, 121, "link", "settings/public-form", "Public form", Permissions.ManagePolicy) { Group = "Workspace" },
            new(MemberSide.Partner, 45, "trend", "portal/conduct", "Conduct"),
            new(MemberSide.Partner, 40, "content", "portal/rules", "Rules"),
            new(MemberSide.Partner, 10, "plus", "portal/register", "Register") { Main = true, Verb = "Register a deal" },
        ];
    }
}
