using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>
/// Before a partner ends: the onboarding that runs. It ends by itself moments after the partner began to leave. Agreements are none of it: who leaves is
/// asked for none, and what was accepted stays on record.
/// </summary>
internal sealed class LeavingJourney(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        var running = db.Set<Journey>().AsNoTracking().Where(j => j.PartnerId == partner && j.EndedAt == null);
        var reads = actor.May(Permissions.ReadPartners);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var named = reads
            ? await running
                .Select(j => new
                {
                    j.Id,
                    Open = j.Steps.Count(s => s.State == JourneyStepState.Open || s.State == JourneyStepState.Waiting),
                })
                .ToListAsync(ct)
            : [];
        return new(
            50,
            "onboarding",
            "onboardings",
            await running.CountAsync(ct),
            [
                .. named.Select(j => new LeavingItem(
                    "The onboarding",
                    $"/w/{slug}/onboarding/{j.Id.Short()}",
                    $"{Format.Count(j.Open, "step")} not done"
                )),
            ],
            "It ends with the partner.",
            reads ? $"/w/{slug}/onboarding" : null
        );
    }
}
