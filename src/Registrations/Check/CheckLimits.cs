using System.Threading.RateLimiting;
using Entente.Platform.Values;

namespace Entente.Registrations.Check;

/// <summary>How often a partner may ask while typing: enough for a person, too little to look up a customer list.</summary>
public sealed class CheckLimits : IDisposable
{
    /// <summary>Applies to partners who have not asked yet.</summary>
    internal int PerMinute { get; set; } = 60;

    private readonly PartitionedRateLimiter<(WorkspaceId, PartnerId)> limiter;

    public CheckLimits() =>
        limiter = PartitionedRateLimiter.Create<(WorkspaceId, PartnerId), (WorkspaceId, PartnerId)>(who =>
            RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })
        );

    public bool Take(WorkspaceId workspace, PartnerId partner)
    {
        using var lease = limiter.AttemptAcquire((workspace, partner));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
