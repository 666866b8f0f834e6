namespace Entente.Pipeline;

/// <summary>Contributed by Registrations: which deals are protected, for the lists of this room.</summary>
public interface IProtectionBadges
{
    /// <summary>The running protection of those deals that have one.</summary>
    Task<IReadOnlyDictionary<OpportunityId, ProtectionBadge>> Of(IReadOnlyCollection<OpportunityId> deals, CancellationToken ct);
}

/// <param name="End">The last instant of the window.</param>
public sealed record ProtectionBadge(DateTimeOffset Start, DateTimeOffset End);

internal static class ProtectionBadges
{
    /// <summary>What all rooms together know; the first one's word counts.</summary>
    public static async Task<Dictionary<OpportunityId, ProtectionBadge>> Of(
        this IEnumerable<IProtectionBadges> rooms,
        IReadOnlyCollection<OpportunityId> deals,
        CancellationToken ct
    )
    {
        var badges = new Dictionary<OpportunityId, ProtectionBadge>();
        foreach (var room in rooms)
        foreach (var (deal, badge) in await room.Of(deals, ct))
            badges.TryAdd(deal, badge);
        return badges;
    }
}
