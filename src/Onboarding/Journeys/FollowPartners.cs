using Entente.Onboarding.Model;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Onboarding.Journeys;

/// <summary>Something happened that may close a step of this partner.</summary>
[JobName("journey.advance")]
internal sealed record AdvanceJourney(PartnerId Partner);

/// <summary>A partner that enters onboarding begins its journey; one that leaves ends it; what it does moves it on.</summary>
internal sealed class FollowPartners(EntenteDb db, PartnersApi partners, JourneyDesk desk, TimeProvider clock)
    : IHandle<PartnerCreated>,
        IHandle<PartnerStatusChanged>,
        IHandle<RegistrationSubmitted>,
        IJob<AdvanceJourney>
{
    public Task Handle(PartnerCreated what, Telling telling, CancellationToken ct) => Follow(what.Partner, ct);

    public Task Handle(PartnerStatusChanged what, Telling telling, CancellationToken ct) => Follow(what.Partner, ct);

    public async Task Handle(RegistrationSubmitted what, Telling telling, CancellationToken ct)
    {
        if (await Locked(what.Partner, ct) is { } journey)
            await desk.Advance(journey, ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task<JobOutcome> Run(AdvanceJourney payload, CancellationToken ct)
    {
        await using var held = await db.Hold([JourneyDesk.Key(payload.Partner)], ct);
        if (await desk.Open(payload.Partner, ct) is { } journey)
            await desk.Advance(journey, ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }

    // By the status as it is now: events may come late.
    private async Task Follow(PartnerId partner, CancellationToken ct)
    {
        var open = await Locked(partner, ct);
        if (await partners.Get(partner, ct) is not { } card)
            return;
        if (card.Status is PartnerStatus.Onboarding && open is null)
            await desk.Begin(card, null, ct);
        else if (open is not null && card is { MayRegister: false, Status: not PartnerStatus.Suspended })
            open.End($"The partner is {card.Status.Words().ToLowerInvariant()}.", clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    // The relay's transaction holds the lock until its end.
    private async Task<Journey?> Locked(PartnerId partner, CancellationToken ct)
    {
        await db.Lock([JourneyDesk.Key(partner)], ct);
        return await desk.Open(partner, ct);
    }
}
