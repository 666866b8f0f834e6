using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Tests.Crash;

/// <summary>
/// Days that go by for single claims: all dates of a window are moved into the past together, which to the app is the same as if
/// it had run so long. What it then does is its own schedule's work, called at once.
/// </summary>
internal sealed class Days(RealApp app)
{
    // Ten days before the end the first reminder (14 days) is due; half a day after the last one for the first meeting, the release.
    private const string ToTheReminder = "date_trunc('day', protected_until - clock_timestamp()) - interval '10 days'";
    private const string PastTheMeeting = "date_trunc('day', hold_by - clock_timestamp()) + interval '1 day'";

    /// <summary>Tells which claims are bound by now, and lets the days go by that claims need whose time has come.</summary>
    public async Task Pass(IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(app.Connection(Roles.Maintenance));
        var open = claims.Where(c => c is { Decided: true, Bound: false } && c.Fate is not Fate.Declined).ToList();
        Mark(
            open,
            await Numbers(source, "select number from registration where number = any($1) and crm_deal_id is not null", open, ct),
            c => c.Bound = true
        );
        await Age(source, claims, Fate.Reminded, "Active", ToTheReminder, ct);
        await Age(source, claims, Fate.Released, "Conditional", PastTheMeeting, ct);
        await using var look = source.CreateCommand(
            """
            update due_item set due_at = clock_timestamp(), stands_at = clock_timestamp()
             where kind = 'schedule:registrations.protections' and lease_until is null
               and exists (select 1 from registration where next_look_at <= clock_timestamp())
            """
        );
        await look.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Claims whose date has come and that the app has not looked at yet.</summary>
    public async Task<long> Outstanding(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(app.Connection(Roles.Maintenance));
        await using var command = source.CreateCommand("select count(*) from registration where next_look_at <= clock_timestamp()");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task Age(
        NpgsqlDataSource source,
        IReadOnlyList<Claim> claims,
        Fate fate,
        string protection,
        string by,
        CancellationToken ct
    )
    {
        var waiting = claims.Where(c => c.Fate == fate && c is { Bound: true, Aged: false }).ToList();
        var sql = $"""
            update registration
               set protected_from = protected_from - ({by}), protected_until = protected_until - ({by}), hold_by = hold_by - ({by}),
                   next_step_at = next_step_at - ({by}), next_look_at = next_look_at - ({by})
             where number = any($1) and protection = '{protection}' and crm_deal_id is not null
            returning number
            """;
        Mark(waiting, await Numbers(source, sql, waiting, ct), c => c.Aged = true);
    }

    private static void Mark(List<Claim> claims, HashSet<string> numbers, Action<Claim> mark)
    {
        foreach (var claim in claims.Where(c => numbers.Contains(c.Number!)))
            mark(claim);
    }

    private static async Task<HashSet<string>> Numbers(NpgsqlDataSource source, string sql, List<Claim> claims, CancellationToken ct)
    {
        var found = new HashSet<string>();
        if (claims.Count == 0)
            return found;
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = claims.Select(c => c.Number!).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetString(0));
        return found;
    }
}
