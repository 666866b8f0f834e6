using System.Globalization;
using Entente.Platform.Values;

namespace Entente.Pipeline.Work;

/// <summary>The forms of a deal's page, as the browser sends them: each fills what is its own.</summary>
public sealed class DealForm
{
    /// <summary>The stage that was looked at, from 1.</summary>
    public int From { get; set; }
    public List<ShownForm> Shown { get; set; } = [];
    public string? NextStep { get; set; }
    public string? Note { get; set; }

    /// <summary>What was written, by the criterion's key; empty lines left out.</summary>
    public IReadOnlyDictionary<string, string> Evidence() =>
        Shown
            .Where(s => !string.IsNullOrEmpty(s.Key) && !string.IsNullOrWhiteSpace(s.Words))
            .DistinctBy(s => s.Key)
            .ToDictionary(s => s.Key!, s => s.Words!, StringComparer.Ordinal);

    /// <summary>The refusal with each fault at the line where it was typed.</summary>
    public Problem Placed(Problem problem) =>
        problem.Fields is null
            ? problem
            : problem with
            {
                Fields = problem.Fields.ToDictionary(
                    f =>
                        Shown.FindIndex(s => s.Key == f.Key) is >= 0 and var at
                            ? string.Create(CultureInfo.InvariantCulture, $"Input.Shown[{at}].Words")
                            : f.Key,
                    f => f.Value
                ),
            };
}

/// <summary>A criterion and what shows it.</summary>
public sealed class ShownForm
{
    public string? Key { get; set; }
    public string? Words { get; set; }
}
