using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Registrations.Conduct;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>What the vendor's conduct counts of complaints (REG-13): the same for whoever asks.</summary>
internal sealed class CountComplaints(EntenteDb db) : IAnsweredDisputes
{
    // The filters of partners are lifted: it is the vendor's record towards all its partners, and only sums of it are shown.
    public async Task<IReadOnlyList<AnsweredDispute>> Since(DateTimeOffset from, CancellationToken ct) =>
        await db.Set<Complaint>()
            .IgnoreQueryFilters(Fences.OfPartners)
            .AsNoTracking()
            .Where(c => c.AnsweredAt > from && c.Upheld != null)
            .Select(c => new AnsweredDispute(c.AnsweredAt!.Value, c.Upheld!.Value))
            .ToListAsync(ct);
}
