using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Onboarding;

/// <summary>Staff find onboarding below the partners, its steps and agreements in the settings; partners both at the foot, what waits on their home.</summary>
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
            MenuEntry.Setting(
                SettingsArea.Program,
                112,
                "flag",
                "settings/onboarding",
                "Onboarding steps",
                Permissions.ManagePolicy,
                "What partners of each type go through until their first result, and when they count as activated."
            ),
            new(MemberSide.Staff, 47, "flag", "onboarding", "Onboarding", Permissions.ReadPartners),
            new(MemberSide.Partner, 71, "flag", "portal/onboarding", "Onboarding") { Foot = true },
            new(MemberSide.Partner, 72, "shield-check", "portal/agreements", "Agreements") { Foot = true },
        ]);
}
