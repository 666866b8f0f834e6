using System.Text.RegularExpressions;
using Entente.Sandbox.HubSpot;

namespace Entente.Sandbox.Admin;

/// <summary>
/// When a fault happens: to which calls (or pushes), and to which of those. Every matching call has a position, counted from 1; whether the
/// rule fires there depends on the rule and the position alone, never on time or chance.
/// </summary>
internal sealed record FaultRule
{
    public long Id { get; init; }

    /// <summary>Null: both protocols.</summary>
    public Protocol? Protocol { get; init; }

    public required Fault Fault { get; init; }

    /// <summary>Part of the path as sent; with a `*` the whole path. Null: any.</summary>
    public string? Path { get; init; }

    public string? Method { get; init; }

    /// <summary>HubSpot's object type in any of its spellings, or Salesforce's object name. Null: any.</summary>
    public string? Object { get; init; }

    /// <summary>0 to 1: the share of positions at which it fires. Not used when positions are given.</summary>
    public double Probability { get; init; } = 1;

    public long Seed { get; init; } = 1;

    /// <summary>Exactly these positions.</summary>
    public IReadOnlyList<long>? Positions { get; init; }

    /// <summary>Fires so many times at most.</summary>
    public long? Count { get; init; }

    /// <summary>Of a server error: the status, 500 to 599.</summary>
    public int? Status { get; init; }

    /// <summary>Of HubSpot's 429: `TEN_SECONDLY_ROLLING`, `SECONDLY` or `DAILY`. Salesforce's limit is the day's, with `SECONDLY` that of calls at once.</summary>
    public string? Policy { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>How long a slow call or a held push waits, a silent one stays silent.</summary>
    public int? DelayMs { get; init; }

    /// <summary>Of a partial failure: the share of inputs that fail (one at least).</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>The property or field that vanishes or becomes required.</summary>
    public string? Field { get; init; }

    /// <summary>The record that is merged; without it the one the call is about.</summary>
    public string? Record { get; init; }

    /// <summary>Whether the rule fires at its n-th match.</summary>
    public bool FiresAt(long position) =>
        Positions is { } positions ? positions.Contains(position) : Probability >= 1 || Chance.Of(Seed, position) < Probability;

    public bool IsForPushes => Fault is Fault.DropPush or Fault.DoublePush or Fault.ReorderPush or Fault.DelayPush;

    public bool Matches(FaultCall call) =>
        (Protocol is null || Protocol == call.Protocol)
        && (Method is null || string.Equals(Method, call.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || MatchesPath(call.Path))
        && (Object is null || call.IsAbout(Object));

    /// <summary>Why the rule cannot be; null when it can.</summary>
    public string? Complaint() =>
        Probability is < 0 or > 1 or double.NaN ? "probability must lie between 0 and 1."
        : Share is <= 0 or > 1 or double.NaN ? "share must lie above 0 and not above 1."
        : Positions?.Any(p => p < 1) == true ? "positions count from 1."
        : Count is < 1 ? "count must be 1 or more."
        : DelayMs is < 0 or > 600_000 ? "delayMs must lie between 0 and 600,000."
        : Status is < 500 or > 599 ? "status must be a server error, 500 to 599."
        : Policy is not (null or "TEN_SECONDLY_ROLLING" or "SECONDLY" or "DAILY")
            ? "policy must be TEN_SECONDLY_ROLLING, SECONDLY or DAILY."
        : Fault is Fault.FieldDeleted or Fault.FieldRequired && (string.IsNullOrEmpty(Field) || string.IsNullOrEmpty(Object))
            ? "A fault of a field needs object and field."
        : null;

    private bool MatchesPath(string path) =>
        Path!.Contains('*', StringComparison.Ordinal)
            ? System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: true)
            : path.Contains(Path, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A call (or push) as rules see it.</summary>
/// <param name="Path">As the client sent it, with its query.</param>
/// <param name="Body">Text of the request's body; empty when there is none.</param>
/// <param name="Objects">Of a push: the names of the objects it tells of.</param>
internal sealed partial record FaultCall(
    Protocol Protocol,
    string Method,
    string Path,
    string Body = "",
    IReadOnlyList<string>? Objects = null
)
{
    public bool IsAbout(string name)
    {
        if (Objects is not null)
            return Objects.Any(o => Same(o, name));
        var path = Path.Split('?')[0];
        return path.Split('/').Any(segment => Same(segment, name))
            || (
                Protocol == Protocol.Salesforce
                && SalesforceNames(Uri.UnescapeDataString(Path.Replace('+', ' ')), Body).Contains(name, StringComparer.OrdinalIgnoreCase)
            );
    }

    private bool Same(string given, string name) =>
        string.Equals(given, name, StringComparison.OrdinalIgnoreCase)
        || (Protocol == Protocol.HubSpot && ObjectTypes.Parse(given) is { } kind && ObjectTypes.Parse(name) == kind);

    /// <summary>Objects that a query selects from, and those of the rows of a body.</summary>
    private static IEnumerable<string> SalesforceNames(string address, string body) =>
        Selected().Matches(address).Concat(RowType().Matches(body)).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"\bfrom\s+(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Selected();

    [GeneratedRegex(@"""type""\s*:\s*""(?<name>\w+)""", RegexOptions.NonBacktracking)]
    private static partial Regex RowType();
}

/// <summary>Numbers that look drawn and are not: the same for the same seed and position, on every machine.</summary>
internal static class Chance
{
    /// <summary>0 up to, not including, 1.</summary>
    public static double Of(long seed, long position)
    {
        var z = unchecked((ulong)seed * 0x9E3779B97F4A7C15 + (ulong)position * 0xD1B54A32D192ED03 + 0x8CB92BA72F3D8DD7);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The given number of items, or one, in an order of their own.</summary>
    public static IReadOnlyList<T> Shuffled<T>(IReadOnlyList<T> items, long seed) =>
        [.. items.Select((item, i) => (item, key: Of(seed, i))).OrderBy(x => x.key).Select(x => x.item)];
}
