using Entente.Platform.Values;
using Entente.Portal.Experiences;

namespace Entente.Partners.Segments;

/// <summary>Segments as the portal's layouts aim at them, and those layouts as what uses a segment.</summary>
internal sealed class PortalAudience(SegmentsApi segments) : IPortalAudience
{
    public async Task<IReadOnlyList<(Guid Id, string Name)>> Segments(CancellationToken ct) =>
        [.. (await segments.All(ct)).Select(s => (s.Id.Value, s.Name))];

    public async Task<IReadOnlySet<Guid>> Holding(
        IReadOnlyCollection<Guid> asked,
        PartnerId partner,
        PersonId? person,
        CancellationToken ct
    ) => (await segments.Answers([.. asked.Select(SegmentId.From)], partner, ct)).Of(partner, person).Select(s => s.Value).ToHashSet();

    public string Lock(Guid segment) => SegmentsApi.Lock(SegmentId.From(segment));
}

/// <inheritdoc cref="PortalAudience"/>
internal sealed class AimedLayouts(ExperienceDesk desk) : ISegmentUse
{
    public async Task<IReadOnlyList<SegmentUse>> Of(SegmentId segment, CancellationToken ct) =>
        [
            .. (await desk.Aiming(segment.Value, ct)).Select(e => new SegmentUse(
                $"the portal’s layout “{e.Name}”",
                $"settings/portal/{e.Id.Short()}"
            )),
        ];
}
