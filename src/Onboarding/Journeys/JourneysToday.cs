using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>On Today: partners that are activated and still called onboarding, for somebody to make active; and steps of ours that are overdue.</summary>
internal sealed class JourneysToday(EntenteDb db, Actor actor, PartnersApi partners, JourneyDesk desk, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;
    private const int LookedAt = 200;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePartners))
            return null;
        var today = await desk.Today(ct);
        var activated = await db.Set<Journey>()
            .Where(j => j.ActivatedAt != null)
            .OrderByDescending(j => j.ActivatedAt)
            .Take(LookedAt)
            .Select(j => new { j.PartnerId, At = j.ActivatedAt!.Value })
            .ToListAsync(ct);
        var overdue = db.Set<JourneyStepRow>()
            .Where(s =>
                s.State == JourneyStepState.Open
                && s.Side == PlanSide.Vendor
                && s.DueOn < today
                && db.Set<Journey>().Any(j => j.Id == s.JourneyId && j.EndedAt == null)
            );
        var late = await overdue
            .OrderBy(s => s.DueOn)
            .Take(Most)
            .Select(s => new
            {
                s.PartnerId,
                s.JourneyId,
                s.Title,
                s.DueOn,
            })
            .ToListAsync(ct);
        if (activated.Count + late.Count == 0)
            return null;
        var cards = await partners.Cards([.. activated.Select(a => a.PartnerId).Concat(late.Select(l => l.PartnerId)).Distinct()], ct);
        List<PartnerCard> ready =
        [
            .. activated
                .Select(a => cards.GetValueOrDefault(a.PartnerId))
                .OfType<PartnerCard>()
                .Where(c => c.Status is PartnerStatus.Onboarding)
                .DistinctBy(c => c.Id),
        ];
        var total = ready.Count + await overdue.Total(late.Count, 1, Most, ct);
        if (total == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "onboarding",
            "Onboarding",
            TodayPlace.Card,
            total,
            [
                .. ready
                    .Take(Most)
                    .Select(c => new TodayRow(c.Name, $"/w/{slug}/partners/{c.Id.Short()}")
                    {
                        Sub = "Activated, and still called onboarding: make it active",
                        Badge = new("Activated", Tone.Ok),
                        Action = "Open",
                    }),
                .. late.Where(l => cards.ContainsKey(l.PartnerId))
                    .Select(l => new TodayRow(l.Title, $"/w/{slug}/onboarding/{l.JourneyId.Short()}")
                    {
                        Sub = $"{cards[l.PartnerId].Name}, was due on {AgreementCheck.Day(l.DueOn!.Value)}",
                        Badge = new("Overdue", Tone.Bad),
                        Action = "Open",
                    }),
            ]
        )
        {
            AllHref = $"/w/{slug}/onboarding",
            What = "Onboarding",
        };
    }
}
