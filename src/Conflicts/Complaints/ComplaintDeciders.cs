using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>Who decided about the registration that is complained about, there or in a conflict over it, and therefore does not answer.</summary>
internal sealed class ComplaintDeciders(EntenteDb db, ClaimContests contests)
{
    public async Task<IReadOnlyCollection<PersonId>> Of(Complaint one, CancellationToken ct)
    {
        if (one.Registration is not { } about)
            return [];
        var cases = await db.Set<ConflictCase>()
            .AsNoTracking()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(c => c.Sides.Any(s => s.Registration == about))
            .Select(c => new { c.DecidedBy, Appeals = c.Appeals.Select(a => new { a.AgainstBy, a.AnsweredBy }).ToList() })
            .ToListAsync(ct);
        return
        [
            .. cases
                .SelectMany(c => c.Appeals.SelectMany(a => new[] { a.AgainstBy, a.AnsweredBy }).Append(c.DecidedBy))
                .OfType<PersonId>()
                .Concat(await contests.Deciders(new(about), ct))
                .Distinct(),
        ];
    }
}
