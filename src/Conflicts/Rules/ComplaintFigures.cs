namespace Entente.Conflicts.Rules;

/// <summary>A complaint as the figures see it.</summary>
internal sealed record ComplaintRun(
    ComplaintReason Reason,
    DateTimeOffset At,
    DateTimeOffset Due,
    DateTimeOffset? AnsweredAt,
    bool? Upheld
);

/// <param name="Late">Answered after the promise, or open and broken now.</param>
internal sealed record ReasonRow(ComplaintReason Reason, int Complaints, int Open, int Upheld, int Late);

/// <param name="Answered">Of them <paramref name="Upheld"/> were right.</param>
internal sealed record ComplaintSums(int Complaints, int Open, int Answered, int Upheld, int Late, IReadOnlyList<ReasonRow> Reasons);

/// <summary>The figures of complaints over a stretch of time. Pure.</summary>
internal static class ComplaintFigures
{
    public static ComplaintSums Of(IReadOnlyList<ComplaintRun> runs, DateTimeOffset now)
    {
        return new(
            runs.Count,
            runs.Count(r => r.Upheld is null),
            runs.Count(r => r.Upheld is not null),
            runs.Count(r => r.Upheld is true),
            runs.Count(IsLate),
            [
                .. runs.GroupBy(r => r.Reason)
                    .Select(g => new ReasonRow(
                        g.Key,
                        g.Count(),
                        g.Count(r => r.Upheld is null),
                        g.Count(r => r.Upheld is true),
                        g.Count(IsLate)
                    ))
                    .OrderByDescending(r => r.Complaints)
                    .ThenBy(r => r.Reason),
            ]
        );

        bool IsLate(ComplaintRun run) => (run.AnsweredAt ?? now) > run.Due;
    }
}
