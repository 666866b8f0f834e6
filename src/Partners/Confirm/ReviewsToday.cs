using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Confirm;

/// <summary>On Today: teams that nobody confirmed in time, and the vendor's own word on its safelist.</summary>
internal sealed class ReviewsToday(EntenteDb db, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var rows = new List<TodayRow>();
        if (actor.May(Permissions.ManagePartners))
            rows.AddRange(
                (
                    await db.Set<TeamReview>()
                        .Where(r => r.EscalatedAt != null && r.DoneAt == null)
                        .Join(
                            db.Set<Partner>(),
                            r => r.PartnerId,
                            p => p.PartnerId,
                            (r, p) =>
                                new
                                {
                                    r.PartnerId,
                                    r.DueAt,
                                    r.OpenedAt,
                                    p.Name,
                                }
                        )
                        .OrderBy(r => r.DueAt)
                        .Take(Most)
                        .ToListAsync(ct)
                ).Select(r => new TodayRow($"{r.Name} has not confirmed its team", PartnerLooks.PartnerHref(slug, r.PartnerId) + "/access")
                {
                    Clock = new(r.DueAt, r.OpenedAt),
                    Severity = Tone.Bad,
                    Badge = new("Late", Tone.Bad),
                })
            );
        if (
            actor.May(Permissions.ManageSafelist)
            && await db.Set<SafelistReview>().Where(r => r.DoneAt == null).OrderByDescending(r => r.Quarter).FirstOrDefaultAsync(ct)
                is { } safelist
        )
            rows.Add(
                new("Confirm what partners see", $"/w/{slug}/settings/access")
                {
                    Sub = $"Once a quarter: {safelist.Quarter}",
                    Clock = new(safelist.DueAt, safelist.OpenedAt),
                    Badge = safelist.DueAt <= now ? new("Late", Tone.Bad) : new("To do", Tone.Info),
                }
            );
        return rows.Count == 0 ? null : new("reviews", "Access to confirm", TodayPlace.Card, rows.Count, rows);
    }
}

/// <summary>On the portal's home, for admins: the team waits to be confirmed.</summary>
internal sealed class ConfirmMove(EntenteDb db, Actor actor, TeamAccess team, Workspaces workspaces) : IHomeBlock
{
    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || !await db.Set<TeamReview>().AnyAsync(r => r.PartnerId == partner && r.DoneAt == null, ct))
            return null;
        if (await team.Load(partner, ct) is not { Due: { } due, Open: > 0 } view)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new("confirm-team", "Your team", HomePlace.Side, 90)
        {
            Moves =
            [
                new(
                    "Confirm who is on your team",
                    $"/w/{slug}/portal/access",
                    $"{Format.Count(view.Open, "person", "people")} still open for {view.Quarter}",
                    "Confirm",
                    "user",
                    due <= now ? Tone.Bad : Tone.Info,
                    due
                ),
            ],
        };
    }
}
