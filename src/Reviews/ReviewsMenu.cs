using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Reviews;

/// <summary>Staff find reviews below the health of partners, partners below their plans.</summary>
internal sealed class ReviewsMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 47, "chart", "reviews", "Reviews", Permissions.ReadPartners),
            new(MemberSide.Partner, 28, "chart", "portal/reviews", "Reviews"),
        ]);
}
