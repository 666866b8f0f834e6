namespace Entente.Demo.Plan;

/// <summary>
/// The story's chance: the same seed gives the same throws on every machine and version, which <see cref="Random"/> does not promise.
/// The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>A whole number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Roll(int from, int to) => from + (int)(Next() % (ulong)(to - from + 1));

    /// <summary>From 0 up to 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(int percent) => Roll(1, 100) <= percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(0, from.Count - 1)];

    /// <summary>Picks by weight; at least one weight is above nought.</summary>
    public T Pick<T>(IReadOnlyList<T> from, Func<T, int> weight)
    {
        var left = Roll(1, from.Sum(weight));
        foreach (var one in from)
            if ((left -= weight(one)) <= 0)
                return one;
        throw new ArgumentException("Nothing to pick from.", nameof(from));
    }

    /// <summary>The same things in another order.</summary>
    public List<T> Shuffle<T>(IEnumerable<T> things)
    {
        var list = things.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Roll(0, i);
            (list[i], list[j]) = (list[j], list[i]);
        }
        return list;
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
