using System.Globalization;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Audit;

/// <summary>
/// Once a day the installation signs where the chain of a workspace stands. What was sealed before cannot be written anew without contradicting it,
/// even with the database in hand.
/// </summary>
[NotAudited("it is the audit")]
internal sealed class SignedHead : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The last entry it covers.</summary>
    public long Number { get; init; }

    /// <summary>That entry's seal.</summary>
    public byte[] Hash { get; init; } = [];
    public DateTimeOffset At { get; init; }

    /// <summary>SubjectPublicKeyInfo of the key that signed: it may be another one after a restore.</summary>
    public byte[] Key { get; init; } = [];

    /// <summary>ECDSA P-256 over SHA-256 of <see cref="Statement"/>, DER.</summary>
    public byte[] Signature { get; init; } = [];

    public static void Map(ModelBuilder model) =>
        model.Entity<SignedHead>(h =>
        {
            h.ToTable("audit_signed_head");
            h.HasKey(x => new { x.WorkspaceId, x.Number });
            h.Property(x => x.Number).ValueGeneratedNever();
        });

    public static SignedHead Of(WorkspaceId workspace, long number, byte[] hash, AuditKey key, DateTimeOffset now)
    {
        var at = AuditWriter.Microseconds(now);
        return new()
        {
            Number = number,
            Hash = hash,
            At = at,
            Key = key.Public,
            Signature = key.Sign(Statement(workspace, number, hash, at)),
        };
    }

    /// <summary>What is signed; see src/AuditVerifier/README.md.</summary>
    private static byte[] Statement(WorkspaceId workspace, long number, byte[] hash, DateTimeOffset at) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"entente-audit-head-1\n{workspace.Value:N}\n{number}\n{Convert.ToHexStringLower(hash)}\n{AuditExportFile.Instant(at)}\n"
            )
        );
}

/// <summary>Signs the head of a workspace's chain, when it has moved since the last time. Runs daily.</summary>
public sealed class SignHeads(EntenteDb db, AuditKey key) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(ct);
        if (head is null or { Number: 0 } || await db.Set<SignedHead>().AnyAsync(h => h.Number >= head.Number, ct))
            return;
        db.Add(SignedHead.Of(db.Workspace, head.Number, head.Hash, key, now));
        await db.SaveChangesAsync(ct);
    }
}
