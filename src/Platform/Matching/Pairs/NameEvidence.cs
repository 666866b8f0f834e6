namespace Entente.Platform.Matching.Pairs;

/// <summary>What the comparison of two names shows: features from 0 to 1 and the words behind them; the same whichever name comes first.</summary>
internal sealed class NameEvidence
{
    /// <summary>The names of <see cref="Features"/>, in their order.</summary>
    public static readonly string[] Labels =
    [
        "share of weight in common",
        "pairs of letters in common",
        "same core name",
        "rare words on both sides without a partner",
        "words on one side without a partner",
        "numbers differ",
        "legal forms differ",
        "only common words in common",
        "initials of the other",
        "share of weight in words that are equal to the letter",
    ];

    private const float Heaviest = 9.7f;

    private NameEvidence(float[] features, IReadOnlyList<string> common, IReadOnlyList<string> left)
    {
        (Features, Common, Left) = (features, common, left);
        var named = common.Any(w => !Tables.IsCommon(w) && !Tables.IsPlace(w) && !Similarity.HasDigit(w));
        Relatives = named && left.Count > 0 && left.All(w => Tables.IsPlace(w) || Tables.IsCommon(w));
        Places = left.Any(Tables.IsPlace);
    }

    public float[] Features { get; }

    /// <summary>Words of the first name that found a partner.</summary>
    public IReadOnlyList<string> Common { get; }

    /// <summary>Words of both names that found none.</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>A telling word in common, and nothing but places and common words apart: perhaps parent and subsidiary.</summary>
    public bool Relatives { get; }

    public bool Places { get; }

    public bool SameCore => Features[2] > 0;

    /// <summary>Fund 3 and Fund 4.</summary>
    public bool NumbersDiffer => Features[5] >= 1;

    /// <summary>Area and Area 51.</summary>
    public bool NumberOnOneSide => Features[5] is > 0 and < 1;

    public bool FormsDiffer => Features[6] > 0;

    /// <summary>The best of the names' readings; null when a side has no name.</summary>
    public static NameEvidence? Of(IReadOnlyList<NameView> left, IReadOnlyList<NameView> right)
    {
        NameEvidence? best = null;
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var evidence =
                    a.Foreign != b.Foreign && !a.Words.All(b.Words.Contains)
                        ? Ordered(a.InCoarseLatin(), b.InCoarseLatin())
                        : Ordered(a, b);
                if (best is null || evidence.Features[2] + evidence.Features[0] > best.Features[2] + best.Features[0])
                    best = evidence;
            }
        }

        return best;
    }

    private static NameEvidence Ordered(NameView a, NameView b) =>
        string.CompareOrdinal(a.Key, b.Key) is < 0 || (a.Key == b.Key && a.Words.Length <= b.Words.Length) ? Compare(a, b) : Compare(b, a);

    private static NameEvidence Compare(NameView a, NameView b)
    {
        var there = NameScore.Of(a.Words, a.Weights, b.Words, b.Weights);
        var back = NameScore.Of(b.Words, b.Weights, a.Words, a.Weights);
        var same = a.Key == b.Key;
        var (common, leftA) = Divide(a.Words, same ? ulong.MaxValue : there.Given);
        var (_, leftB) = Divide(b.Words, same ? ulong.MaxValue : there.Known);
        var (rareA, rareB) = (Rarest(leftA), Rarest(leftB));
        var (numberA, numberB) = (leftA.Find(w => Similarity.HasDigit(w)), leftB.Find(w => Similarity.HasDigit(w)));
        var strongest = same ? Rarest(a.Words) : Math.Max(Rarest(common), 0);
        var initials = !same && (a.Initials.Length > 1 && a.Initials == b.Key || b.Initials.Length > 1 && b.Initials == a.Key);
        float[] features =
        [
            same ? 1 : (there.Share + back.Share) / 2,
            a.BigramShare(b),
            same ? 1 : 0,
            Math.Min(rareA, rareB) / Heaviest,
            Math.Min(rareA, rareB) > 0 ? 0 : Math.Max(rareA, rareB) / Heaviest,
            numberA is not null && numberB is not null ? 1
            : numberA is not null || numberB is not null ? 0.5f
            : 0,
            a.Form is not null && b.Form is not null && a.Form != b.Form ? 1 : 0,
            Math.Max(0, 1 - (strongest / Heaviest)),
            initials ? 1 : 0,
            same ? 1 : Equal(a, b),
        ];
        return new NameEvidence(features, common, [.. leftA, .. leftB]);
    }

    private static float Equal(NameView a, NameView b)
    {
        var (shared, all) = (0f, a.Weights.Sum() + b.Weights.Sum());
        for (var i = 0; i < a.Words.Length; i++)
            shared += Array.IndexOf(b.Words, a.Words[i]) >= 0 ? 2 * a.Weights[i] : 0;
        return all <= 0 ? 0 : Math.Min(1, shared / all);
    }

    private static (List<string> Paired, List<string> Left) Divide(string[] words, ulong paired)
    {
        var (with, without) = (new List<string>(), new List<string>());
        for (var i = 0; i < words.Length; i++)
            ((paired >> i & 1) != 0 ? with : without).Add(words[i]);
        return (with, without);
    }

    private static float Rarest(IEnumerable<string> words)
    {
        var rarest = 0f;
        foreach (var word in words)
            rarest = Math.Max(rarest, Tables.Weight(word));
        return Math.Min(rarest, Heaviest);
    }
}
