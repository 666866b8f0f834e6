using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Engagement;

/// <summary>Staff find announcements below the partners; partners find all their news at the foot, the newest on their home.</summary>
internal sealed class EngagementMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 48, "announce", "announcements", "Announcements", Permissions.ManageAnnouncements),
            new(MemberSide.Partner, 70, "announce", "portal/news", "News") { Foot = true },
        ]);
}
