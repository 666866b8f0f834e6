using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Programs.Evaluate;

/// <summary>A plan of this type was published: its partners are measured by it.</summary>
[JobName("tiers.measure_type")]
internal sealed record MeasurePartners(PartnerType Type);

/// <summary>Something that counts for these partners has changed.</summary>
[JobName("tiers.measure_partner")]
internal sealed record MeasurePartner(PartnerId Partner);

internal sealed class RunMeasures(EvaluateTiers evaluate, TimeProvider clock) : IJob<MeasurePartners>, IJob<MeasurePartner>
{
    public async Task<JobOutcome> Run(MeasurePartners payload, CancellationToken ct)
    {
        await evaluate.Type(payload.Type, clock.GetUtcNow(), ct);
        return JobOutcome.Done;
    }

    public async Task<JobOutcome> Run(MeasurePartner payload, CancellationToken ct)
    {
        await evaluate.One(payload.Partner, clock.GetUtcNow(), ct);
        return JobOutcome.Done;
    }
}

/// <summary>Every night: those whose card may have changed, and reviews of the quarter that is over.</summary>
internal sealed class NightlyTiers(EvaluateTiers evaluate) : IScheduled
{
    public Task Run(DateTimeOffset now, CancellationToken ct) => evaluate.Due(now, ct);
}

/// <summary>A partner was placed by hand: its card speaks of the next tier from there.</summary>
internal sealed class FollowPlacement(ScorecardNews news) : IHandle<PartnerTierChanged>
{
    public Task Handle(PartnerTierChanged what, Telling telling, CancellationToken ct) => news.Changed([what.Partner], ct);
}
