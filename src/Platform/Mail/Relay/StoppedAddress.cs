using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail.Relay;

/// <summary>Nothing is sent to it any more, until somebody says that it works again.</summary>
[Subject("stopped_address")]
internal sealed class StoppedAddress : Entity
{
    public Guid Id { get; init; }

    /// <summary>In small letters.</summary>
    public string Address { get; init; } = "";
    public string Why { get; init; } = "";
    public DateTimeOffset At { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<StoppedAddress>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasIndex(x => new { x.WorkspaceId, x.Address }).IsUnique();
        });
}

/// <summary>The addresses to which this workspace sends nothing any more. Stages, the caller saves.</summary>
public sealed class MailStops(EntenteDb db, TimeProvider clock)
{
    /// <summary>Why nothing is sent there; null when mail is.</summary>
    public async Task<string?> Why(string address, CancellationToken ct)
    {
        var small = address.ToLowerInvariant();
        return await db.Set<StoppedAddress>().Where(s => s.Address == small).Select(s => s.Why).SingleOrDefaultAsync(ct);
    }

    /// <summary>Somebody says that it works again.</summary>
    public async Task Lift(string address, CancellationToken ct)
    {
        var small = address.ToLowerInvariant();
        if (await db.Set<StoppedAddress>().SingleOrDefaultAsync(s => s.Address == small, ct) is { } stopped)
            db.Remove(stopped);
    }

    internal async Task Stop(string address, string why, CancellationToken ct)
    {
        if (await Why(address, ct) is not null)
            return;
        var now = clock.GetUtcNow();
        db.Add(
            new StoppedAddress
            {
                Id = Guid.CreateVersion7(now),
                Address = address.ToLowerInvariant(),
                Why = why,
                At = now,
            }
        );
    }
}
