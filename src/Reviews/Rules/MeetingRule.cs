using System.Text.Json.Serialization;
using Entente.Partners;

namespace Entente.Reviews.Rules;

/// <summary>What is held again and again.</summary>
public enum MeetingKind
{
    /// <summary>With one partner: its deals, protections, plans.</summary>
    SalesReview,

    /// <summary>Of a partner manager, over all their partners; nobody outside takes part.</summary>
    PipelineReview,
}

/// <summary>How often.</summary>
public enum Every
{
    Never,
    Week,
    TwoWeeks,
    Month,
    Quarter,
}

/// <summary>Where a meeting is.</summary>
public enum MeetingState
{
    Planned,

    /// <summary>Its agenda is frozen, its decisions are tasks.</summary>
    Held,

    /// <summary>It was not held, with a reason.</summary>
    Skipped,
}

/// <summary>When meetings of one kind are held, and with whom.</summary>
/// <param name="Weekday">On which day of the week.</param>
/// <param name="Nth">The first to fourth such day of the stretch, or <see cref="Last"/>; of a week without meaning.</param>
/// <param name="At">By the workspace's clock.</param>
/// <param name="Shared">The partner sees the meeting and its part of the agenda. Of pipeline reviews never.</param>
/// <param name="Types">With partners of which types; none: of all.</param>
/// <param name="PerDay">So many with partners whoever holds them has on one day, see <see cref="Turns"/>. Of pipeline reviews without meaning.</param>
public sealed record MeetingRule(
    MeetingKind Kind,
    Every Every,
    DayOfWeek Weekday,
    int Nth,
    TimeOnly At,
    int Minutes,
    bool Shared,
    IReadOnlyList<PartnerType> Types,
    int PerDay = 4
)
{
    public const int Last = 5;

    /// <summary>Whether the partner sees what is planned by it.</summary>
    [JsonIgnore]
    public bool Out => Shared && Kind is MeetingKind.SalesReview;

    public bool Takes(PartnerType type) => Types.Count == 0 || Types.Contains(type);

    /// <summary>What every workspace starts with: nothing is planned; the day and time are offers.</summary>
    public static MeetingRule Standard(MeetingKind kind) =>
        kind is MeetingKind.SalesReview
            ? new(kind, Every.Never, DayOfWeek.Tuesday, 1, new(10, 0), 45, Shared: true, [])
            : new(kind, Every.Never, DayOfWeek.Monday, 1, new(9, 0), 30, Shared: false, []);
}

/// <summary>The rules of all kinds, as a workspace publishes them.</summary>
public sealed record MeetingBook(IReadOnlyList<MeetingRule> Rules)
{
    public static MeetingBook Standard { get; } = new([.. Enum.GetValues<MeetingKind>().Select(MeetingRule.Standard)]);

    public MeetingRule Of(MeetingKind kind) => Rules.FirstOrDefault(r => r.Kind == kind) ?? MeetingRule.Standard(kind);
}

/// <summary>What is wrong with rules before they are published.</summary>
public static class MeetingBookCheck
{
    public const int Shortest = 10;
    public const int Longest = 240;
    public const int MostPerDay = 12;

    /// <returns>By field: <c>SalesReview.minutes</c>.</returns>
    public static IReadOnlyDictionary<string, string> Wrong(MeetingBook book)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in book.Rules)
        {
            if (rule.Minutes is < Shortest or > Longest)
                wrong[$"{rule.Kind}.minutes"] = $"Write a number of minutes from {Shortest} to {Longest}.";
            if (rule.Nth is < 1 or > MeetingRule.Last)
                wrong[$"{rule.Kind}.nth"] = "Choose which of the days.";
            if (rule.PerDay is < 1 or > MostPerDay)
                wrong[$"{rule.Kind}.perDay"] = $"Write a number from 1 to {MostPerDay}.";
        }
        return wrong;
    }
}
