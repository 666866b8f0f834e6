using Entente.Platform.Data;
using Entente.Reviews.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Work;

/// <summary>One review with all its parts, locked until it is saved: whoever comes second sees what the first did.</summary>
internal sealed class ReviewDesk : IAsyncDisposable
{
    private readonly Held held;

    private ReviewDesk(Held held, Review review) => (this.held, Review) = (held, review);

    public Review Review { get; }

    /// <summary>Null for a review that whoever acts does not see.</summary>
    public static async Task<ReviewDesk?> Take(EntenteDb db, string number, CancellationToken ct)
    {
        var ids = await db.Set<Review>().Where(r => r.Number == number).Select(r => r.Id).ToListAsync(ct);
        if (ids.Count == 0)
            return null;
        var (id, taken) = (ids[0], await db.Hold([$"review:{ids[0].Value}"], ct));
        try
        {
            return new(
                taken,
                await db.Set<Review>().Include(r => r.Goals).Include(r => r.Decisions).AsSplitQuery().SingleAsync(r => r.Id == id, ct)
            );
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
