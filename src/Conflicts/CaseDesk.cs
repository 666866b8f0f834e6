using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts;

/// <summary>A case taken in hand: locked, then loaded, so that of two who decide at once the second sees the first one's decision.</summary>
internal sealed class CaseDesk : IAsyncDisposable
{
    /// <summary>Held by whoever changes a case.</summary>
    public const string WatchKey = "conflicts:watch";

    private readonly Held held;

    private CaseDesk(Held held, ConflictCase taken) => (this.held, Case) = (held, taken);

    public ConflictCase Case { get; }

    /// <summary>Null when there is none.</summary>
    public static async Task<CaseDesk?> Take(EntenteDb db, string number, CancellationToken ct) =>
        await db.Set<ConflictCase>().Where(c => c.Number == number).Select(c => (ConflictId?)c.Id).SingleOrDefaultAsync(ct) is { } id
            ? await Take(db, id, ct)
            : null;

    public static async Task<CaseDesk> Take(EntenteDb db, ConflictId id, CancellationToken ct)
    {
        // The watch waits too: what it adds to a case and what a person does with it never meet.
        var begun = await db.Hold([WatchKey], ct);
        try
        {
            var taken = await Whole(db.Set<ConflictCase>()).SingleAsync(c => c.Id == id, ct);
            return new(begun, taken);
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    public static IQueryable<ConflictCase> Whole(IQueryable<ConflictCase> cases) =>
        cases
            .Include(c => c.Keys)
            .Include(c => c.Signals)
            .Include(c => c.Sides)
            .Include(c => c.Steps)
            .Include(c => c.Letters)
            .Include(c => c.Appeals)
            .AsSplitQuery();

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
