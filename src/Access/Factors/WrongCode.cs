using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>Wrong codes of one person, or from one network address, in one workspace.</summary>
[NotAudited("each wrong code is an act in the audit")]
internal sealed class WrongCode : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>Hash of whom it is about.</summary>
    public byte[] Who { get; init; } = [];
    public int Times { get; init; }
    public DateTimeOffset LastAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<WrongCode>(w =>
        {
            w.HasKey(x => new { x.WorkspaceId, x.Who });
            w.HasIndex(x => new { x.WorkspaceId, x.LastAt });
        });
}

/// <summary>Counts wrong codes and says when the next may be tried. Callers hold <see cref="KeysOf"/>, so that guesses cannot overtake the count.</summary>
internal sealed class WrongCodes(EntenteDb db, TimeProvider clock)
{
    public static IReadOnlyList<string> KeysOf(PersonId person, string? address) =>
        address is null ? [$"factor:{person.Value:N}"] : [$"factor:{person.Value:N}", "factor-from:" + address];

    /// <summary>How much longer to wait; null: try.</summary>
    public async Task<TimeSpan?> Wait(PersonId person, string? address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (ofPerson, ofAddress) = (Of(person), Of(address));
        var rows = await db.Set<WrongCode>().AsNoTracking().Where(w => w.Who == ofPerson || w.Who == ofAddress).ToListAsync(ct);
        var until = rows.Select(r =>
                r.LastAt + Waits.After(r.Times, r.Who.AsSpan().SequenceEqual(ofPerson) ? Waits.FreeForPerson : Waits.FreeForAddress)
            )
            .DefaultIfEmpty()
            .Max();
        return until > now ? until - now : null;
    }

    /// <returns>How many they are by now, of this person.</returns>
    public async Task<int> Add(PersonId person, string? address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Write("delete from wrong_code where last_at < $1", ct, (now - Waits.Forgotten).ToUniversalTime());
        if (address is not null)
            await Count(Of(address), now, ct);
        return await Count(Of(person), now, ct);
    }

    public Task Forget(PersonId person, CancellationToken ct) => db.Write("delete from wrong_code where who = $1", ct, Of(person));

    private async Task<int> Count(byte[] who, DateTimeOffset now, CancellationToken ct) =>
        (
            await db.Read(
                """
                insert into wrong_code as w (workspace_id, who, times, last_at) values ($1, $2, 1, $3)
                on conflict (workspace_id, who) do update set times = w.times + 1, last_at = excluded.last_at
                returning times
                """,
                r => r.GetInt32(0),
                ct,
                db.Workspace.Value,
                who,
                now.ToUniversalTime()
            )
        )[0];

    private static byte[] Of(PersonId person) => SHA256.HashData(Encoding.UTF8.GetBytes($"person:{person.Value:N}"));

    private static byte[] Of(string? address) => SHA256.HashData(Encoding.UTF8.GetBytes("address:" + address));
}
