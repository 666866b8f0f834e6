using Entente.Partners.Rules;
using Entente.Platform.Values;

namespace Entente.Partners.Step;

/// <summary>Asks every room what is still open with a partner.</summary>
public sealed class LeavingChecks(IEnumerable<ILeavingCheck> rooms)
{
    /// <summary>A line of each room, also where nothing is open.</summary>
    public async Task<IReadOnlyList<LeavingLine>> Of(PartnerId partner, CancellationToken ct)
    {
        // One after the other: they share one database context.
        var lines = new List<LeavingLine>();
        foreach (var room in rooms)
            lines.Add(await room.Of(partner, ct));
        return StillOpen.InOrder(lines);
    }
}
