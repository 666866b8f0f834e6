using System.Globalization;
using System.Text;
using Entente.Crm.Mapping;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Values;

namespace Entente.Pipeline.Playbooks;

/// <summary>A motion's stages as the browser sends them. A criterion without words and without a fact is an empty line, and left out.</summary>
public sealed class PlaybookForm
{
    /// <summary>The version that was looked at.</summary>
    public int Seen { get; set; }
    public List<StageForm> Stages { get; set; } = [];

    /// <summary>With two empty lines after each stage's criteria, to add more.</summary>
    public static PlaybookForm Of(PublishedPlaybook published) =>
        new() { Seen = published.Number, Stages = [.. published.Playbook.Stages.Select(StageForm.Of)] };

    /// <summary>The refusal with each fault at the field where it was typed: lines that are left out still stand on the page.</summary>
    public Problem Placed(Problem problem) =>
        problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => Place(f.Key), f => f.Value) };

    private string Place(string field)
    {
        for (var s = 0; s < Stages.Count; s++)
        {
            var kept = Stages[s].Exit.Index().Where(e => !e.Item.IsEmpty).Select(e => e.Index).ToList();
            for (var c = 0; c < kept.Count; c++)
                if (field.StartsWith(At(s, c), StringComparison.Ordinal))
                    return "Input." + At(s, kept[c]) + field[At(s, c).Length..];
        }
        return field.Contains('.', StringComparison.Ordinal) && !field.EndsWith(".exit", StringComparison.Ordinal)
            ? "Input." + field
            : field;
    }

    private static string At(int stage, int criterion) =>
        string.Create(CultureInfo.InvariantCulture, $"stages[{stage}].exit[{criterion}].");

    public Playbook Read(string motion) => new(motion, [.. Stages.Take(Playbook.StageCount + 1).Select(s => s.Read())]);
}

public sealed class StageForm
{
    public string? Name { get; set; }
    public string? From { get; set; }
    public List<CriterionForm> Exit { get; set; } = [];

    public static StageForm Of(MotionStage stage) =>
        new()
        {
            Name = stage.Name,
            From = stage.From?.ToString() ?? PlaybookWords.ByHand,
            Exit = [.. stage.Exit.Select(CriterionForm.Of), new(), new()],
        };

    public MotionStage Read() =>
        new(
            TypedText.Line(Name),
            From == PlaybookWords.ByHand ? null
                : Enum.TryParse<EntenteStage>(From, out var from) && Enum.IsDefined(from) ? from
                : EntenteStage.Lost,
            [.. Exit.Take(PlaybookCheck.MostCriteria + 2).Where(c => !c.IsEmpty).Select(c => c.Read())]
        );
}

public sealed class CriterionForm
{
    /// <summary>Kept from the version that was looked at, so that evidence stays with its criterion.</summary>
    public string? Key { get; set; }
    public string? Words { get; set; }
    public string? Short { get; set; }
    public string? Fact { get; set; }
    public string? Weight { get; set; }

    /// <summary>Crossed out.</summary>
    public bool Gone { get; set; }

    public bool IsEmpty => Gone || (string.IsNullOrWhiteSpace(Words) && string.IsNullOrEmpty(Fact));

    public static CriterionForm Of(Criterion criterion) =>
        new()
        {
            Key = criterion.Key,
            Words = criterion.Words,
            Short = criterion.Short,
            Fact = criterion.Fact?.ToString() ?? "",
            Weight = criterion.Weight.ToString(),
        };

    public Criterion Read()
    {
        var fact = Enum.TryParse<MotionFact>(Fact, out var known) && Enum.IsDefined(known) ? known : (MotionFact?)null;
        var words = TypedText.Line(Words) is { Length: > 0 } typed ? typed : fact?.Words() ?? "";
        var chip = TypedText.Line(Short) is { Length: > 0 } given ? given : FirstWords(words);
        return new(
            KeyOf(fact, words),
            words,
            chip,
            fact,
            Enum.TryParse<Weight>(Weight, out var weight) && Enum.IsDefined(weight) ? weight : Rules.Motions.Weight.Blocks
        );
    }

    // A fact has one key, whatever its words; evidence keeps the key it was shown under.
    private string KeyOf(MotionFact? fact, string words) =>
        fact is { } looked ? StandardPlaybooks.KeyOf(looked)
        : Key is { Length: > 0 and <= 80 } kept && !kept.StartsWith("fact-", StringComparison.Ordinal) ? kept
        : Slug(words);

    private static string Slug(string words)
    {
        var slug = new StringBuilder();
        foreach (var c in words.ToLowerInvariant())
            if (char.IsLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        var text = slug.ToString().Trim('-');
        return text.Length > 60 ? text[..60] : text;
    }

    private static string FirstWords(string words) =>
        words.Length <= PlaybookCheck.LongestChip ? words
        : words[..PlaybookCheck.LongestChip].Split(' ') is [.., _] parts && parts.Length > 1 ? string.Join(' ', parts[..^1])
        : words[..PlaybookCheck.LongestChip];
}
