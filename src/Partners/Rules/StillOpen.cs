using Entente.Ui;

namespace Entente.Partners.Rules;

/// <summary>What is still open with a partner that is to end, in words (PTN-4).</summary>
public static class StillOpen
{
    public static IReadOnlyList<LeavingLine> InOrder(IEnumerable<LeavingLine> lines) =>
        [.. lines.OrderBy(l => l.Order).ThenBy(l => l.Plural, StringComparer.Ordinal)];

    public static bool Any(IEnumerable<LeavingLine> lines) => lines.Any(l => l.Open > 0);

    /// <summary><c>2 claims, 1 lead and 1 action plan</c>; empty: nothing is open.</summary>
    public static string Words(IEnumerable<LeavingLine> lines)
    {
        List<string> open = [.. InOrder(lines).Where(l => l.Open > 0).Select(Words)];
        return open.Count < 2 ? string.Concat(open) : $"{string.Join(", ", open.SkipLast(1))} and {open[^1]}";
    }

    public static string Words(LeavingLine line) => Format.Count(line.Open, line.What, line.Plural);

    /// <summary>What stays on the record of a partner that was ended although something was open: the reason, and what it was.</summary>
    public static string Kept(string reason, IEnumerable<LeavingLine> lines) =>
        $"{reason}{(reason is [.., '.' or '!' or '?'] ? "" : ".")} Ended all the same, with {Words(lines)} open.";
}
