using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Status;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Api;

/// <summary>The registrations that a key may see, the latest first, a page at a time: what comes in meanwhile moves no page.</summary>
internal sealed class ApiList(EntenteDb db, StatusQuery status)
{
    public const int Most = 50;
    private const int Usual = 20;

    public async Task<Result<RegistrationPage>> Run(string? cursor, string? limit, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var take = Usual;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > Most))
            wrong["limit"] = $"Ask for 1 to {Most}.";
        var after = cursor is null ? null : Read(cursor);
        if (cursor is not null && after is null)
            wrong["cursor"] = "Send the cursor of the page before, as it was.";
        if (wrong.Count > 0)
            return Problem.Invalid("api.bad_page", "This page cannot be told.", wrong);

        var all = db.Set<Registration>().AsNoTracking();
        if (after is var (at, number))
            all = all.Where(r => r.SubmittedAt < at || (r.SubmittedAt == at && string.Compare(r.Number, number) < 0));
        var rows = await all.OrderByDescending(r => r.SubmittedAt)
            .ThenByDescending(r => r.Number)
            .Take(take + 1)
            .Select(r => new { r.Number, r.SubmittedAt })
            .ToListAsync(ct);
        var items = new List<RegistrationBody>();
        foreach (var row in rows.Take(take))
            if (await status.Load(row.Number, ct) is { } view)
                items.Add(RegistrationBody.Of(view));
        return new RegistrationPage(items, rows.Count > take ? Write(rows[take - 1].SubmittedAt, rows[take - 1].Number) : null);
    }

    private static string Write(DateTimeOffset at, string number) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{at.UtcTicks.ToString(CultureInfo.InvariantCulture)} {number}"));

    private static (DateTimeOffset At, string Number)? Read(string cursor)
    {
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ');
        return
            parts is [var ticks, { Length: > 0 and < 40 } number]
            && !number.Contains('\0', StringComparison.Ordinal)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.UtcTicks
            ? (new(at, TimeSpan.Zero), number)
            : null;
    }
}
