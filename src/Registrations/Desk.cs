using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Entente.Registrations;

/// <summary>A registration taken in hand: its claim's keys and itself are locked, so nothing that is loaded here can be overtaken.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly Held held;

    private readonly HashSet<string> locks;

    private Desk(Held held, IEnumerable<string> locks, Registration registration) =>
        (this.held, this.locks, Registration) = (held, [.. locks], registration);

    public Registration Registration { get; }

    /// <summary>Null when there is none of this number for this actor.</summary>
    /// <param name="also">Keys of a claim that is about to take this one's place.</param>
    public static async Task<Desk?> Take(EntenteDb db, string number, CancellationToken ct, IReadOnlyList<ClaimKey>? also = null)
    {
        var found = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.Number == number)
            .Select(r => new { r.Id, Keys = r.Keys.Select(k => k.Kind + ":" + k.Value).ToList() })
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        string[] keys = [.. found.Keys, .. (also ?? []).Select(k => k.ToString()), $"registration:{found.Id.Value:N}"];
        var taken = await db.Hold(keys, ct);
        try
        {
            var registration = await Load(db, found.Id, ct);
            return new(taken, keys, registration);
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// With all that belongs to it. Most claims have no question, appeal or signature: which there are is told with the claim itself, and only those are
    /// asked for.
    /// </summary>
    private static async Task<Registration> Load(EntenteDb db, RegistrationId id, CancellationToken ct)
    {
        var found = await db.Set<Registration>()
            .Include(r => r.Keys)
            .Where(r => r.Id == id)
            .Select(r => new
            {
                Registration = r,
                Questions = r.Questions.Any(),
                Progress = r.Progress.Any(),
                Extensions = r.Extensions.Any(),
                Appeals = r.Appeals.Any(),
                Signatures = r.Signatures.Any(),
            })
            .AsSingleQuery()
            .SingleAsync(ct);
        var entry = db.Entry(found.Registration);
        await entry.Collection(r => r.Steps).LoadAsync(ct);
        await Fill(entry.Collection(r => r.Questions), found.Questions, ct);
        await Fill(entry.Collection(r => r.Progress), found.Progress, ct);
        await Fill(entry.Collection(r => r.Extensions), found.Extensions, ct);
        await Fill(entry.Collection(r => r.Appeals), found.Appeals, ct);
        await Fill(entry.Collection(r => r.Signatures), found.Signatures, ct);
        return found.Registration;
    }

    private static async Task Fill<T>(CollectionEntry<Registration, T> rows, bool any, CancellationToken ct)
        where T : class
    {
        if (any)
            await rows.LoadAsync(ct);
        else
            rows.IsLoaded = true;
    }

    /// <summary>Whether nobody can decide on a claim with any of these keys meanwhile.</summary>
    public bool Holds(IEnumerable<ClaimKey> keys) => keys.All(k => locks.Contains(k.ToString()));

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
