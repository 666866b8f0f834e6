using System.Globalization;
using Entente.Partners;
using Entente.Partners.Rules;

namespace Entente.Recruitment.Rules;

/// <summary>How a workspace recruits: published as a whole, in versions.</summary>
/// <param name="Open">Whether the public form answers.</param>
/// <param name="Weights">Of the scorecard, 0 to 100.</param>
/// <param name="Threshold">1.0 to 5.0: below it acceptance needs a written reason.</param>
/// <param name="Thresholds">Where a type of partner has another one.</param>
/// <param name="NoFreeMail">Who shows no company of its own, by site or address, is declined.</param>
/// <param name="Countries">Where we recruit, ISO 3166-1 alpha-2; empty: everywhere.</param>
/// <param name="NotSought">Types that are not sought now.</param>
/// <param name="JoinDays">An application of a company that applied within so many days joins the first that is not declined.</param>
/// <param name="MonthlyMost">New candidates a calendar month; null: as many as come.</param>
public sealed record RecruitmentBook(
    bool Open,
    IReadOnlyDictionary<FitCriterion, int> Weights,
    decimal Threshold,
    IReadOnlyDictionary<PartnerType, decimal> Thresholds,
    bool NoFreeMail,
    IReadOnlyList<string> Countries,
    IReadOnlyList<PartnerType> NotSought,
    int JoinDays,
    int? MonthlyMost
)
{
    /// <summary>Before anything is published: the form is closed, the six criteria of the standard, nothing is declined by a rule.</summary>
    public static RecruitmentBook Standard { get; } =
        new(
            false,
            new Dictionary<FitCriterion, int>
            {
                [FitCriterion.Alignment] = 25,
                [FitCriterion.Capability] = 20,
                [FitCriterion.Overlap] = 20,
                [FitCriterion.Sales] = 15,
                [FitCriterion.Resources] = 10,
                [FitCriterion.Sponsor] = 10,
            },
            3.0m,
            new Dictionary<PartnerType, decimal>(),
            false,
            [],
            [],
            90,
            null
        );

    public decimal ThresholdOf(PartnerType type) => Thresholds.TryGetValue(type, out var own) ? own : Threshold;
}

/// <summary>Why a book cannot be published, and how it reads. Pure.</summary>
public static class BookRules
{
    public const int MostWeight = 100;
    public const int MostJoinDays = 730;
    public const int MostAMonth = 10_000;

    /// <summary>Per field, what cannot be; empty when it holds together.</summary>
    public static IReadOnlyDictionary<string, string> Wrong(RecruitmentBook book)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (criterion, weight) in book.Weights)
            if (weight is < 0 or > MostWeight)
                wrong[Field(criterion)] = $"Choose a weight between 0 and {MostWeight}.";
        if (wrong.Count == 0 && book.Weights.Values.Sum() == 0)
            wrong[Field(FitCriterion.Alignment)] = "Give at least one criterion a weight: without one there is no total.";
        if (!Fits(book.Threshold))
            wrong["threshold"] = "Choose between 1.0 and 5.0, with one decimal.";
        foreach (var (type, threshold) in book.Thresholds)
            if (!Fits(threshold))
                wrong[Field(type)] = "Choose between 1.0 and 5.0, with one decimal.";
        if (book.Countries.FirstOrDefault(c => !Entente.Partners.Rules.Countries.IsCode(c)) is { } unknown)
            wrong["countries"] = $"“{unknown}” is no country.";
        if (book.NotSought.Distinct().Count() == Enum.GetValues<PartnerType>().Length)
            wrong["notSought"] = "Then nobody could apply. Close the form instead.";
        if (book.JoinDays is < 0 or > MostJoinDays)
            wrong["joinDays"] = $"Choose between 0 and {MostJoinDays} days.";
        if (book.MonthlyMost is < 1 or > MostAMonth)
            wrong["monthlyMost"] = "Choose at least 1 a month, or leave it empty for as many as come.";
        return wrong;
    }

    public static string Field(FitCriterion criterion) => $"weight[{criterion}]";

    public static string Field(PartnerType type) => $"thresholds[{type}]";

    /// <summary>The rules for applications as sentences, in the order in which they are asked.</summary>
    public static IReadOnlyList<string> Sentences(RecruitmentBook book) =>
        [
            book.Open ? "The application form is open." : "The application form is closed.",
            "An application of a company that is a partner already goes to that partner’s manager.",
            book.JoinDays == 0
                ? "Each application is a candidate of its own, also of the same company."
                : $"An application of a company that became a candidate within {Days(book.JoinDays)} joins that one; once it is declined, a new one is a candidate of its own.",
            .. book.NoFreeMail ? ["Who shows no company of its own, by website or address, is declined."] : Array.Empty<string>(),
            .. book.Countries.Count > 0
                ? [$"Who is not in {List(book.Countries.Select(Entente.Partners.Rules.Countries.Name))} is declined."]
                : Array.Empty<string>(),
            .. book.NotSought.Count > 0
                ? [$"Who wants to be {List(book.NotSought.Select(t => t.Words()))} is declined: not sought now."]
                : Array.Empty<string>(),
            book.MonthlyMost is { } most
                ? $"At most {most.ToString(CultureInfo.InvariantCulture)} new candidates a month; who comes later waits for the next month, the oldest first."
                : "As many new candidates as come.",
            "Accepting needs a complete scorecard of at least "
                + Text(book.Threshold)
                + string.Concat(book.Thresholds.OrderBy(t => t.Key).Select(t => $", {t.Key.Words()} {Text(t.Value)}"))
                + ", or a written reason.",
            "Weights: "
                + string.Join(", ", Enum.GetValues<FitCriterion>().Select(c => $"{c.Words()} {book.Weights.GetValueOrDefault(c)}"))
                + ".",
        ];

    public static string Text(decimal score) => score.ToString("0.0", CultureInfo.InvariantCulture);

    private static bool Fits(decimal threshold) => threshold is >= Fit.Least and <= Fit.Most && decimal.Round(threshold, 1) == threshold;

    private static string Days(int days) => days == 1 ? "a day" : $"{days.ToString(CultureInfo.InvariantCulture)} days";

    private static string List(IEnumerable<string> values)
    {
        var all = values.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} or {all[^1]}";
    }
}
