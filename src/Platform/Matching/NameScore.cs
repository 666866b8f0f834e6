namespace Entente.Platform.Matching;

/// <summary>
/// How likely two names are one company's, 0 to 100, and why. Words are paired (equal, run together, a letter or two apart, abbreviated);
/// each counts by its rarity, so sharing "holdings" says little and sharing "nvidia" nearly all.
/// </summary>
internal static class NameScore
{
    private const int SameKey = 100;
    private const int BestUnequal = 95;
    private const int BestContained = 84;
    private const int InitialsOnly = 66;

    /// <summary>
    /// The pairing of two lists of words. Score without regard to legal forms; the two masks say which words found a partner;
    /// <c>Share</c> (0 to 1) is the weight they share of all weight, before any rule touches it.
    /// </summary>
    public readonly record struct Pairing(int Score, ulong Given, ulong Known, float Share);

    /// <param name="given">Tokens of the name asked for, with their weights.</param>
    /// <param name="known">Tokens of a company's name, with theirs.</param>
    /// <param name="reasons">Filled when wanted.</param>
    public static Pairing Of(
        ReadOnlySpan<string> given,
        ReadOnlySpan<float> givenWeights,
        ReadOnlySpan<string> known,
        ReadOnlySpan<float> knownWeights,
        List<MatchReason>? reasons = null
    )
    {
        var (total, shared, givenUsed, knownUsed) = (0f, 0f, 0UL, 0UL);
        List<string>? common = reasons is null ? null : [];
        Span<int> partner = stackalloc int[given.Length];
        partner.Fill(-1);

        for (var i = 0; i < given.Length; i++)
        {
            var j = FirstEqual(known, knownUsed, given[i]);
            if (j < 0)
                continue;
            Pair(i, j, 1, givenWeights[i] + knownWeights[j], partner, ref givenUsed, ref knownUsed, ref shared, ref total);
            common?.Add(given[i]);
        }

        Joined(given, givenWeights, known, knownWeights, ref givenUsed, ref knownUsed, ref shared, ref total, reasons);
        Joined(known, knownWeights, given, givenWeights, ref knownUsed, ref givenUsed, ref shared, ref total, reasons);
        Alike(given, known, knownWeights, partner, ref givenUsed, ref knownUsed, ref shared, ref total, reasons);

        var (givenLeft, knownLeft) = (Left(givenWeights, givenUsed), Left(knownWeights, knownUsed));
        var whole = total + givenLeft + knownLeft;
        var dice = whole <= 0 ? 0 : shared / whole;
        var score = 100 * dice;

        // Everything asked for is there, and more besides: a shorter name, or a relative.
        if (givenLeft <= 0 && knownLeft > 0 && total > 0)
            score = Math.Min(Math.Max(score, 50 * (dice + (shared / total))), Math.Max(score, BestContained));
        score = Numbers(given, givenUsed, known, knownUsed, score, reasons);
        if (OutOfOrder(partner))
            score -= 3;

        Explain(reasons, common, known, knownUsed);
        return new Pairing((int)Math.Clamp(Math.Round(score), 0, BestUnequal), givenUsed, knownUsed, dice);
    }

    /// <summary>The full comparison of two names, legal forms and initials included.</summary>
    public static (int Score, IReadOnlyList<MatchReason> Reasons) Of(CompanyName given, CompanyName known, Func<string, float> weightOf)
    {
        var reasons = new List<MatchReason>();
        int score;
        if (given.Key.Length > 0 && given.Key == known.Key)
        {
            score = SameKey;
            reasons.Add(new MatchReason.SameCoreName(known.Core));
        }
        else
        {
            string[] a = [.. given.Tokens];
            string[] b = [.. known.Tokens];
            score = Of(a, [.. a.Select(weightOf)], b, [.. b.Select(weightOf)], reasons).Score;
            if (Initials(given, known) is { } initials)
            {
                score = Math.Max(score, InitialsOnly);
                reasons.Add(new MatchReason.SameInitials(initials));
            }
        }

        if (given.LegalForm is { } form && known.LegalForm is { } other && form != other && score > 0)
        {
            score -= score == SameKey ? 3 : 2;
            reasons.Add(new MatchReason.LegalFormDiffers(form, other));
        }

        return (Math.Max(score, 0), reasons);
    }

    private static string? Initials(CompanyName given, CompanyName known)
    {
        if (given.Tokens.Count == 1 && given.Key.Length is > 1 and < 7 && given.Key == known.Initials)
            return given.Key;
        return known.Tokens.Count == 1 && known.Key.Length is > 1 and < 7 && known.Key == given.Initials ? known.Key : null;
    }

    private static int FirstEqual(ReadOnlySpan<string> words, ulong used, string word)
    {
        for (var j = 0; j < words.Length; j++)
        {
            if ((used >> j & 1) == 0 && words[j] == word)
                return j;
        }

        return -1;
    }

    private static void Pair(
        int i,
        int j,
        float likeness,
        float weight,
        Span<int> partner,
        ref ulong givenUsed,
        ref ulong knownUsed,
        ref float shared,
        ref float total
    )
    {
        partner[i] = j;
        givenUsed |= 1UL << i;
        knownUsed |= 1UL << j;
        shared += likeness * weight;
        total += weight;
    }

