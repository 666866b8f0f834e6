using Entente.Platform.Data;
using Entente.Reviews.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>One meeting with its decisions, locked until it is saved: whoever comes second sees what the first did.</summary>
internal sealed class MeetingDesk : IAsyncDisposable
{
    private readonly Held held;

    private MeetingDesk(Held held, Meeting meeting) => (this.held, Meeting) = (held, meeting);

    public Meeting Meeting { get; }

    public static string Key(MeetingId id) => $"meeting:{id.Value}";

    /// <summary>Null for a meeting that whoever acts does not see.</summary>
    public static async Task<MeetingDesk?> Take(EntenteDb db, MeetingId id, CancellationToken ct)
    {
        var taken = await db.Hold([Key(id)], ct);
        try
        {
            if (await db.Set<Meeting>().Include(m => m.Decisions).SingleOrDefaultAsync(m => m.Id == id, ct) is { } meeting)
                return new(taken, meeting);
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
        await taken.DisposeAsync();
        return null;
    }

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
