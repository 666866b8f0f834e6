using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Sandbox.Admin;

namespace Entente.Sandbox.Pages;

/// <summary>What <see cref="FaultsPage"/> shows.</summary>
public sealed partial class FaultsModel
{
    private const int Shown = 50;

    internal FaultsModel(Faults faults, DateTimeOffset now)
    {
        Rules = faults.Rules();
        Log = [.. faults.Log().Reverse().Take(Shown)];
        Now = now;
    }

    internal IReadOnlyList<RuleState> Rules { get; }

    /// <summary>Newest first.</summary>
    internal IReadOnlyList<FaultEvent> Log { get; }

    internal DateTimeOffset Now { get; }

    internal string? Error { get; init; }

    internal IReadOnlyDictionary<string, string>? Typed { get; init; }

    /// <summary>`RateLimited` → `Rate limited`.</summary>
    internal static string Words(Fault fault)
    {
        var words = Capital().Replace(fault.ToString(), m => " " + m.Value.ToLowerInvariant()).Trim();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    internal static string Where(FaultRule rule) =>
        string.Join(
            ", ",
            new[] { rule.Protocol?.ToString() ?? "Both", rule.Object, rule.Method, rule.Path, rule.Field }.Where(t =>
                !string.IsNullOrEmpty(t)
            )
        );

    internal static string When(FaultRule rule)
    {
        var when =
            rule.Positions is { } positions ? $"matches {string.Join(", ", positions)}"
            : rule.Probability >= 1 ? "every match"
            : string.Create(CultureInfo.InvariantCulture, $"{rule.Probability:0.###} of matches, seed {rule.Seed}");
        return rule.Count is { } count ? $"{when}, {count} at most" : when;
    }

    /// <summary>A rule from the form, or what is wrong with it in words for the person who filled it in.</summary>
    internal static (FaultRule? Rule, string? Error) Read(IFormCollection form)
    {
        if (!Enum.TryParse<Fault>(form["fault"], out var fault))
            return (null, "Choose a fault.");
        if (Number(form, "probability", 1) is not { } probability)
            return (null, "The probability is a number between 0 and 1, such as 0.2.");
        if (
            Number(form, "seed", 1) is not { } seed
            || Number(form, "count", 0) is not { } count
            || Number(form, "delay", -1) is not { } delay
        )
            return (null, "Seed, count and delay are whole numbers.");
        if (Number(form, "status", 0) is not { } status)
            return (null, "The status is a number such as 503.");
        var positions = new List<long>();
        foreach (var part in form["positions"].ToString().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                return (null, $"“{part}” is not the number of a match.");
            positions.Add(position);
        }
        var rule = new FaultRule
        {
            Fault = fault,
            Protocol = Enum.TryParse<Protocol>(form["protocol"], out var protocol) ? protocol : null,
            Object = Text(form, "object"),
            Method = Text(form, "method"),
            Path = Text(form, "path"),
            Field = Text(form, "field"),
            Probability = (double)probability,
            Seed = (long)seed,
            Positions = positions.Count > 0 ? positions : null,
            Count = count > 0 ? (long)count : null,
            DelayMs = delay >= 0 ? (int)Math.Min(delay, int.MaxValue) : null,
            Status = status > 0 ? (int)Math.Min(status, int.MaxValue) : null,
        };
        return rule.Complaint() is { } complaint ? (null, complaint) : (rule, null);
    }

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static decimal? Number(IFormCollection form, string name, decimal absent) =>
        Text(form, name) is not { } text ? absent
        : decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
        && Math.Abs(number) < 1_000_000_000_000
            ? number
        : null;

    [GeneratedRegex("[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Capital();
}
