using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Privacy;

/// <summary>
/// That an address was erased here, without the address: what a copy from elsewhere brings of that person is not taken in again. A keyed hash,
/// the key closed by the key ring: who has the table alone cannot try addresses on it.
/// </summary>
[NotAudited("the erasure itself is a named act")]
internal sealed class ErasedMark : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public byte[] Mark { get; init; } = [];
    public DateTimeOffset At { get; init; }
}

/// <summary>The key of a workspace's marks.</summary>
[NotAudited("made by Entente itself, once")]
internal sealed class ErasedMarkKey : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public int KeyId { get; init; }

    /// <summary>Closed by the key ring.</summary>
    [Secret]
    [Sealed(ErasedMarks.Purpose)]
    public string Closed { get; init; } = "";
}

/// <summary>Remembers whom this workspace erased, and knows them again.</summary>
public sealed class ErasedMarks(EntenteDb db, SecretBox box, TimeProvider clock)
{
    internal const string Purpose = "erased-marks";

    private byte[]? key;

    /// <summary>Which of the addresses were erased here. One query; none where nobody was ever erased.</summary>
    public async Task<IReadOnlySet<string>> Among(IEnumerable<string?> emails, CancellationToken ct)
    {
        var asked = emails.OfType<string>().Select(e => e.Trim().ToLowerInvariant()).Where(e => e.Length > 0).Distinct().ToList();
        if (asked.Count == 0 || await Key(make: false, ct) is not { } with)
            return new HashSet<string>();
        var marks = asked.ToDictionary(e => Convert.ToHexString(MarkOf(with, e)), e => e, StringComparer.Ordinal);
        var hashes = marks.Keys.Select(Convert.FromHexString).ToList();
        var known = await db.Set<ErasedMark>().Where(m => hashes.Contains(m.Mark)).Select(m => m.Mark).ToListAsync(ct);
        return known.Select(m => marks[Convert.ToHexString(m)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Stages the marks of these addresses.</summary>
    public async Task Remember(IEnumerable<string> emails, CancellationToken ct)
    {
        var wanted = emails.ToList();
        var there = await Among(wanted, ct);
        var with = (await Key(make: true, ct))!;
        foreach (var email in wanted.Where(e => !there.Contains(e)))
            db.Add(new ErasedMark { Mark = MarkOf(with, email), At = clock.GetUtcNow() });
    }

    /// <summary>The mark of an address, for a record that must be known again without naming anybody.</summary>
    public async Task<byte[]> Of(string email, CancellationToken ct) => MarkOf((await Key(make: true, ct))!, email);

    private static byte[] MarkOf(byte[] key, string email) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant()));

    private async Task<byte[]?> Key(bool make, CancellationToken ct)
    {
        if (key is not null)
            return key;
        var kept = await db.Set<ErasedMarkKey>().AsNoTracking().Select(k => k.Closed).FirstOrDefaultAsync(ct);
        if (kept is not null)
            return key = Convert.FromHexString(box.Open(Purpose, kept));
        if (!make)
            return null;
        var fresh = RandomNumberGenerator.GetBytes(32);
        db.Add(new ErasedMarkKey { KeyId = 1, Closed = box.Close(Purpose, Convert.ToHexString(fresh)) });
        return key = fresh;
    }
}

internal static class PrivacyModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ErasedMark>(m => m.HasKey(x => new { x.WorkspaceId, x.Mark }));
        model.Entity<ErasedMarkKey>(k => k.HasKey(x => new { x.WorkspaceId, x.KeyId }));
    }
}
