using System.Globalization;
using Entente.Access;

namespace Entente.Registrations.Rules;

/// <summary>
/// An approval as people write and read it: a step a line, signers with <c>and</c> between them, how long it may take at the end.
/// <code>
/// The partner’s manager
/// Finance and Revenue operations within 24 hours
/// </code>
/// </summary>
internal static class ApprovalText
{
    public const string ManagerWords = "the partner’s manager";
    private const string Within = " within ";

    /// <summary>What is written in the field again.</summary>
    public static string Lines(IReadOnlyList<ApprovalStep> steps) => string.Join('\n', steps.Select(s => Capital(Step(s))));

    /// <summary>As one sentence: <c>Signed by Sales, then by Finance within 24 hours</c>.</summary>
    public static string Sentence(IReadOnlyList<ApprovalStep> steps) => "Signed by " + string.Join(", then by ", steps.Select(Step));

    /// <param name="fault">What cannot be read, for whoever wrote it; null: all was read.</param>
    public static IReadOnlyList<ApprovalStep> Read(string? typed, out string? fault)
    {
        fault = null;
        var steps = new List<ApprovalStep>();
        foreach (var line in (typed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf(Within, StringComparison.OrdinalIgnoreCase);
            int? hours = null;
            if (at >= 0)
            {
                if (Hours(line[(at + Within.Length)..]) is not { } read)
                {
                    fault = $"Write how long the step may take as in “within 24 hours”; “{line[(at + 1)..]}” cannot be read.";
                    return [];
                }
                hours = read;
            }
            var signers = new List<Signer>();
            foreach (var name in Names(at < 0 ? line : line[..at]))
            {
                if (One(name) is not { } signer)
                {
                    fault = $"“{name}” is nobody who could sign. Write a role ({Roles}), {ManagerWords}, or an e-mail address.";
                    return [];
                }
                signers.Add(signer);
            }
            steps.Add(new(signers, hours));
        }
        return steps;
    }

    private static string Roles => string.Join(", ", Signing.Select(RoleNames.Of));

    // An auditor changes nothing.
    private static IEnumerable<StaffRole> Signing => Enum.GetValues<StaffRole>().Where(r => r is not StaffRole.Auditor);

    private static string Step(ApprovalStep step) =>
        string.Join(" and ", step.Signers.Select(s => s.Words)) + (step.Hours is { } hours ? $"{Within}{RuleValues.Hours(hours)}" : "");

    private static string[] Names(string line) =>
        line.Replace(" and ", ",", StringComparison.OrdinalIgnoreCase)
            .Split([',', '+', '&'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Signer? One(string name)
    {
        var plain = name.Replace('\'', '’');
        if (plain.Equals(ManagerWords, StringComparison.OrdinalIgnoreCase))
            return Signer.Manager;
        if (
            name.Length <= 200
            && name.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
            && at < name.Length - 1
            && !name.Contains(' ')
        )
            return new(Email: name.ToLowerInvariant());
        foreach (var role in Signing)
            if (plain.Equals(RoleNames.Of(role), StringComparison.OrdinalIgnoreCase))
                return new(role);
        return null;
    }

    private static int? Hours(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            parts.Length is 1 or 2
            && int.TryParse(parts[0].TrimEnd('h'), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && (parts.Length == 1 || parts[1] is "h" or "hour" or "hours")
            ? hours
            : null;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
