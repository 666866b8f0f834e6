using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Engagement.Portal;

/// <summary>Before the next registration of somebody who did not confirm what had to be confirmed: that comes first.</summary>
internal sealed class NewsGate(NewsQuery query) : IClaimGate
{
    public async Task<ClaimBar?> Bar(CancellationToken ct) =>
        (await query.List(ct)).Where(l => l.Late).MinBy(l => l.Due) is { } first
            ? new(Refusals.ConfirmFirst(first.Title), $"news/{first.Id.Short()}", $"Read and confirm “{first.Title}”")
            : null;
}
