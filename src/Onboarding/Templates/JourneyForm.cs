using System.Globalization;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Onboarding.Templates;

/// <summary>A template as the browser sends it. A line without words is an empty one, and left out.</summary>
public sealed class JourneyForm
{
    /// <summary>The version that was looked at.</summary>
    public int Seen { get; set; }
    public List<StepForm> Steps { get; set; } = [];
    public List<string>? ActivatedBy { get; set; }
    public bool Any { get; set; }

    /// <summary>Of a segment's: its place among several.</summary>
    public string? Place { get; set; }

    /// <summary>With three empty lines, to add more.</summary>
    public static JourneyForm Of(PublishedJourney published) =>
        new()
        {
            Seen = published.Number,
            Steps =
            [
                .. published.Template.Steps.Select(StepForm.Of),
                .. Enumerable.Range(0, 3).Select(_ => new StepForm { Key = Tokens.New()[..12] }),
            ],
            ActivatedBy = [.. published.Template.ActivatedBy.Select(f => f.ToString())],
            Any = !published.Template.All,
            Place = published.Template.Segment is null ? null : published.Template.Place.ToString(CultureInfo.InvariantCulture),
        };

    /// <param name="unread">What could not be read, by field.</param>
    public JourneyTemplate Read(PartnerType? type, SegmentId? segment, Dictionary<string, string> unread)
    {
        List<JourneyStep> steps = [];
        foreach (var line in Kept)
            steps.Add(line.Read($"steps[{steps.Count}]", unread));
        return new(type, steps, [.. (ActivatedBy ?? []).Select(Fact).OfType<JourneyFact>().Distinct().Order()], !Any)
        {
            Segment = segment,
            Place = segment is null ? 0 : PlaceOf(unread),
        };
    }

    private int PlaceOf(Dictionary<string, string> unread)
    {
        if (int.TryParse(TypedText.Line(Place), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return place;
        unread["place"] = "Write a whole number.";
        return 0;
    }

    /// <summary>The refusal with each fault at the field where it was typed.</summary>
    public Problem Placed(Problem problem)
    {
        List<int> kept = [.. Steps.Index().Where(i => !i.Item.IsEmpty).Select(i => i.Index)];
        return problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => At(f.Key, kept), f => f.Value) };
    }

    internal static JourneyFact? Fact(string? word) => Enum.TryParse<JourneyFact>(word, out var fact) && Enum.IsDefined(fact) ? fact : null;

    private IEnumerable<StepForm> Kept => Steps.Take(JourneyCheck.MostSteps + 4).Where(s => !s.IsEmpty);

    private static string At(string field, List<int> kept)
    {
        for (var i = 0; i < kept.Count; i++)
            if (field.StartsWith($"steps[{i}].", StringComparison.Ordinal))
                return $"Input.Steps[{kept[i]}].{field[$"steps[{i}].".Length..]}";
        return field;
    }
}

public sealed class StepForm
{
    public string? Key { get; set; }
    public string? Title { get; set; }
    public string? Side { get; set; } = nameof(PlanSide.Partner);
    public string? Fact { get; set; }
    public string? After { get; set; }
    public string? Days { get; set; }
    public bool Evidence { get; set; }

    /// <summary>Crossed out.</summary>
    public bool Gone { get; set; }

    public bool IsEmpty => Gone || string.IsNullOrWhiteSpace(Title);

    public static StepForm Of(JourneyStep step) =>
        new()
        {
            Key = step.Key,
            Title = step.Title,
            Side = step.Side.ToString(),
            Fact = step.Fact?.ToString(),
            After = step.After,
            Days = step.Days.ToString(CultureInfo.InvariantCulture),
            Evidence = step.Evidence,
        };

    public JourneyStep Read(string at, Dictionary<string, string> unread)
    {
        if (!int.TryParse(TypedText.Line(Days), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
            unread[$"{at}.days"] = "Write a whole number of business days.";
        return new(
            TypedText.Token(Key, 40) ?? at,
            TypedText.Line(Title),
            Side == nameof(PlanSide.Vendor) ? PlanSide.Vendor : PlanSide.Partner,
            JourneyForm.Fact(Fact),
            TypedText.Token(After, 40),
            days,
            Evidence
        );
    }
}
