using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>A save that somebody else may have overtaken between our load and our save.</summary>
internal static class Saves
{
    public static async Task<Result> Checked(EntenteDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return Result.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Stale;
        }
    }
}

/// <summary>Every step of a partner's life and every placement says why.</summary>
internal static class Reasons
{
    public const int Longest = 500;

    public static Problem? Check(string? reason) => reason?.Trim().Length is null or 0 or > Longest ? Refusals.NoReason : null;
}
