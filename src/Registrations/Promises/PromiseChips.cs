using Entente.Platform.Data;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>What a list says of a registration on which the vendor still owes something.</summary>
public sealed record PromiseChip(string Words, Tone Tone);

/// <summary>The promise of each registration that is waited for and was due first.</summary>
internal static class PromiseChips
{
    public static async Task<IReadOnlyDictionary<RegistrationId, PromiseChip>> Of(
        EntenteDb db,
        IReadOnlyCollection<RegistrationId> claims,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (claims.Count == 0)
            return new Dictionary<RegistrationId, PromiseChip>();
        var waiting = await db.Set<WorkingPromise>()
            .AsNoTracking()
            .Where(p => claims.Contains(p.RegistrationId) && p.DoneAt == null && p.EndedAt == null)
            .ToListAsync(ct);
        return waiting.GroupBy(p => p.RegistrationId).ToDictionary(g => g.Key, g => g.MinBy(p => p.DueAt)!.AsChip(now));
    }

    private static PromiseChip AsChip(this WorkingPromise promise, DateTimeOffset now)
    {
        var late = promise.AsRun().At(now) is PromiseStanding.Broken;
        return new($"{promise.Kind.Noun()} {(late ? "late" : "due")}", late ? Tone.Bad : Tone.Info);
    }
}
