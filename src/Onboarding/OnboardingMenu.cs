using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding;

/// <summary>Staff find onboarding below the partners, its steps and agreements in the settings; partners theirs while it runs, agreements at the foot.</summary>
internal sealed class OnboardingMenu(EntenteDb db, Actor actor) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        // A partner finds its onboarding while it runs.
        var runs = actor.Partner is { } partner && await db.Set<Journey>().AnyAsync(j => j.PartnerId == partner && j.EndedAt == null, ct);
        return
        [
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
            .. runs ? [new MenuEntry(MemberSide.Partner, 29, "flag", "portal/onboarding", "Onboarding")] : Array.Empty<MenuEntry>(),
            new(MemberSide.Partner, 72, "shield-check", "portal/agreements", "Agreements") { Foot = true },
        ];
    }
}
