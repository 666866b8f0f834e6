using Entente.Leads.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Hold;

/// <summary>One lead with all its offers, locked until it is saved: whoever comes second sees what the first did.</summary>
internal sealed class LeadDesk : IAsyncDisposable
{
    private readonly Held held;

    private LeadDesk(Held held, Lead lead) => (this.held, Lead) = (held, lead);

    public Lead Lead { get; }

    /// <summary>For staff and jobs: null for a lead that whoever acts does not see.</summary>
    public static Task<LeadDesk?> Take(EntenteDb db, string number, CancellationToken ct) =>
        Take(db, db.Set<Lead>().Where(l => l.Number == number).Select(l => l.Id), ct);

    public static Task<LeadDesk?> Take(EntenteDb db, LeadId id, CancellationToken ct) =>
        Take(db, db.Set<Lead>().Where(l => l.Id == id).Select(l => l.Id), ct);

    /// <summary>For a partner's people: null unless their company was offered it. What they are shown of it is another question.</summary>
    public static Task<LeadDesk?> ByOffer(EntenteDb db, string number, CancellationToken ct) =>
        Take(db, db.Set<LeadOffer>().Where(o => o.Number == number).Select(o => o.LeadId).Distinct(), ct);

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();

    internal static string Key(LeadId id) => $"vendor-lead:{id.Value}";

    /// <summary>The lead with all its offers, whoever acts: a decision needs them all. That they may act on it is asked before.</summary>
    internal static Task<Lead> Load(EntenteDb db, LeadId id, CancellationToken ct) =>
        db.Set<Lead>().IgnoreQueryFilters(Fences.OfLooker).Include(l => l.Offers).SingleAsync(l => l.Id == id, ct);

    private static async Task<LeadDesk?> Take(EntenteDb db, IQueryable<LeadId> seen, CancellationToken ct)
    {
        var ids = await seen.ToListAsync(ct);
        if (ids.Count == 0)
            return null;
        var taken = await db.Hold([Key(ids[0])], ct);
        try
        {
            return new(taken, await Load(db, ids[0], ct));
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }
}
