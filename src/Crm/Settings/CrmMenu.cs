using Entente.Access;
using Entente.Crm.Write;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Ui;

namespace Entente.Crm.Settings;

/// <summary>
/// The connection stands among the settings, and at the foot of the menu with how fresh the mirror is: what is wrong is seen from every page.
/// </summary>
internal sealed class CrmMenu(ShowErrorQueue queue, CrmApi crm, Actor actor, TimeProvider clock) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageCrm))
            return [Sites];
        var refused = await queue.Count(ct);
        var (words, tone, count) = State(await crm.Connection(ct), refused, clock.GetUtcNow());
        return
        [
            Sites,
            MenuEntry
                .Setting(
                    SettingsArea.Records,
                    170,
                    "crm",
                    "settings/crm",
                    "CRM",
                    Permissions.ManageCrm,
                    "The connection, what is mapped to what, and what the CRM refused."
                )
                .Failed(refused),
            new(MemberSide.Staff, 170, "sync", "settings/crm", words, Permissions.ManageCrm)
            {
                Foot = true,
                Count = count,
                Tone = tone,
            },
        ];
    }

    private static MenuEntry Sites =>
        MenuEntry.Setting(
            SettingsArea.Program,
            103,
            "link",
            "settings/sites",
            "Sites that prove nothing",
            Permissions.ManagePolicy,
            "Free mail, parked domains, shared hosting: what does not say whose company it is."
        );

    private static (string Words, Tone? Tone, string? Count) State(CrmConnectionCard? connection, int refused, DateTimeOffset now) =>
        connection switch
        {
            null or { State: CrmConnectionState.Disconnected } => ("No CRM connected", Tone.Warn, null),
            { State: CrmConnectionState.Broken } => ("CRM refuses us", Tone.Bad, "!"),
            { State: CrmConnectionState.Paused } => ("CRM paused", null, null),
            _ when refused > 0 => ("CRM refused", Tone.Bad, Format.Number(refused)),
            { State: CrmConnectionState.Backfilling } => ("CRM is read", null, null),
            { FollowedTo: { } followed } => ("CRM in sync", null, Format.Age(followed, new Reader(now, TimeZoneInfo.Utc))),
            _ => ("CRM connected", null, null),
        };
}
