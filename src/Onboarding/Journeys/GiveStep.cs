using Entente.Onboarding.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>Staff say whose a step is, on either side: reminders go to that person from then on. Given to nobody, they go to the side as before.</summary>
public sealed class GiveStep
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly JourneyDesk desk;
    private readonly StepOwners owners;

    internal GiveStep(EntenteDb db, Actor actor, JourneyDesk desk, StepOwners owners) =>
        (this.db, this.actor, this.desk, this.owners) = (db, actor, desk, owners);

    /// <param name="seen">The step's version on the page.</param>
    /// <param name="owner">The person's id; empty: nobody.</param>
    public async Task<Result> Run(JourneyStepId id, int seen, string? owner, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor) is { } forbidden)
            return forbidden;
        // The rows' own filters: of a partner beyond the reader's scope there is none.
        if (await db.Set<JourneyStepRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } found)
            return Refusals.NoJourney;
        await using var held = await db.Hold([JourneyDesk.Key(found.PartnerId)], ct);
        if (await desk.Open(found.PartnerId, ct) is not { } journey || journey.Id != found.JourneyId)
            return Refusals.JourneyEnded;
        var step = journey.Steps.Single(s => s.Id == id);
        if (step.Version != seen)
            return Refusals.StepStale;
        if (step.Closed)
            return Refusals.NotOpen;
        PersonId? to = null;
        if (!string.IsNullOrEmpty(owner))
        {
            if (
                !Ids.TryParse<PersonId>(owner, out var person)
                || !(await owners.Of(found.PartnerId, step.Side, ct)).Any(m => m.Person.Id == person)
            )
                return Refusals.NoOwner;
            to = person;
        }
        step.Give(to);
        await held.Save(ct);
        return Result.Done;
    }
}
