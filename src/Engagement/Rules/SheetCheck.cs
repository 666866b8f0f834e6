using System.Text.RegularExpressions;

namespace Entente.Engagement.Rules;

/// <summary>Why an announcement cannot be kept, or not yet be published; by field.</summary>
public static partial class SheetCheck
{
    public const int LongestTitle = 120;
    public const int LongestBody = 8000;
    public const int MostTexts = 6;
    public const int MostGroups = 3;

    /// <summary>No day of it lies further ahead: it would be a typing error.</summary>
    public const int MostYears = 10;

    private static readonly string TooFar = $"Choose a day within {MostYears} years.";

    /// <summary>A draft may be unfinished; what it holds fits.</summary>
    public static IReadOnlyDictionary<string, string> Unfit(AnnouncementSheet sheet)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < sheet.Texts.Count; i++)
        {
            var text = sheet.Texts[i];
            if (text.Title.Length > LongestTitle)
                wrong[$"texts[{i}].title"] = $"Keep the title within {LongestTitle} characters.";
            if (text.SecondSubject.Length > LongestTitle)
                wrong[$"texts[{i}].secondSubject"] = $"Keep the subject within {LongestTitle} characters.";
            if (text.Body.Length > LongestBody)
                wrong[$"texts[{i}].body"] = $"Keep the text within {LongestBody} characters.";
            if (!Code().IsMatch(text.Language))
                wrong[$"texts[{i}].language"] = "Write a language code, such as en, de or pt-BR.";
            else if (sheet.Texts.Take(i).Any(t => string.Equals(t.Language, text.Language, StringComparison.OrdinalIgnoreCase)))
                wrong[$"texts[{i}].language"] = "There is a text in this language already.";
        }
        foreach (var rule in sheet.Audience.Rules)
            if (rule.Facet is Facet.Registered or Facet.Silent && rule.Values.Any(v => Segments.Days(v) is null))
                wrong["audience"] = $"Write a number of days, up to {Segments.LongestDays}.";
        return wrong;
    }

    /// <param name="today">In the workspace's zone.</param>
    /// <param name="starts">The day on which it goes out, in the same zone; null: today.</param>
    /// <param name="expires">The day on which it is gone, in the same zone.</param>
    public static IReadOnlyDictionary<string, string> NotReady(
        AnnouncementSheet sheet,
        DateTimeOffset now,
        DateOnly today,
        DateOnly? starts,
        DateOnly? expires
    )
    {
        var wrong = new Dictionary<string, string>(Unfit(sheet), StringComparer.Ordinal);
        for (var i = 0; i < sheet.Texts.Count; i++)
        {
            if (sheet.Texts[i].Title.Length == 0)
                wrong.TryAdd($"texts[{i}].title", "Give it a title.");
            if (sheet.Texts[i].Body.Length == 0)
                wrong.TryAdd($"texts[{i}].body", "Write what there is to know.");
        }
        if (sheet.Audience.Groups.Count == 0)
            wrong.TryAdd("audience", "Say who it is for.");
        if (sheet.StartsAt > now.AddYears(MostYears))
            wrong.TryAdd("startsAt", TooFar);
        if (sheet.ExpiresAt > now.AddYears(MostYears))
            wrong.TryAdd("expiresAt", TooFar);
        else if (sheet.ExpiresAt is { } end && end <= (sheet.StartsAt > now ? sheet.StartsAt : now))
            wrong.TryAdd("expiresAt", "It would be gone before anybody sees it.");
        if (sheet.AcknowledgeBy < today)
            wrong.TryAdd("acknowledgeBy", "This day has passed.");
        else if (sheet.AcknowledgeBy < starts)
            wrong.TryAdd("acknowledgeBy", "On this day nobody has it yet: it goes out later.");
        else if (sheet.AcknowledgeBy > today.AddYears(MostYears))
            wrong.TryAdd("acknowledgeBy", TooFar);
        else if (sheet.AcknowledgeBy >= expires)
            wrong.TryAdd("acknowledgeBy", "It has to be there on the last day to confirm it: let it expire later.");
        return wrong;
    }

    /// <summary>As in BCP 47, as far as languages of texts need it.</summary>
    public static bool IsLanguage(string code) => Code().IsMatch(code);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
