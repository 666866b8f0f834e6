using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>Whether onboardings that run go on, on whichever side the next step lies.</summary>
internal sealed class JourneySignals(EntenteDb db, Workspaces workspaces) : IPartnerSignals
{
    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var stuck = (await workspaces.Get(db.Workspace, ct)).DayOf(now).AddDays(-JourneyStanding.StuckDays);
        var running = await db.Set<JourneyStepRow>()
            .Where(s => wanted.Contains(s.PartnerId) && db.Set<Journey>().Any(j => j.Id == s.JourneyId && j.EndedAt == null))
            .GroupBy(s => s.PartnerId)
            .Select(g => new
            {
                g.Key,
                Stuck = g.Count(s => s.State == JourneyStepState.Open && s.DueOn < stuck),
                Done = g.Count(s => s.State == JourneyStepState.Done || s.State == JourneyStepState.Skipped),
                Of = g.Count(),
            })
            .ToListAsync(ct);
        return
        [
            .. running.Select(r => new PartnerSignal(
                r.Key,
                SignalKind.OnboardingStuck,
                r.Stuck,
                r.Stuck > 0
                    ? $"{Format.Count(r.Stuck, "step")} of the onboarding stuck, {Format.Number(r.Done)} of {Format.Number(r.Of)} done"
                    : $"The onboarding goes on, {Format.Number(r.Done)} of {Format.Number(r.Of)} steps done"
            )),
        ];
    }
}
