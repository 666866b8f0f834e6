using System.Globalization;

namespace Entente.Platform.Mail.Relay;

/// <summary>What a relay answered (RFC 5321, 4.2).</summary>
/// <param name="Code">250, 451, 550 …</param>
/// <param name="Lines">Its words, a line each, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestWords = 500;

    public bool IsYes => Code is >= 200 and < 400;
    public bool IsLater => Code is >= 400 and < 500;

    /// <summary>The class of the answer in detail (RFC 3463): <c>5.1.1</c>; empty when it is not said.</summary>
    public string Status => Lines.Count > 0 ? StatusOf(Lines[0]) : "";

    /// <summary>As people read it: <c>550 5.1.1 no such user</c>.</summary>
    public string Words
    {
        get
        {
            var clean = string.Concat(string.Join(' ', Lines).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            var words = string.Create(CultureInfo.InvariantCulture, $"{Code} {clean}").Trim();
            return words.Length <= LongestWords ? words : words[..(LongestWords - 1)] + "…";
        }
    }

    /// <summary>One line of an answer: its code, whether more follow, its words. Null when it is no such line.</summary>
    public static (int Code, bool More, string Words)? Line(string line) =>
        line.Length >= 3
        && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        && code is >= 200 and < 600
        && (line.Length == 3 || line[3] is ' ' or '-')
            ? (code, line.Length > 3 && line[3] is '-', line.Length > 4 ? line[4..] : "")
            : null;

    private static string StatusOf(string words)
    {
        var first = words.Split(' ', 2)[0];
        return
            first.Split('.') is [['2' or '4' or '5'], { Length: > 0 and <= 3 } subject, { Length: > 0 and <= 3 } detail]
            && subject.All(char.IsAsciiDigit)
            && detail.All(char.IsAsciiDigit)
            ? first
            : "";
    }
}
