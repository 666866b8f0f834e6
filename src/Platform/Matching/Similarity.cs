namespace Entente.Platform.Matching;

/// <summary>How alike two words are.</summary>
internal static class Similarity
{
    /// <summary>How many letters may differ between two words of which the longer has this length.</summary>
    public static int Allowed(int length) =>
        length switch
        {
            < 3 => 0,
            < 6 => 1,
            _ => 2,
        };

    /// <summary>
    /// Optimal string alignment: the least number of letters to insert, delete, replace or swap with the neighbour;
    /// <paramref name="most"/> + 1 when it is more than that.
    /// </summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        while (a.Length > 0 && b.Length > 0 && a[0] == b[0])
        {
            a = a[1..];
            b = b[1..];
        }

        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.Length == 0 || b.Length == 0)
            return Math.Min(a.Length + b.Length, most + 1);

        Span<int> rows = stackalloc int[3 * (b.Length + 1)];
        var above2 = rows[..(b.Length + 1)];
        var above = rows.Slice(b.Length + 1, b.Length + 1);
        var row = rows[(2 * (b.Length + 1))..];
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, above2[j - 2] + 1);
                row[j] = best;
                least = Math.Min(least, best);
            }

            if (least > most)
                return most + 1;
            var spent = above2;
            above2 = above;
            above = row;
            row = spent;
        }

        return Math.Min(above[b.Length], most + 1);
    }

    /// <summary>0 (unlike) to 1 (equal). Words whose digits differ are unlike: 3m is not 4m.</summary>
    public static float Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b, out int distance)
    {
        var longer = Math.Max(a.Length, b.Length);
        var most = Allowed(longer);
        distance = 0;
        if (!SameDigits(a, b))
            return 0;
        distance = Distance(a, b, most);
        if (distance == 0 || distance > most)
            return distance == 0 ? 1 : 0;
        return SameButForUmlauts(a, b) ? 0.97f : 1 - (distance * Cost(longer));
    }

    // Mueller for Müller: an e behind a, o or u inside a word may stand for two dots that were folded away.
    private static bool SameButForUmlauts(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (i, j) = (0, 0);
        while (i < a.Length && j < b.Length && a[i] == b[j])
        {
            (i, j) = (i + 1, j + 1);
            var (left, right) = (IsUmlaut(a, i), IsUmlaut(b, j));
            if (left != right)
                (i, j) = (left ? i + 1 : i, right ? j + 1 : j);
        }

        return i == a.Length && j == b.Length;

        static bool IsUmlaut(ReadOnlySpan<char> word, int at) =>
            at < word.Length - 1 && word[at] == 'e' && word[at - 1] is ('a' or 'o' or 'u');
    }

    /// <summary>Whether one word is short for the other: same first letter, its letters in order (intl, mfg), or its beginning (tech).</summary>
    public static bool Abbreviates(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }

        if (a.Length < 3 || b.Length < a.Length + 2 || a[0] != b[0] || !SameDigits(a, b))
            return false;
        if (b.StartsWith(a))
            return true;
        if (a.Length > 5 || a[^1] != b[^1])
            return false;

        var at = 0;
        foreach (var letter in b)
        {
            if (at < a.Length && a[at] == letter)
                at++;
        }

        return at == a.Length && a[1..].IndexOfAny("aeiou") < 0;
    }

    public static bool HasDigit(ReadOnlySpan<char> word) => word.IndexOfAnyInRange('0', '9') >= 0;

    // What one letter costs: in a short word it is often another name (visa, vista), in a long one a slip.
    private static float Cost(int length) =>
        length switch
        {
            < 4 => 0.40f,
            4 => 0.24f,
            5 => 0.17f,
            < 8 => 0.12f,
            < 11 => 0.08f,
            _ => 0.06f,
        };

    private static bool SameDigits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < a.Length && !char.IsDigit(a[i]))
                i++;
            while (j < b.Length && !char.IsDigit(b[j]))
                j++;
            if (i == a.Length || j == b.Length)
                return i == a.Length && j == b.Length;
            if (a[i++] != b[j++])
                return false;
        }
    }
}
