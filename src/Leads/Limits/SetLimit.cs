using System.Globalization;
using Entente.Leads.Model;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Limits;

/// <summary>What a partner takes, as it stands.</summary>
/// <param name="Most">Leads at once; null: as many as come.</param>
/// <param name="Until">The last day of the pause; null: until somebody ends it.</param>
public sealed record LimitCard(int? Most, bool Paused, DateOnly? Until, string Why, int Seen)
{
    public static LimitCard None { get; } = new(null, false, null, "", 0);
}

/// <summary>How many leads a partner takes at once, and whether it takes any: the vendor's staff say so.</summary>
public sealed class SetLimit(EntenteDb db, Actor actor, PartnersApi partners, TimeProvider clock, Workspaces workspaces)
{
    public async Task<LimitCard> Load(PartnerId partner, CancellationToken ct) =>
        await db.Set<LeadLimit>().AsNoTracking().SingleOrDefaultAsync(l => l.PartnerId == partner, ct) is { } limit
            ? new(limit.Most, limit.Paused, limit.PausedUntil, limit.Why, limit.Version)
            : LimitCard.None;

    /// <param name="until">A day, or empty.</param>
    public async Task<Result> Run(PartnerId partner, string? most, bool paused, string? until, string? why, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (await partners.Get(partner, ct) is null)
            return Refusals.NoPartner;
        int? limit = null;
        if (TypedText.Line(most) is { Length: > 0 } typed)
        {
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is < 1 or > 10_000)
                return Refusals.LimitInvalid("most", "Write a whole number from 1, or leave it empty for as many as come.");
            limit = read;
        }
        DateOnly? last = null;
        if (paused && TypedText.Line(until) is { Length: > 0 } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
                return Refusals.LimitInvalid("until", "Write a day, such as 2026-05-29.");
            if (read < (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow()))
                return Refusals.LimitInvalid("until", "This day has passed: the pause would be over before it begins.");
            last = read;
        }
        var words = TypedText.Line(why);
        if (words.Length > LeadsModel.LongestWhy)
            return Refusals.NoWhy;
        await using var held = await db.Hold([$"vendor-lead-limit:{partner.Value}"], ct);
        var row = await db.Set<LeadLimit>().SingleOrDefaultAsync(l => l.PartnerId == partner, ct);
        if (row is null)
            db.Add(row = LeadLimit.Of(partner));
        row.Set(limit, paused, last, words);
        await held.Save(ct);
        return Result.Done;
    }
}
