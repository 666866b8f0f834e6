using System.Globalization;
using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Plans.Templates;

/// <summary>A template as the browser sends it. A line without words is an empty one, and left out.</summary>
public sealed class TemplateForm
{
    /// <summary>The version that was looked at.</summary>
    public int Seen { get; set; }
    public List<LineForm> Items { get; set; } = [];

    /// <summary>With three empty lines, to add more.</summary>
    public static TemplateForm Of(PublishedTemplate published) =>
        new() { Seen = published.Number, Items = [.. published.Template.Items.Select(LineForm.Of), new(), new(), new()] };

    /// <param name="unread">What could not be read, by field.</param>
    public PlanTemplate Read(PlanMotion motion, Dictionary<string, string> unread)
    {
        var lines = new List<(int Order, TemplateItem Item)>();
        foreach (var line in Kept)
        {
            var days = Number(line.Days, $"items[{lines.Count}].days", unread);
            lines.Add(
                (
                    int.TryParse(line.Order, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue,
                    new(
                        TypedText.Line(line.Title),
                        line.Side == nameof(PlanSide.Vendor) ? PlanSide.Vendor : PlanSide.Partner,
                        days,
                        line.Evidence
                    )
                )
            );
        }
        var ordered = lines.OrderBy(l => l.Order).Select(l => l.Item).ToList();
        // Faults name lines as they stand on the page; the order counts once there are none.
        List<TemplateItem> asTyped = [.. lines.Select(l => l.Item)];
        return new(motion, unread.Count > 0 || Rules.Templates.Wrong(new(motion, asTyped)).Count > 0 ? asTyped : ordered);
    }

    /// <summary>The refusal with each fault at the field where it was typed.</summary>
    public Problem Placed(Problem problem)
    {
        List<int> kept = [.. Items.Index().Where(i => !i.Item.IsEmpty).Select(i => i.Index)];
        return problem.Fields is null
            ? problem
            : problem with
            {
                Fields = problem.Fields.ToDictionary(f => Place(f.Key, kept), f => f.Value),
            };
    }

    private IEnumerable<LineForm> Kept => Items.Take(Rules.Templates.MostItems + 4).Where(i => !i.IsEmpty);

    private static string Place(string field, List<int> kept)
    {
        for (var i = 0; i < kept.Count; i++)
            if (field.StartsWith($"items[{i}].", StringComparison.Ordinal))
                return $"Input.Items[{kept[i]}].{field[$"items[{i}].".Length..]}";
        return field;
    }

    private static int Number(string? typed, string field, Dictionary<string, string> unread)
    {
        if (int.TryParse(TypedText.Line(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        unread[field] = "Write a whole number of business days.";
        return 0;
    }
}

public sealed class LineForm
{
    public string? Order { get; set; }
    public string? Title { get; set; }
    public string? Side { get; set; } = nameof(PlanSide.Partner);
    public string? Days { get; set; }
    public bool Evidence { get; set; }

    /// <summary>Crossed out.</summary>
    public bool Gone { get; set; }

    public bool IsEmpty => Gone || string.IsNullOrWhiteSpace(Title);

    public static LineForm Of(TemplateItem item, int at) =>
        new()
        {
            Order = (at + 1).ToString(CultureInfo.InvariantCulture),
            Title = item.Title,
            Side = item.Side.ToString(),
            Days = item.Days.ToString(CultureInfo.InvariantCulture),
            Evidence = item.Evidence,
        };
}
