using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Onboarding.Journeys;

/// <summary>Staff begin the onboarding of a partner by hand, and end it before its time with a reason.</summary>
public sealed class SteerJourney
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly PartnersApi partners;
    private readonly JourneyDesk desk;
    private readonly TimeProvider clock;

    internal SteerJourney(EntenteDb db, Actor actor, PartnersApi partners, JourneyDesk desk, TimeProvider clock) =>
        (this.db, this.actor, this.partners, this.desk, this.clock) = (db, actor, partners, desk, clock);

    public async Task<Result<JourneyId>> Begin(PartnerId partner, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([JourneyDesk.Key(partner)], ct);
        if (await partners.Get(partner, ct) is not { } card)
            return Refusals.NoJourney;
        if (!card.MayRegister)
            return Refusals.NotThere;
        if (await desk.Open(partner, ct) is not null)
            return Refusals.Running;
        var journey = await desk.Begin(card, actor.Person, ct);
        await held.Save(ct);
        return journey.Id;
    }

    public async Task<Result> End(PartnerId partner, JourneyId id, string? why, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor) is { } forbidden)
            return forbidden;
        if (TypedText.Line(why) is not { Length: > 0 and <= OnboardingModel.LongestWords } reason)
            return Refusals.NoWords("Say why");
        await using var held = await db.Hold([JourneyDesk.Key(partner)], ct);
        if (await desk.Open(partner, ct) is not { } journey || journey.Id != id)
            return Refusals.JourneyEnded;
        journey.End(reason, clock.GetUtcNow());
        db.Because(reason);
        await held.Save(ct);
        return Result.Done;
    }
}
