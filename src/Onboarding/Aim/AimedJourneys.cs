using Entente.Onboarding.Templates;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Onboarding.Aim;

/// <summary>Whether a segment has onboarding steps of its own. Journeys that began with them keep theirs whatever becomes of it.</summary>
internal sealed class AimedJourneys(JourneyShelf shelf) : ISegmentUse
{
    public async Task<IReadOnlyList<SegmentUse>> Of(SegmentId segment, CancellationToken ct) =>
        await shelf.Of(segment, ct) is { Over: false }
            ? [new("onboarding steps of its own", $"settings/onboarding/segment/{segment.Short()}")]
            : [];
}
