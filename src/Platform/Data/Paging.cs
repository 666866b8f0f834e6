using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Data;

/// <summary>How many there are in all, of whom one page is loaded.</summary>
public static class Paging
{
    /// <summary>A page that is not full is the last one and says it itself; only a full one, or one past the end, is worth another question.</summary>
    /// <param name="got">Rows of this page.</param>
    /// <param name="page">From 1; less counts as 1.</param>
    public static async Task<int> Total<T>(this IQueryable<T> all, int got, int page, int take, CancellationToken ct)
    {
        var before = (Math.Max(page, 1) - 1) * take;
        return got < take && (got > 0 || before == 0) ? before + got : await all.CountAsync(ct);
    }
}
