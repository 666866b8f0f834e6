using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Watch;

/// <summary>Up to where the watch has looked; one row a workspace.</summary>
[NotAudited("bookkeeping of the watch")]
internal sealed class WatchMark : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public int Number { get; private init; }
    public DateTimeOffset LookedAt { get; private set; }

    /// <summary>The day for which renewals and ending protections were looked at.</summary>
    public DateOnly Day { get; private set; }

    public static WatchMark First(DateTimeOffset now) => new() { Number = 1, LookedAt = now };

    public void Look(DateTimeOffset now, DateOnly day) => (LookedAt, Day) = (now, day);

    public static void Map(ModelBuilder model) =>
        model.Entity<WatchMark>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Number });
            m.Property(x => x.Number).ValueGeneratedNever();
        });
}
