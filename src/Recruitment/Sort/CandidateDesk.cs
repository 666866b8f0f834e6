using Entente.Platform.Data;
using Entente.Recruitment.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Sort;

/// <summary>One candidate with its history, locked until it is saved: whoever comes second sees what the first did.</summary>
internal sealed class CandidateDesk : IAsyncDisposable
{
    private readonly Held held;

    private CandidateDesk(Held held, Candidate candidate) => (this.held, Candidate) = (held, candidate);

    public Candidate Candidate { get; }

    public static string Key(CandidateId id) => $"candidate:{id.Value}";

    public static Task<CandidateDesk?> Take(EntenteDb db, string number, CancellationToken ct) => Take(db, number, [], ct);

    /// <param name="also">What else is locked with it: all at once, or two would wait for each other.</param>
    public static async Task<CandidateDesk?> Take(EntenteDb db, string number, IEnumerable<string> also, CancellationToken ct)
    {
        var ids = await db.Set<Candidate>().Where(c => c.Number == number).Select(c => c.Id).ToListAsync(ct);
        if (ids.Count == 0)
            return null;
        var taken = await db.Hold([.. also, Key(ids[0])], ct);
        try
        {
            return new(taken, await db.Set<Candidate>().Include(c => c.Steps).SingleAsync(c => c.Id == ids[0], ct));
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
