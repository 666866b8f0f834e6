using System.Globalization;
using Entente.Platform.Values;
using Entente.Portal.Experiences.Rules;

namespace Entente.Portal.Experiences;

/// <summary>An experience as the browser sends it.</summary>
public sealed class ExperienceForm
{
    public int? Seen { get; set; }
    public string? Name { get; set; }

    /// <summary>Empty: for everybody for whom no other is.</summary>
    public string? Segment { get; set; }
    public List<TabForm> Tabs { get; set; } = [];
    public List<SectionForm> Sections { get; set; } = [];

    /// <summary>Each tab there is, in the order of the draft; one empty place for a tab of its own; and room for sections.</summary>
    public static ExperienceForm Of(string name, PortalSheet sheet, int? seen, PortalStock stock)
    {
        var named = sheet.Tabs.Where(t => t.IsOwn || stock.Tabs.Any(s => s.Path == t.Path)).ToList();
        List<TabForm> tabs =
        [
            .. named.Select(t => new TabForm
            {
                Path = t.Path,
                Title = t.Title,
                Place = t.Place.ToString(),
            }),
            .. stock
                .Tabs.Where(s => named.TrueForAll(t => t.Path != s.Path))
                .Select(s => new TabForm { Path = s.Path, Place = s.Place.ToString() }),
        ];
        for (var i = 0; i < tabs.Count; i++)
            tabs[i].At = (i + 1).ToString(CultureInfo.InvariantCulture);
        if (named.Count(t => t.IsOwn) < PortalCheck.MostOwn)
            tabs.Add(new() { Place = nameof(TabPlace.Bar) });
        List<SectionForm> sections = [];
        foreach (
            var path in tabs.Select(t => t.Path)
                .OfType<string>()
                .Where(p => p == PortalTab.Home || p.StartsWith(PortalTab.OwnPath, StringComparison.Ordinal))
        )
        {
            var own = sheet.Tab(path)?.Sections ?? [];
            sections.AddRange(
                Enumerable
                    .Range(0, PortalCheck.MostSections)
                    .Select(i => own.ElementAtOrDefault(i))
                    .Select(s => new SectionForm
                    {
                        Tab = path,
                        Title = s?.Title,
                        Text = s?.Text,
                        Blocks = [.. s?.Blocks ?? []],
                    })
            );
        }
        return new()
        {
            Seen = seen,
            Name = name,
            Segment = sheet.Segment?.ToString(),
            Tabs = tabs,
            Sections = sections,
        };
    }

    public PortalSheet Read()
    {
        // A tab of its own that has only a title yet gets an address from it; one without a title is gone.
        var taken = new HashSet<string>(Tabs.Select(t => t.Path).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        foreach (var tab in Tabs.Where(t => string.IsNullOrEmpty(t.Path) && TypedText.Line(t.Title).Length > 0))
            tab.Path = Address(TypedText.Line(tab.Title), taken);
        return new(
            Guid.TryParse(Segment, CultureInfo.InvariantCulture, out var segment) ? segment : null,
            [
                .. Tabs.Where(t =>
                        t.Path is { Length: > 0 and <= 80 } path
                        && (!path.StartsWith(PortalTab.OwnPath, StringComparison.Ordinal) || TypedText.Line(t.Title).Length > 0)
                    )
                    .Take(60)
                    .Select(
                        (t, i) =>
                            (Tab: t, Order: int.TryParse(t.At, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 1000 + i)
                    )
                    .OrderBy(t => t.Order)
                    .Select(t => new PortalTab(
                        t.Tab.Path!,
                        TypedText.Line(t.Tab.Title),
                        Enum.TryParse<TabPlace>(t.Tab.Place, out var place) && Enum.IsDefined(place) ? place : TabPlace.Bar,
                        Of(t.Tab.Path!)
                    )),
            ]
        );
    }

    private IReadOnlyList<PortalSection> Of(string path) =>
        [
            .. Sections
                .Where(s => s.Tab == path)
                .Take(PortalCheck.MostSections)
                .Select(s => new PortalSection(
                    TypedText.Line(s.Title),
                    TypedText.Lines(s.Text),
                    [.. (s.Blocks ?? []).Where(b => b.Length is > 0 and <= 40)]
                ))
                .Where(s => !s.IsEmpty),
        ];

    private static string Address(string title, HashSet<string> taken)
    {
        var words = new string([.. title.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ').Take(40)])
            .Trim()
            .Replace(' ', '-');
        var stem = PortalTab.OwnPath + (words.Length > 0 ? words : "tab");
        var path = stem;
        for (var n = 2; !taken.Add(path); n++)
            path = $"{stem}-{n.ToString(CultureInfo.InvariantCulture)}";
        return path;
    }
}

public sealed class TabForm
{
    /// <summary>Empty: a tab of its own that is new.</summary>
    public string? Path { get; set; }
    public string? Title { get; set; }
    public string? Place { get; set; }

    /// <summary>Its number in the order.</summary>
    public string? At { get; set; }
}

public sealed class SectionForm
{
    public string? Tab { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public List<string>? Blocks { get; set; }
}
