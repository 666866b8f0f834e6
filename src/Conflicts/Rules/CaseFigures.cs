namespace Entente.Conflicts.Rules;

/// <summary>A case as the figures see it.</summary>
internal sealed record CaseFact(
    ConflictKind Kind,
    SignalCode Cause,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ResolvedAt,
    CaseEnd? End,
    bool Acknowledged,
    int Appeals,
    int AppealsUpheld
);

/// <summary>One row of the table: a cause and what became of its cases.</summary>
/// <param name="Avoided">Fell away before anybody had to decide.</param>
internal sealed record CauseRow(SignalCode Cause, int Cases, int Open, int Decided, int Avoided, TimeSpan? Median);

/// <param name="Rate">Cases for each hundred registrations received in the same time; null without registrations.</param>
/// <param name="Median">From opening to resolution, in calendar time; of two in the middle the mean.</param>
/// <param name="Upheld">Appeals after which the decision fell.</param>
internal sealed record Figures(
    int Cases,
    int Open,
    int Registrations,
    decimal? Rate,
    TimeSpan? Median,
    int Avoided,
    int Appeals,
    int Upheld,
    IReadOnlyList<CauseRow> Causes
);

/// <summary>The figures of conflicts over a stretch of time (ANA-2). Pure.</summary>
internal static class CaseFigures
{
    public static Figures Of(IReadOnlyList<CaseFact> cases, int registrations) =>
        new(
            cases.Count,
            cases.Count(c => c.ResolvedAt is null),
            registrations,
            registrations == 0 ? null : decimal.Round(100m * cases.Count / registrations, 1),
            Median(cases),
            cases.Count(c => c.End is CaseEnd.FellAway),
            cases.Sum(c => c.Appeals),
            cases.Sum(c => c.AppealsUpheld),
            [
                .. cases
                    .GroupBy(c => c.Cause)
                    .Select(g => new CauseRow(
                        g.Key,
                        g.Count(),
                        g.Count(c => c.ResolvedAt is null),
                        g.Count(c => c.End is CaseEnd.Decided),
                        g.Count(c => c.End is CaseEnd.FellAway),
                        Median([.. g])
                    ))
                    .OrderByDescending(r => r.Cases)
                    .ThenBy(r => r.Cause),
            ]
        );

    private static TimeSpan? Median(IReadOnlyList<CaseFact> cases)
    {
        var took = cases.Where(c => c.ResolvedAt is not null).Select(c => c.ResolvedAt!.Value - c.OpenedAt).Order().ToList();
        return took.Count == 0 ? null : (took[(took.Count - 1) / 2] + took[took.Count / 2]) / 2;
    }
}
