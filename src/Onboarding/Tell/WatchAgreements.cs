using Entente.Onboarding.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Tell;

/// <summary>Every hour, for what is published: partners that came later are told, those that have not accepted are reminded, staff hear of those whose registrations wait.</summary>
internal sealed class WatchAgreements(EntenteDb db, TellAgreements tell) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var live = await db.Set<Agreement>()
            .Where(a => a.Number > 0 && a.EndedAt == null)
            .OrderBy(a => a.Id)
            .Select(a => a.Id)
            .ToListAsync(ct);
        foreach (var id in live)
            await tell.Run(id, ct);
    }
}
