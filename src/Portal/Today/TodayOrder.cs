namespace Entente.Portal.Today;

/// <summary>What is late or ending stands at the top. Pure.</summary>
public static class TodayOrder
{
    /// <summary>Running clocks by their end, earliest first; then what has no clock, by its day; then what waits for the other side.</summary>
    public static IReadOnlyList<TodayRow> Rows(IEnumerable<TodayRow> rows) =>
        [.. rows.OrderBy(Rank).ThenBy(r => End(r) ?? DateTimeOffset.MaxValue).ThenBy(r => r.Title, StringComparer.Ordinal)];

    /// <summary>Queues by their earliest running clock, empty ones last, otherwise as contributed; cards as contributed.</summary>
    public static IReadOnlyList<TodaySection> Sections(IEnumerable<TodaySection> sections) =>
        [
            .. sections
                .Select(s => s with { Rows = Rows(s.Rows) })
                .OrderBy(s => s.Place)
                .ThenBy(s => s.Place is TodayPlace.Queue ? First(s) : DateTimeOffset.MinValue),
        ];

    private static DateTimeOffset First(TodaySection section) =>
        section.Rows.Where(r => Rank(r) == 0).Select(End).Min() ?? DateTimeOffset.MaxValue;

    private static int Rank(TodayRow row) =>
        row switch
        {
            { Clock.StoppedSince: not null } => 2,
            { Clock: not null } or { Protection: not null } => 0,
            _ => 1,
        };

    private static DateTimeOffset? End(TodayRow row) => row.Clock?.Due ?? row.Protection?.End ?? row.By;
}
