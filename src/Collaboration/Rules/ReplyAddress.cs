using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Collaboration.Rules;

/// <summary>A key that signs reply addresses.</summary>
/// <param name="Id">0 to 31; stands in the address.</param>
public sealed record ReplyKey(int Id, byte[] Secret);

/// <summary>What a reply address stands for; kept under its number.</summary>
/// <param name="Number">Drawn at random, one for each recipient and thread.</param>
/// <param name="Thread">Kind and id of the record that is talked about.</param>
public sealed record ReplyTarget(ulong Number, Guid Workspace, Guid Recipient, string Thread, DateOnly LastDay);

/// <summary>Why an address is not followed.</summary>
public enum AddressFault
{
    None,
    NotOurs,
    Forged,
    Expired,
    Replayed,
}

/// <summary>
/// <c>r+{slug}.{token}@</c>: to whom a mail was sent and what about, signed. The token is 34 letters of an alphabet without case and without
/// look-alikes, because relays change case: key (1), last day (4), number (13), signature of 80 bits (16). With a slug of up to 27 letters it
/// keeps within the 64 octets of a local part (RFC 5321 §4.5.3.1.1).
/// </summary>
public sealed record ReplyAddress(string Slug, int Key, DateOnly LastDay, ulong Number, string Signature)
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TokenLetters = 34;
    internal const int LongestSlug = 64 - 3 - TokenLetters;
    private static readonly DateOnly Epoch = new(2020, 1, 1);

    /// <summary>The local part. Throws when the slug is too long or the day out of range: both are ours.</summary>
    public static string Write(string slug, ReplyTarget target, ReplyKey key)
    {
        var day = target.LastDay.DayNumber - Epoch.DayNumber;
        if (slug.Length is 0 or > LongestSlug || day < 0 || key.Id is < 0 or > 31)
            throw new ArgumentException($"“{slug}” until {target.LastDay:O} does not fit into an address.", nameof(slug));
        return $"r+{slug}.{Letters[key.Id]}{Number32((ulong)day, 4)}{Number32(target.Number, 13)}{Sign(target, key)}";
    }

    /// <summary>Reads an address or its local part; null when it is none of ours by its form.</summary>
    public static ReplyAddress? Read(string address)
    {
        var local = address.Split('@')[0].Trim().ToLowerInvariant();
        var dot = local.LastIndexOf('.');
        if (!local.StartsWith("r+", StringComparison.Ordinal) || dot < 3 || local.Length - dot - 1 != TokenLetters || local.Length > 64)
            return null;
        var token = local.AsSpan(dot + 1);
        foreach (var c in token)
            if (!Letters.Contains(c, StringComparison.Ordinal))
                return null;
        var day = Epoch.DayNumber + (int)Value(token.Slice(1, 4));
        if (day > DateOnly.MaxValue.DayNumber || Letters.IndexOf(token[5], StringComparison.Ordinal) > 15)
            return null;
        return new(
            local[2..dot],
            Letters.IndexOf(token[0], StringComparison.Ordinal),
            DateOnly.FromDayNumber(day),
            Value(token.Slice(5, 13)),
            token[18..].ToString()
        );
    }

    /// <summary>Whether it has the form of one.</summary>
    public static bool IsOne(string address) => Read(address) is not null;

    /// <summary>
    /// Whether the address may be followed. Everything is compared before anything is said, and in constant time, so that nobody can feel their
    /// way to a signature.
    /// </summary>
    /// <param name="target">What is kept under its number; null when there is nothing.</param>
    /// <param name="seen">Whether this very mail (its Message-ID) was already taken through this address.</param>
    public AddressFault Check(ReplyTarget? target, IEnumerable<ReplyKey> keys, DateOnly today, bool seen)
    {
        var key = keys.FirstOrDefault(k => k.Id == Key);
        var against = target ?? new(Number, Guid.Empty, Guid.Empty, "", LastDay);
        var expected = Sign(against with { Number = Number, LastDay = LastDay }, key ?? new(Key, new byte[32]));
        var signed = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Signature));
        if (target is null || key is null || !signed || target.Number != Number || target.LastDay != LastDay)
            return target is null && !signed ? AddressFault.NotOurs : AddressFault.Forged;
        return today > LastDay ? AddressFault.Expired
            : seen ? AddressFault.Replayed
            : AddressFault.None;
    }

    private static string Sign(ReplyTarget target, ReplyKey key)
    {
        var thread = Encoding.UTF8.GetBytes(target.Thread);
        var message = new byte[16 + 16 + 8 + 4 + thread.Length];
        target.Workspace.TryWriteBytes(message);
        target.Recipient.TryWriteBytes(message.AsSpan(16));
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(32), target.Number);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(40), target.LastDay.DayNumber);
        thread.CopyTo(message, 44);
        var mac = HMACSHA256.HashData(key.Secret, message);
        return Number32(BinaryPrimitives.ReadUInt64BigEndian(mac) >> 24, 8)
            + Number32(BinaryPrimitives.ReadUInt64BigEndian(mac.AsSpan(8)) >> 24, 8);
    }

    private static string Number32(ulong value, int letters) =>
        string.Create(
            letters,
            value,
            static (span, v) =>
            {
                for (var i = span.Length - 1; i >= 0; i--, v >>= 5)
                    span[i] = Letters[(int)(v & 31)];
            }
        );

    private static ulong Value(ReadOnlySpan<char> letters)
    {
        var value = 0UL;
        foreach (var c in letters)
            value = (value << 5) | (uint)Letters.IndexOf(c, StringComparison.Ordinal);
        return value;
    }
}
