using System.Globalization;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;

namespace Entente.Recruitment.Book;

/// <summary>How the workspace recruits, as the browser sends it.</summary>
public sealed class BookForm
{
    /// <summary>The version on the page.</summary>
    public int Seen { get; set; }
    public bool Open { get; set; }
    public Dictionary<string, string?> Weight { get; set; } = [];
    public string? Threshold { get; set; }
    public Dictionary<string, string?> Thresholds { get; set; } = [];
    public bool NoFreeMail { get; set; }
    public string? Countries { get; set; }
    public List<string> NotSought { get; set; } = [];
    public string? JoinDays { get; set; }
    public string? MonthlyMost { get; set; }
    public string? Note { get; set; }

    public static BookForm Of(RecruitmentBook book, int seen) =>
        new()
        {
            Seen = seen,
            Open = book.Open,
            Weight = Enum.GetValues<FitCriterion>().ToDictionary(c => c.ToString(), c => (string?)Text(book.Weights.GetValueOrDefault(c))),
            Threshold = BookRules.Text(book.Threshold),
            Thresholds = book.Thresholds.ToDictionary(t => t.Key.ToString(), t => (string?)BookRules.Text(t.Value)),
            NoFreeMail = book.NoFreeMail,
            Countries = string.Join(", ", book.Countries),
            NotSought = [.. book.NotSought.Select(t => t.ToString())],
            JoinDays = Text(book.JoinDays),
            MonthlyMost = book.MonthlyMost is { } most ? Text(most) : "",
        };

    /// <param name="unread">What could not be read, by field.</param>
    public RecruitmentBook Read(Dictionary<string, string> unread)
    {
        var countries = TypedText
            .Line(Countries)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(c => (Typed: c, Code: Entente.Partners.Rules.Countries.Code(c)))
            .ToList();
        if (countries.Find(c => c.Code is null).Typed is { } unknown)
            unread["countries"] = $"“{unknown}” is no country.";
        var thresholds = new Dictionary<PartnerType, decimal>();
        foreach (var type in Enum.GetValues<PartnerType>())
            if (TypedText.Line(Thresholds.GetValueOrDefault(type.ToString())).Length > 0)
                thresholds[type] = Score(Thresholds[type.ToString()], BookRules.Field(type), unread);
        return new(
            Open,
            Enum.GetValues<FitCriterion>()
                .ToDictionary(c => c, c => Number(Weight.GetValueOrDefault(c.ToString()), BookRules.Field(c), 0, unread)),
            Score(Threshold, "threshold", unread),
            thresholds,
            NoFreeMail,
            [.. countries.Select(c => c.Code).OfType<string>().Distinct()],
            [
                .. NotSought
                    .Where(t => Enum.TryParse<PartnerType>(t, out var known) && Enum.IsDefined(known))
                    .Select(Enum.Parse<PartnerType>)
                    .Distinct(),
            ],
            Number(JoinDays, "joinDays", 0, unread),
            TypedText.Line(MonthlyMost).Length == 0 ? null : Number(MonthlyMost, "monthlyMost", 1, unread)
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? typed, string field, int fallback, Dictionary<string, string> unread)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0)
            return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        unread[field] = "Write a whole number.";
        return fallback;
    }

    private static decimal Score(string? typed, string field, Dictionary<string, string> unread)
    {
        if (decimal.TryParse(TypedText.Line(typed), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score))
            return score;
        unread[field] = "Write a number from 1.0 to 5.0, such as 3.5.";
        return Fit.Least;
    }
}
