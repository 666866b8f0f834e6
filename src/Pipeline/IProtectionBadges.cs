namespace Entente.Pipeline;

/// <summary>Contributed by Registrations: which deals are protected, for the lists of this room.</summary>
public interface IProtectionBadges
{
    /// <summary>The running protection of those deals that have one.</summary>
    Task<IReadOnlyDictionary<OpportunityId, ProtectionBadge>> Of(IReadOnlyCollection<OpportunityId> deals, CancellationToken ct);
}

/// <param name="End">The last instant of the window.</param>
public sealed record ProtectionBadge(DateTimeOffset Start, DateTimeOffset End);
