using System.Globalization;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Rhythms;

/// <summary>The rules as the browser sends them: one form for each kind, in the order of <see cref="MeetingKind"/>.</summary>
public sealed class MeetingBookForm
{
    /// <summary>The version that was looked at.</summary>
    public int Seen { get; set; }
    public List<MeetingRuleForm> Rules { get; set; } = [];

    public static MeetingBookForm Of(PublishedMeetings published) =>
        new() { Seen = published.Number, Rules = [.. Enum.GetValues<MeetingKind>().Select(k => MeetingRuleForm.Of(published.Book.Of(k)))] };

    /// <param name="unread">What could not be read, by field.</param>
    public MeetingBook Read(Dictionary<string, string> unread) =>
        new([.. Enum.GetValues<MeetingKind>().Select((k, i) => (Rules.Count > i ? Rules[i] : new()).Read(k, unread))]);

    /// <summary>The refusal with each fault at the field where it was typed.</summary>
    public static Problem Placed(Problem problem) =>
        problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => Place(f.Key), f => f.Value) };

    private static string Place(string field)
    {
        foreach (var (i, kind) in Enum.GetValues<MeetingKind>().Index())
            if (field.StartsWith($"{kind}.", StringComparison.Ordinal))
                return $"Input.Rules[{i}].{field[$"{kind}.".Length..]}";
        return field;
    }
}

public sealed class MeetingRuleForm
{
    public string? Every { get; set; }
    public string? Weekday { get; set; }
    public string? Nth { get; set; }
    public string? At { get; set; }
    public string? Minutes { get; set; }
    public string? PerDay { get; set; }
    public bool Shared { get; set; }
    public List<string>? Types { get; set; }

    public static MeetingRuleForm Of(MeetingRule rule) =>
        new()
        {
            Every = rule.Every.ToString(),
            Weekday = rule.Weekday.ToString(),
            Nth = rule.Nth.ToString(CultureInfo.InvariantCulture),
            At = rule.At.ToString("HH:mm", CultureInfo.InvariantCulture),
            Minutes = rule.Minutes.ToString(CultureInfo.InvariantCulture),
            PerDay = rule.PerDay.ToString(CultureInfo.InvariantCulture),
            Shared = rule.Shared,
            Types = [.. rule.Types.Select(t => t.ToString())],
        };

    public MeetingRule Read(MeetingKind kind, Dictionary<string, string> unread)
    {
        var standard = MeetingRule.Standard(kind);
        if (Word<Every>(Every) is not { } every)
            unread[$"{kind}.every"] = "Choose how often.";
        else
            standard = standard with { Every = every };
        if (Word<DayOfWeek>(Weekday) is not { } weekday)
            unread[$"{kind}.weekday"] = "Choose a day of the week.";
        else
            standard = standard with { Weekday = weekday };
        if (!int.TryParse(Nth, NumberStyles.None, CultureInfo.InvariantCulture, out var nth))
            unread[$"{kind}.nth"] = "Choose which of the days.";
        if (Time(At) is not { } at)
            unread[$"{kind}.at"] = "Give a time, such as 10:00.";
        else
            standard = standard with { At = at };
        if (!int.TryParse(TypedText.Line(Minutes), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
            unread[$"{kind}.minutes"] = $"Write a number of minutes from {MeetingBookCheck.Shortest} to {MeetingBookCheck.Longest}.";
        var perDay = standard.PerDay;
        if (
            kind is MeetingKind.SalesReview
            && !int.TryParse(TypedText.Line(PerDay), NumberStyles.None, CultureInfo.InvariantCulture, out perDay)
        )
            unread[$"{kind}.perDay"] = $"Write a number from 1 to {MeetingBookCheck.MostPerDay}.";
        return standard with
        {
            Nth = nth,
            Minutes = minutes,
            PerDay = perDay,
            Shared = Shared && kind is MeetingKind.SalesReview,
            Types = [.. (Types ?? []).Select(Word<PartnerType>).OfType<PartnerType>().Distinct().Order()],
        };
    }

    internal static TimeOnly? Time(string? typed) =>
        TimeOnly.TryParseExact(TypedText.Line(typed), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : null;

    private static T? Word<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var read) && Enum.IsDefined(read) ? read : null;
}