    // Two or three neighbours on one side that are one word on the other, give or take a letter.
    private static void Joined(
        ReadOnlySpan<string> apart,
        ReadOnlySpan<float> apartWeights,
        ReadOnlySpan<string> whole,
        ReadOnlySpan<float> wholeWeights,
        ref ulong apartUsed,
        ref ulong wholeUsed,
        ref float shared,
        ref float total,
        List<MatchReason>? reasons
    )
    {
        for (var count = 2; count <= 3; count++)
        {
            for (var i = 0; i + count <= apart.Length; i++)
            {
                var mask = ((1UL << count) - 1) << i;
                if ((apartUsed & mask) != 0)
                    continue;
                var text = count == 2 ? apart[i] + apart[i + 1] : apart[i] + apart[i + 1] + apart[i + 2];
                for (var j = 0; j < whole.Length; j++)
                {
                    if ((wholeUsed >> j & 1) != 0 || Math.Abs(whole[j].Length - text.Length) > 1)
                        continue;
                    var likeness =
                        text == whole[j] ? 0.98f
                        : text.Length < 7 ? 0
                        : Similarity.Of(text, whole[j], out _);
                    if (likeness <= 0)
                        continue;

                    apartUsed |= mask;
                    wholeUsed |= 1UL << j;
                    shared += likeness * 2 * wholeWeights[j];
                    total += 2 * wholeWeights[j];
                    var parts = string.Join(' ', apart.Slice(i, count).ToArray());
                    reasons?.Add(new MatchReason.WrittenTogether(whole[j], parts));
                    break;
                }
            }
        }
    }

    private static void Alike(
        ReadOnlySpan<string> given,
        ReadOnlySpan<string> known,
        ReadOnlySpan<float> knownWeights,
        Span<int> partner,
        ref ulong givenUsed,
        ref ulong knownUsed,
        ref float shared,
        ref float total,
        List<MatchReason>? reasons
    )
    {
        while (true)
        {
            var (best, bestI, bestJ, bestDistance) = (0f, -1, -1, 0);
            for (var i = 0; i < given.Length; i++)
            {
                if ((givenUsed >> i & 1) != 0)
                    continue;
                for (var j = 0; j < known.Length; j++)
                {
                    if ((knownUsed >> j & 1) != 0)
                        continue;
                    var likeness = Similarity.Of(given[i], known[j], out var distance);
                    if (likeness <= 0 && Similarity.Abbreviates(given[i], known[j]))
                        (likeness, distance) = (0.72f, 0);
                    if (likeness > best)
                        (best, bestI, bestJ, bestDistance) = (likeness, i, j, distance);
                }
            }

            if (bestI < 0)
                return;

            // A mistyped word weighs as much as the word it was meant to be.
            Pair(bestI, bestJ, best, 2 * knownWeights[bestJ], partner, ref givenUsed, ref knownUsed, ref shared, ref total);
            reasons?.Add(
                bestDistance == 0
                    ? new MatchReason.Abbreviation(given[bestI], known[bestJ])
                    : new MatchReason.LettersDiffer(given[bestI], known[bestJ], bestDistance)
            );
        }
    }

    private static float Left(ReadOnlySpan<float> weights, ulong used)
    {
        var left = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            if ((used >> i & 1) == 0)
                left += weights[i];
        }

        return left;
    }

    private static float Numbers(
        ReadOnlySpan<string> given,
        ulong givenUsed,
        ReadOnlySpan<string> known,
        ulong knownUsed,
        float score,
        List<MatchReason>? reasons
    )
    {
        var (a, b) = (Number(given, givenUsed), Number(known, knownUsed));
        if (a is null && b is null)
            return score;
        if (a is not null && b is not null)
            reasons?.Add(new MatchReason.NumbersDiffer(a, b));
        return score * (a is not null && b is not null ? 0.6f : 0.85f);
    }

    private static string? Number(ReadOnlySpan<string> words, ulong used)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if ((used >> i & 1) == 0 && Similarity.HasDigit(words[i]))
                return words[i];
        }

        return null;
    }

    private static bool OutOfOrder(ReadOnlySpan<int> partner)
    {
        var last = -1;
        foreach (var j in partner)
        {
            if (j < 0)
                continue;
            if (j < last)
                return true;
            last = j;
        }

        return false;
    }

    private static void Explain(List<MatchReason>? reasons, List<string>? common, ReadOnlySpan<string> known, ulong knownUsed)
    {
        if (reasons is null || common is null)
            return;
        if (common.Count > 0)
            reasons.Add(new MatchReason.WordsInCommon(common));

        var missing = new List<string>();
        for (var j = 0; j < known.Length; j++)
        {
            if ((knownUsed >> j & 1) == 0)
                missing.Add(known[j]);
        }

        if (missing.Count > 0 && knownUsed != 0)
            reasons.Add(new MatchReason.WordsMissing(missing));
    }
}
