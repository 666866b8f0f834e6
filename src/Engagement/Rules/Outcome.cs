namespace Entente.Engagement.Rules;

/// <summary>A recipient, by what results are read by.</summary>
public sealed record ResultRow(Guid Partner, string Type, string Tier, string Region, bool SecondSubject, GradedEvidence Evidence);

/// <summary>How many people reached at least each grade.</summary>
public sealed record Funnel(int People, int Delivered, int Opened, int Clicked, int Acknowledged)
{
    public static Funnel Of(IReadOnlyCollection<Grade> grades)
    {
        int AtLeast(Grade grade) => grades.Count(g => g >= grade);
        return new(grades.Count, AtLeast(Grade.Delivered), AtLeast(Grade.Opened), AtLeast(Grade.Clicked), AtLeast(Grade.Acknowledged));
    }
}

/// <param name="Key">A partner's id, or a value of the dimension.</param>
public sealed record ResultLine<TKey>(TKey Key, Funnel Funnel);

/// <summary>What came of an announcement: in all, by partner, by what partners differ, by subject.</summary>
public sealed record Outcome(
    Funnel All,
    IReadOnlyList<ResultLine<Guid>> Partners,
    IReadOnlyList<ResultLine<string>> Types,
    IReadOnlyList<ResultLine<string>> Tiers,
    IReadOnlyList<ResultLine<string>> Regions,
    IReadOnlyList<ResultLine<bool>> Subjects
)
{
    public static Outcome Of(IReadOnlyCollection<ResultRow> rows) =>
        new(
            Funnel.Of([.. rows.Select(r => r.Evidence.Grade)]),
            By(rows, r => r.Partner),
            By(rows, r => r.Type),
            By(rows, r => r.Tier),
            By(rows, r => r.Region),
            By(rows, r => r.SecondSubject)
        );

    private static IReadOnlyList<ResultLine<TKey>> By<TKey>(IEnumerable<ResultRow> rows, Func<ResultRow, TKey> key) =>
        [
            .. rows.GroupBy(key)
                .Select(g => new ResultLine<TKey>(g.Key, Funnel.Of([.. g.Select(r => r.Evidence.Grade)])))
                .OrderByDescending(l => l.Funnel.People)
                .ThenBy(l => l.Key),
        ];
}
