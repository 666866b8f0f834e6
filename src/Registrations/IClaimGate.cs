using Entente.Platform.Values;

namespace Entente.Registrations;

/// <summary>
/// What a higher room asks of a partner's person before claims are taken from them: a text to confirm, say. Asked of whoever acts, by every door.
/// </summary>
public interface IClaimGate
{
    /// <summary>Null: nothing is in this actor's way.</summary>
    Task<ClaimBar?> Bar(CancellationToken ct);
}

/// <summary>What has to be done first.</summary>
/// <param name="Problem">What whoever sends a claim now is told.</param>
/// <param name="Path">Where it is done, below the portal's address and below that of a personal link alike: <c>news/…</c>.</param>
/// <param name="Words">The words of the way there: <c>Read and confirm “Prices from June”</c>.</param>
public sealed record ClaimBar(Problem Problem, string Path, string Words);

/// <summary>All gates before a claim; the first that is shut answers.</summary>
public sealed class ClaimGates(IEnumerable<IClaimGate> gates)
{
    public async Task<ClaimBar?> Bar(CancellationToken ct)
    {
        foreach (var gate in gates)
            if (await gate.Bar(ct) is { } bar)
                return bar;
        return null;
    }
}
