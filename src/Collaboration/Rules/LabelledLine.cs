using System.Text.RegularExpressions;

namespace Entente.Collaboration.Rules;

/// <summary>A line that says itself what it states: <c>Company: Aldermere Foods</c>, <c>会社名：…</c>, with or without a bullet. Pure.</summary>
public static partial class LabelledLine
{
    /// <summary>A longer label is a sentence with a colon in it.</summary>
    public const int Longest = 45;

    // Lower case.
    private static readonly string[] Yes =
    [
        "yes",
        "y",
        "ja",
        "jo",
        "joo",
        "kyllä",
        "oui",
        "sí",
        "si",
        "sì",
        "sim",
        "true",
        "given",
        "erteilt",
        "tak",
        "ano",
        "да",
        "evet",
        "はい",
        "有",
        "是",
        "예",
        "네",
    ];

    private static readonly string[] No =
    [
        "no",
        "n",
        "nein",
        "non",
        "nej",
        "nei",
        "nee",
        "ei",
        "não",
        "false",
        "nie",
        "ne",
        "нет",
        "hayır",
        "いいえ",
        "否",
        "아니요",
    ];

    /// <summary>Null: the line states nothing. The label comes in lower case without what stands in parentheses, the value may be empty.</summary>
    /// <param name="longest">Letters of the label, bullets aside.</param>
    public static (string Label, string Value)? Read(string line, int longest = Longest)
    {
        line = line.Trim().TrimStart('-', '*', '•', '·', '>', ' ', '\t', '・', '■', '●');
        var colon = line.AsSpan(0, Math.Min(line.Length, longest)).IndexOfAny(':', '：');
        if (colon <= 0)
            return null;
        var label = Parentheses().Replace(line[..colon], "").Trim(' ', '*', '_', '\u00A0', '\u3000', '\t').ToLowerInvariant();
        var value = line[(colon + 1)..].Trim(' ', '*', '_', '\t', '\r', '\u00A0', '\u3000');
        return label.Length == 0 || value.StartsWith("//", StringComparison.Ordinal) ? null : (label, value);
    }

    /// <summary>Whether a value begins with a plain yes or no, in the languages that partners write.</summary>
    public static bool SaysYes(string value) => Yes.Contains(FirstWord(value), StringComparer.Ordinal);

    /// <inheritdoc cref="SaysYes"/>
    public static bool SaysNo(string value) => No.Contains(FirstWord(value), StringComparer.Ordinal);

    private static string FirstWord(string value) =>
        value.Split([' ', ',', '.', ';', '!', '、', '。', '，', '！', '（', '('])[0].ToLowerInvariant();

    [GeneratedRegex(@"\([^)]*\)|（[^）]*）", RegexOptions.NonBacktracking)]
    internal static partial Regex Parentheses();
}
