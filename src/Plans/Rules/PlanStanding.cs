using Entente.Platform.Time;

namespace Entente.Plans.Rules;

/// <summary>What is looked at of an item.</summary>
public readonly record struct ItemFact(ItemState State, DateOnly Due);

/// <summary>What is looked at of a risk.</summary>
public readonly record struct RiskFact(RiskSeverity Severity, bool Open);

/// <summary>How a plan runs, and how far it is.</summary>
/// <param name="Of">Items that count: open and done ones.</param>
/// <param name="Overdue">Open items whose day has passed.</param>
/// <param name="Why">In words; empty when it is on track.</param>
public sealed record PlanStanding(PlanHealth Health, int Done, int Of, int Overdue, string Why)
{
    /// <summary>After so many business days an overdue item makes the plan late.</summary>
    public const int LateDays = 5;

    /// <summary>The last day on which something was due that makes its plan late today.</summary>
    public static DateOnly LastLate(DateOnly today, BusinessCalendar calendar)
    {
        var day = today.AddDays(-1);
        while (calendar.AddBusinessDays(day, LateDays) >= today)
            day = day.AddDays(-1);
        return day;
    }

    public static PlanStanding At(
        IReadOnlyCollection<ItemFact> items,
        IReadOnlyCollection<RiskFact> risks,
        DateOnly today,
        BusinessCalendar calendar
    )
    {
        var overdue = items.Where(i => i.State is ItemState.Open && i.Due < today).ToList();
        var lastLate = LastLate(today, calendar);
        var late = overdue.Count(i => i.Due <= lastLate);
        var high = risks.Count(r => r is { Open: true, Severity: RiskSeverity.High });
        var done = items.Count(i => i.State is ItemState.Done);
        var of = done + items.Count(i => i.State is ItemState.Open);
        var health =
            late > 0 ? PlanHealth.Late
            : overdue.Count > 0 || high > 0 ? PlanHealth.AtRisk
            : PlanHealth.OnTrack;
        string[] why =
        [
            .. overdue.Count > 0
                ? [overdue.Count == 1 ? "one item is overdue" : $"{overdue.Count} items are overdue"]
                : Array.Empty<string>(),
            .. high > 0 ? [high == 1 ? "one high risk is open" : $"{high} high risks are open"] : Array.Empty<string>(),
        ];
        return new(health, done, of, overdue.Count, string.Join(", ", why));
    }
}
