using Entente.Platform.Values;

namespace Entente.Portal.Experiences;

/// <summary>Whom experiences can be for. Segments are kept above this floor; they say here what is asked of them.</summary>
public interface IPortalAudience
{
    /// <summary>Every segment, by name.</summary>
    Task<IReadOnlyList<(Guid Id, string Name)>> Segments(CancellationToken ct);

    /// <summary>Those of the segments that somebody at a partner is in.</summary>
    Task<IReadOnlySet<Guid>> Holding(IReadOnlyCollection<Guid> segments, PartnerId partner, PersonId? person, CancellationToken ct);

    /// <summary>The lock of whoever begins to use it, so that it is not removed at the same moment.</summary>
    string Lock(Guid segment);
}
