using System.Globalization;
using Entente.Engagement.Rules;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Engagement.Write;

/// <summary>An announcement as the browser sends it: everything as typed, times in the workspace's zone.</summary>
public sealed class AnnouncementForm
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm";
    private const string Day = "yyyy-MM-dd";

    /// <summary>The draft's version that was looked at; null: a new one.</summary>
    public int? Seen { get; set; }
    public List<TextForm> Texts { get; set; } = [];
    public List<GroupForm> Groups { get; set; } = [];
    public bool Mail { get; set; }
    public string? StartsAt { get; set; }
    public string? ExpiresAt { get; set; }
    public string? AcknowledgeBy { get; set; }
    public List<string>? Motions { get; set; }
    public List<string>? Stages { get; set; }

    public static AnnouncementForm Empty => new() { Mail = true, Texts = [new() { Language = "en" }] };

    public static AnnouncementForm Of(AnnouncementSheet sheet, int seen, TimeZoneInfo zone) =>
        new()
        {
            Seen = seen,
            Texts = [.. sheet.Texts.Select(TextForm.Of)],
            Groups = [.. sheet.Audience.Groups.Select(GroupForm.Of)],
            Mail = sheet.ByMail,
            StartsAt = Local(sheet.StartsAt, zone),
            ExpiresAt = Local(sheet.ExpiresAt, zone),
            AcknowledgeBy = sheet.AcknowledgeBy?.ToString(Day, CultureInfo.InvariantCulture),
            Motions = [.. sheet.Motions],
            Stages = [.. sheet.Stages],
        };

    /// <summary>One more empty place for a text and for a group, as far as there may be.</summary>
    public AnnouncementForm WithRoom()
    {
        Texts = [.. Texts.Take(1), .. Texts.Skip(1).Where(t => !t.IsEmpty)];
        if (Texts.Count == 0)
            Texts.Add(new() { Language = "en" });
        if (Texts.Count < SheetCheck.MostTexts)
            Texts.Add(new());
        Groups = [.. Groups.Take(1), .. Groups.Skip(1).Where(g => !g.IsEmpty)];
        while (Groups.Count < SheetCheck.MostGroups)
            Groups.Add(new());
        return this;
    }

    /// <param name="unread">Takes what cannot be read, by field.</param>
    public AnnouncementSheet Read(TimeZoneInfo zone, Dictionary<string, string> unread)
    {
        List<AudienceGroup> groups =
        [
            .. Groups
                .Take(SheetCheck.MostGroups)
                .Select((g, i) => (Form: g, i))
                .Where(g => g.i == 0 || !g.Form.IsEmpty)
                .Select(g => g.Form.Read()),
        ];
        return new(
            ReadTexts(),
            new(groups),
            Mail,
            Instant(StartsAt, zone, "startsAt", unread),
            Instant(ExpiresAt, zone, "expiresAt", unread),
            DayOf(AcknowledgeBy, "acknowledgeBy", unread),
            Known(Motions),
            Known(Stages)
        );
    }

    public IReadOnlyList<NewsText> ReadTexts() =>
        Texts.Count == 0
            ? [new("en", "", "")]
            : [.. Texts.Take(SheetCheck.MostTexts).Where((t, i) => i == 0 || !t.IsEmpty).Select(t => t.Read())];

    /// <summary>The refusal with each fault at the place where it was typed: texts that were left empty have a place on the page too.</summary>
    public Problem Placed(Problem problem)
    {
        if (problem.Fields is null)
            return problem;
        List<int> places = [.. Texts.Select((t, i) => (t, i)).Where(t => t.i == 0 || !t.t.IsEmpty).Select(t => t.i)];
        return problem with
        {
            Fields = problem.Fields.ToDictionary(
                f =>
                    f.Key.StartsWith("texts[", StringComparison.Ordinal)
                    && f.Key.IndexOf(']', StringComparison.Ordinal) is var end
                    && int.TryParse(f.Key.AsSpan(6, end - 6), CultureInfo.InvariantCulture, out var n)
                    && n < places.Count
                        ? $"Input.Texts[{places[n].ToString(CultureInfo.InvariantCulture)}{f.Key[end..]}"
                        : f.Key,
                f => f.Value,
                StringComparer.OrdinalIgnoreCase
            ),
        };
    }

    private static List<string> Known(List<string>? typed) =>
        [.. (typed ?? []).Where(t => t.Length is > 0 and <= 40).Distinct(StringComparer.Ordinal)];

    private static string? Local(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString(Moment, CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Instant(string? typed, TimeZoneInfo zone, string field, Dictionary<string, string> unread)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (
            DateTime.TryParseExact(
                typed.Trim(),
                [Moment, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
            return LocalTime.FirstInstantOf(local, zone);
        unread[field] = "Write a day and a time, such as 2026-06-30 17:00.";
        return null;
    }

    private static DateOnly? DayOf(string? typed, string field, Dictionary<string, string> unread)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (DateOnly.TryParseExact(typed.Trim(), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        unread[field] = "Write a day, such as 2026-06-30.";
        return null;
    }
}

public sealed class TextForm
{
    public string? Language { get; set; }
    public string? Title { get; set; }
    public string? Body { get; set; }
    public string? SecondSubject { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Body);

    public static TextForm Of(NewsText text) =>
        new()
        {
            Language = text.Language,
            Title = text.Title,
            Body = text.Body,
            SecondSubject = text.SecondSubject,
        };

    public NewsText Read() => new(TypedText.Line(Language), TypedText.Line(Title), TypedText.Lines(Body), TypedText.Line(SecondSubject));
}

/// <summary>One group of the audience: what is left empty asks for nothing.</summary>
public sealed class GroupForm
{
    public List<string>? Types { get; set; }
    public List<string>? Tiers { get; set; }
    public List<string>? Regions { get; set; }
    public string? Countries { get; set; }
    public List<string>? Motions { get; set; }
    public List<string>? Roles { get; set; }
    public List<string>? Partners { get; set; }
    public List<string>? Segments { get; set; }
    public string? Registered { get; set; }
    public string? Silent { get; set; }

    public bool IsEmpty => Read().Rules.Count == 0;

    public static GroupForm Of(AudienceGroup group)
    {
        List<string> Of(Facet facet) => [.. group.Rules.Where(r => r.Facet == facet).SelectMany(r => r.Values)];
        return new()
        {
            Types = Of(Facet.Type),
            Tiers = Of(Facet.Tier),
            Regions = Of(Facet.Region),
            Countries = string.Join(", ", Of(Facet.Country)),
            Motions = Of(Facet.Motion),
            Roles = Of(Facet.Role),
            Partners = Of(Facet.Partner),
            Segments = Of(Facet.Segment),
            Registered = Of(Facet.Registered).FirstOrDefault(),
            Silent = Of(Facet.Silent).FirstOrDefault(),
        };
    }

    public AudienceGroup Read()
    {
        var rules = new List<AudienceRule>();
        void Add(Facet facet, IEnumerable<string?>? typed)
        {
            List<string> values =
            [
                .. (typed ?? []).Select(TypedText.Line).Where(v => v.Length is > 0 and <= 80).Distinct(StringComparer.Ordinal),
            ];
            if (values.Count > 0)
                rules.Add(new(facet, values));
        }
        Add(Facet.Type, Types);
        Add(Facet.Tier, Tiers);
        Add(Facet.Region, Regions);
        Add(Facet.Country, (Countries ?? "").ToUpperInvariant().Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries));
        Add(Facet.Motion, Motions);
        Add(Facet.Role, Roles);
        Add(Facet.Partner, Partners);
        Add(Facet.Segment, Segments);
        Add(Facet.Registered, [Registered]);
        Add(Facet.Silent, [Silent]);
        return new(rules);
    }
}
