using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access;

/// <summary>Who published what.</summary>
public static class PublishedHistory
{
    /// <summary>Versions, the newest first, each with the name of whoever published it; null: Entente.</summary>
    public static async Task<IReadOnlyList<(TVersion Version, string? By)>> History<TVersion>(
        this AccessApi access,
        IQueryable<TVersion> versions,
        CancellationToken ct
    )
        where TVersion : class, IPublished
    {
        var rows = await versions.AsNoTracking().OrderByDescending(v => v.Number).ToListAsync(ct);
        var people = await access.People([.. rows.Select(r => r.By).OfType<PersonId>().Distinct()], ct);
        return [.. rows.Select(r => (r, r.By is { } by ? people.GetValueOrDefault(by)?.Name : null))];
    }
}
