namespace Entente.Portal.Experiences.Rules;

/// <summary>Why an experience cannot be kept; by field.</summary>
public static class PortalCheck
{
    public const int LongestTitle = 40;
    public const int LongestText = 4000;
    public const int MostSections = 4;
    public const int MostOwn = 3;

    /// <param name="blocks">Ids of the blocks there are.</param>
    public static IReadOnlyDictionary<string, string> Unfit(string name, PortalSheet sheet, IReadOnlySet<string> blocks)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (name.Length is 0 or > Experience.LongestName)
            wrong["name"] = $"Name the layout, up to {Experience.LongestName} characters.";
        if (sheet.Tabs.Any(t => t.Path == PortalTab.Home && t.Place is not TabPlace.Bar))
            wrong["tabs"] = "The home stays in the bar: it says what waits for the partner.";
        else if (sheet.Tabs.Any(t => t.Title.Length > LongestTitle))
            wrong["tabs"] = $"Keep the title of a tab within {LongestTitle} characters.";
        else if (sheet.Tabs.Any(t => t.IsOwn && t.Title.Length == 0))
            wrong["tabs"] = "Give a tab of your own a title.";
        else if (sheet.Tabs.Count(t => t.IsOwn) > MostOwn)
            wrong["tabs"] = $"Make at most {MostOwn} tabs of your own.";
        var sections = sheet.Tabs.SelectMany(t => t.Sections).ToList();
        if (sections.Exists(s => s.Title.Length > 2 * LongestTitle))
            wrong["sections"] = $"Keep a heading within {2 * LongestTitle} characters.";
        else if (sections.Exists(s => s.Text.Length > LongestText))
            wrong["sections"] = $"Keep a text within {LongestText} characters.";
        else if (sections.SelectMany(s => s.Blocks).Any(b => !blocks.Contains(b)))
            wrong["sections"] = "Choose blocks from the list.";
        else if (sheet.Tabs.Any(t => t.Sections.SelectMany(s => s.Blocks).GroupBy(b => b).Any(g => g.Count() > 1)))
            wrong["sections"] = "Put each block once on a tab.";
        return wrong;
    }
}
