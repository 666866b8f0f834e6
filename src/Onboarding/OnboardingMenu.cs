using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Onboarding;

/// <summary>Staff find agreements in the settings, partners at the foot of the portal; what waits for them also stands on their home.</summary>
internal sealed class OnboardingMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            MenuEntry.Setting(
                SettingsArea.Program,
                107,
                "shield-check",
                "settings/agreements",
                "Agreements",
                Permissions.ManageAgreements,
                "What partners accept, in which version and from when; who has accepted it, and whose registrations wait for it."
            ) with
            {
                Whole = true,
            },
            new(MemberSide.Partner, 72, "shield-check", "portal/agreements", "Agreements") { Foot = true },
        ]);
}
