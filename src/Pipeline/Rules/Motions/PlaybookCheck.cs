using System.Globalization;
using Entente.Crm.Mapping;

namespace Entente.Pipeline.Rules.Motions;

/// <summary>When a motion's stages cannot be published. Fields are those of its form: <c>stages[1].name</c>, <c>stages[1].exit[0].words</c>.</summary>
internal static class PlaybookCheck
{
    public const int LongestName = 40;
    public const int LongestWords = 160;
    public const int LongestChip = 24;
    public const int MostCriteria = 12;

    public static IReadOnlyDictionary<string, string> Wrong(Playbook playbook)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (playbook.Stages.Count != Playbook.StageCount)
            wrong["stages"] = "A motion has five stages.";
        for (var i = 0; i < playbook.Stages.Count; i++)
            Stage(wrong, playbook, i);
        foreach (var twice in playbook.Criteria.GroupBy(c => c.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            wrong.TryAdd("stages", $"“{twice.First().Words}” stands in two stages. One criterion belongs to one stage.");
        return wrong;
    }

    private static void Stage(Dictionary<string, string> wrong, Playbook playbook, int i)
    {
        var (stage, at) = (playbook.Stages[i], string.Create(CultureInfo.InvariantCulture, $"stages[{i}]"));
        if (stage.Name.Length is 0 or > LongestName)
            wrong[at + ".name"] = $"Name the stage in up to {LongestName} characters.";
        else if (playbook.Stages.Take(i).Any(s => string.Equals(s.Name, stage.Name, StringComparison.OrdinalIgnoreCase)))
            wrong[at + ".name"] = "Another stage has this name.";
        if (Order(playbook, i) is { } order)
            wrong[at + ".from"] = order;
        if (stage.Exit.Count is 0)
            wrong[at + ".exit"] = "Say what must be true before a deal leaves this stage.";
        else if (stage.Exit.Count > MostCriteria)
            wrong[at + ".exit"] = $"Keep to {MostCriteria} criteria: nobody works through more.";
        for (var c = 0; c < stage.Exit.Count; c++)
            One(wrong, stage.Exit[c], string.Create(CultureInfo.InvariantCulture, $"{at}.exit[{c}]"));
    }

    private static string? Order(Playbook playbook, int i)
    {
        var from = playbook.Stages[i].From;
        if (i == 0)
            return from is EntenteStage.Introduced ? null : "A motion begins where the CRM’s pipeline begins: with Introduced.";
        if (from is EntenteStage.Lost)
            return "A lost deal has left the motion.";
        var before = playbook.Stages[i - 1].From;
        if (from is null)
            return before is null or EntenteStage.Won
                ? null
                : "A stage that no stage of the CRM means can only follow the one that is won.";
        return before is null || before >= from ? "This must come later in the CRM than the stage before it." : null;
    }

    private static void One(Dictionary<string, string> wrong, Criterion criterion, string at)
    {
        if (criterion.Words.Length is 0 or > LongestWords)
            wrong[at + ".words"] = $"Write the criterion in up to {LongestWords} characters.";
        if (criterion.Short.Length is 0 or > LongestChip)
            wrong[at + ".short"] = $"Give it a short name of up to {LongestChip} characters.";
        if (criterion.Key.Length == 0)
            wrong[at + ".words"] = "Write the criterion with letters or digits.";
        if (criterion.Fact is { } fact && !Enum.IsDefined(fact))
            wrong[at + ".fact"] = "Nobody can measure this. Choose what is looked up, or let somebody show it.";
    }
}
