using System.Numerics;

namespace Entente.Platform.Matching.Fuzzy;

/// <summary>
/// A hash table from hashes to numbers in two flat arrays: bucket b holds <c>values[starts[b]..starts[b + 1]]</c>. It keeps no keys, so a
/// look-up may return strangers: the caller compares. 4 bytes a value and about 4 a bucket.
/// </summary>
internal sealed class Buckets(int[] starts, int[] values)
{
    public int[] Starts { get; } = starts;

    public int[] Values { get; } = values;

    public ReadOnlySpan<int> this[uint hash]
    {
        get
        {
            var bucket = (int)(hash & (uint)(Starts.Length - 2));
            return Values.AsSpan(Starts[bucket], Starts[bucket + 1] - Starts[bucket]);
        }
    }

    /// <param name="emitAll">Calls its argument for every (hash, value); it runs three times and must do the same each time.</param>
    /// <param name="crowding">Values to a bucket on average, at most.</param>
    public static Buckets Build(Action<Action<uint, int>> emitAll, int crowding = 1)
    {
        var count = 0;
        emitAll((_, _) => count++);
        var buckets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count / crowding));
        var mask = (uint)(buckets - 1);

        var starts = new int[buckets + 1];
        emitAll((hash, _) => starts[hash & mask]++);
        var sum = 0;
        for (var b = 0; b <= buckets; b++)
            (starts[b], sum) = (sum, sum + starts[b]);

        var (values, next) = (new int[count], starts.AsSpan(0, buckets).ToArray());
        emitAll((hash, value) => values[next[hash & mask]++] = value);
        return new Buckets(starts, values);
    }
}

/// <summary>Strings as UTF-8 in one array; string i is <c>bytes[starts[i]..starts[i + 1]]</c>.</summary>
internal sealed class Strings(int[] starts, byte[] bytes)
{
    public int[] Starts { get; } = starts;

    public byte[] Bytes { get; } = bytes;

    public int Count => Starts.Length - 1;

    public string this[int i] => System.Text.Encoding.UTF8.GetString(Utf8(i));

    public ReadOnlySpan<byte> Utf8(int i) => Bytes.AsSpan(Starts[i], Starts[i + 1] - Starts[i]);

    public bool Is(int i, ReadOnlySpan<byte> utf8) => Utf8(i).SequenceEqual(utf8);

    public static Strings From(IReadOnlyList<string> texts)
    {
        var starts = new int[texts.Count + 1];
        for (var i = 0; i < texts.Count; i++)
            starts[i + 1] = starts[i] + System.Text.Encoding.UTF8.GetByteCount(texts[i]);
        var bytes = new byte[starts[^1]];
        for (var i = 0; i < texts.Count; i++)
            System.Text.Encoding.UTF8.GetBytes(texts[i], bytes.AsSpan(starts[i]));
        return new Strings(starts, bytes);
    }
}
