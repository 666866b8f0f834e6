using System.Text.RegularExpressions;

namespace Entente.Collaboration.Rules;

/// <summary>Whether a mail says of itself that it is a lead: its subject begins so (<c>Lead: Aldermere Foods</c>), or a line says <c>Kind: lead</c>. Pure.</summary>
internal static partial class LeadWords
{
    private static readonly string[] Itself = ["lead", "liidi", "リード", "线索", "線索"];

    private static readonly string[] Kinds =
    [
        "kind",
        "type",
        "registration",
        "registration type",
        "claim",
        "art",
        "typ",
        "type de demande",
        "soort",
        "tipo",
        "slag",
        "slags",
        "tyyppi",
        "種別",
        "種類",
        "区分",
        "类型",
        "類型",
        "rodzaj",
        "druh",
        "тип",
        "tür",
        "유형",
    ];

    public static bool In(string subject, string text) => Begins().IsMatch(SubjectLine.Bare(subject)) || Lines(text).Any(Says);

    /// <summary>The customer that such a subject or line names; null: none.</summary>
    public static string? Company(string subject, string text)
    {
        var named =
            Begins().Match(SubjectLine.Bare(subject)) is { Success: true } match && match.Groups["name"].Value is { Length: > 0 } name
                ? name
                : Lines(text).FirstOrDefault(l => Itself.Contains(l.Label) && Says(l) && !LabelledLine.SaysYes(l.Value)).Value;
        var end = named?.IndexOfAny([',', ';', '(', '（', '、', '|']) ?? -1;
        return (end < 0 ? named : named![..end])?.Trim() is { Length: > 1 and < 200 } company && !char.IsLower(company[0]) ? company : null;
    }

    private static bool Says((string Label, string Value) line) =>
        Itself.Contains(line.Label)
            ? line.Value.Length > 0 && !LabelledLine.SaysNo(line.Value)
            : Kinds.Contains(line.Label) && Itself.Contains(FirstWord(line.Value));

    private static IEnumerable<(string Label, string Value)> Lines(string text) =>
        text.Split('\n').Select(l => LabelledLine.Read(l)).OfType<(string Label, string Value)>();

    private static string FirstWord(string value) => value.Split([' ', ',', '.', ';', '-', '登', '、'])[0].ToLowerInvariant();

    [GeneratedRegex(
        @"^(?:new\s+|neuer\s+|nytt\s+|nyt\s+|uusi\s+)?(?:lead(?:[\s-]+registration|[\s-]*registrierung|[\s-]*registrering)?|liidi|リード(?:登録)?)\s*(?:$|[:：–-]\s*(?<name>.*)$|(?:for|from|at|för|für)\s+(?<name>.*)$)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Begins();
}
