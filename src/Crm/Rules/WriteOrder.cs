using Entente.Crm.Write;

namespace Entente.Crm.Rules;

/// <summary>Which of two write-backs goes first.</summary>
internal static class WriteOrder
{
    /// <summary>The earlier one; of two of the same instant, the lower id.</summary>
    public static bool Before((DateTimeOffset At, CrmWriteId Id) one, (DateTimeOffset At, CrmWriteId Id) other) =>
        one.At < other.At || (one.At == other.At && one.Id.Value.CompareTo(other.Id.Value) < 0);

    /// <summary>The records these steps write to, or link with: two write-backs with a key in common go one after the other.</summary>
    public static IReadOnlyList<string> Keys(IReadOnlyList<CrmWriteStep> steps) => [.. steps.SelectMany(Keys).Distinct()];

    private static IEnumerable<string> Keys(CrmWriteStep step)
    {
        yield return $"{step.Kind} e:{step.EntenteId}";
        if (step.CrmId is { } id)
            yield return $"{step.Kind} c:{id}";
        foreach (var link in step.Links.Where(l => l.EntenteId is not null))
            yield return $"{link.To} e:{link.EntenteId}";
    }
}
