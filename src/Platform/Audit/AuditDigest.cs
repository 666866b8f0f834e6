using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Platform.Audit;

/// <summary>
/// The format of the chain, version 1. Every text is written as its UTF-8 length (4 bytes, big-endian) and bytes; a missing
/// one as length 0xFFFFFFFF. An offline verifier needs nothing but this file.
/// </summary>
public static class AuditDigest
{
    /// <summary>The hash before the first seal: 32 zero bytes.</summary>
    public static byte[] Genesis => new byte[32];

    /// <summary>SHA-256(salt ‖ before ‖ after): binds a value without showing it. The salt is 16 random bytes.</summary>
    public static byte[] Commitment(byte[] salt, string? before, string? after)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        Append(hash, before);
        Append(hash, after);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256 over everything an entry says, its values by their commitments in ordinal order of the fields' names.</summary>
    public static byte[] OfEntry(AuditFacts entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "entente-audit-1");
        Append(hash, entry.Workspace.ToString("N"));
        Append(hash, entry.Id.ToString("N"));
        Append(hash, (entry.At.ToUniversalTime() - DateTimeOffset.UnixEpoch).Ticks.ToString(CultureInfo.InvariantCulture));
        Append(hash, entry.ActorKind);
        Append(hash, entry.Person?.ToString("N"));
        Append(hash, entry.OnBehalfOf?.ToString("N"));
        Append(hash, entry.Partner?.ToString("N"));
        Append(hash, entry.Channel);
        Append(hash, entry.Action);
        Append(hash, entry.SubjectKind);
        Append(hash, entry.SubjectId.ToString("N"));
        Append(hash, entry.Correlation);
        Append(hash, entry.Reason);
        foreach (var (field, commitment) in entry.Commitments.OrderBy(c => c.Field, StringComparer.Ordinal))
        {
            Append(hash, field);
            hash.AppendData(commitment);
        }
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256(previous hash ‖ number as 8 bytes big-endian ‖ the entry's digest).</summary>
    public static byte[] OfSeal(byte[] previous, long number, byte[] digest)
    {
        Span<byte> place = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(place, number);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(place);
        hash.AppendData(digest);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[4];
        if (text is null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(length, uint.MaxValue);
            hash.AppendData(length);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

/// <summary>What of an entry is hashed; times in UTC with the database's precision of a microsecond.</summary>
public sealed record AuditFacts(
    Guid Workspace,
    Guid Id,
    DateTimeOffset At,
    string ActorKind,
    Guid? Person,
    Guid? OnBehalfOf,
    Guid? Partner,
    string Channel,
    string Action,
    string SubjectKind,
    Guid SubjectId,
    string Correlation,
    string Reason,
    IReadOnlyList<(string Field, byte[] Commitment)> Commitments
);
