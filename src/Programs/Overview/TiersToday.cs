using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Programs.Model;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Overview;

/// <summary>On Today: tiers that wait for a decision, appeals first.</summary>
internal sealed class TiersToday(EntenteDb db, OverviewQuery overview, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePartners))
            return null;
        var waiting = (await overview.Load(ct)).Where(r => r.Waits || r is { GraceUntil: not null, HasGracePlan: false }).ToList();
        if (waiting.Count == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var due = await db.Set<TierAppeal>().Where(a => a.AnsweredAt == null).ToDictionaryAsync(a => a.PartnerId, a => (a.DueAt, a.At), ct);
        return new(
            "tiers",
            "Tiers to decide",
            TodayPlace.Card,
            waiting.Count,
            [
                .. waiting
                    .OrderBy(r =>
                        r.Appeals ? 0
                        : r.Proposed is not null ? 1
                        : 2
                    )
                    .ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
                    .Take(Most)
                    .Select(r => new TodayRow(r.Name, PartnerLooks.PartnerHref(slug, r.Partner) + "/tier")
                    {
                        Sub = What(r),
                        Clock = due.TryGetValue(r.Partner, out var clock) ? new(clock.DueAt, clock.At) : null,
                        Severity = due.TryGetValue(r.Partner, out var late) && late.DueAt <= now ? Tone.Bad : Tone.Neutral,
                        Badge =
                            r.Appeals ? new("Appeal", Tone.Warn)
                            : r.Proposed is not null ? new("Decide", Tone.Info)
                            : null,
                        Action = "Decide",
                    }),
            ]
        )
        {
            AllHref = $"/w/{slug}/tiers?view=deciding",
            What = "Partner",
        };
    }

    private static string What(OverviewRow row) =>
        row.Appeals ? "Appeals against its tier"
        : row.Proposed is { } to ? $"Has earned {to.Words()}"
        : row.WaitingEvidence > 0 ? $"{Format.Count(row.WaitingEvidence, "piece")} of evidence to look at"
        : "In a quarter of grace without a plan";
}

/// <summary>Where tiers stand in the menu: below the partners, their plans in the settings, the partner's own in its portal.</summary>
internal sealed class TiersMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 45, "tier", "tiers", "Tiers", Permissions.ReadPartners),
            MenuEntry.Setting(
                SettingsArea.Program,
                105,
                "award",
                "settings/tiers",
                "Tier plans",
                Permissions.ManageTiers,
                "What each tier asks for and gives, per partner type; a draft is tried on history."
            ) with
            {
                Whole = true,
            },
            new(MemberSide.Partner, 50, "tier", "portal/program", "Program"),
        ]);
}
