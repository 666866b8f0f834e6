using Entente.Crm.Write;

namespace Entente.Crm.Rules;

/// <summary>Which of two write-backs goes first.</summary>
internal static class WriteOrder
{
    /// <summary>The earlier one; of two of the same instant, the lower id.</summary>
    public static bool Before((DateTimeOffset At, CrmWriteId Id) one, (DateTimeOffset At, CrmWriteId Id) other) =>
        one.At < other.At || (one.At == other.At && one.Id.Value.CompareTo(other.Id.Value) < 0);

    /// <summary>Whether they write to, or link with, a record in common.</summary>
    public static bool Touch(IReadOnlyList<CrmWriteStep> one, IReadOnlyList<CrmWriteStep> other)
    {
        var keys = one.SelectMany(Keys).ToHashSet();
        return other.SelectMany(Keys).Any(keys.Contains);
    }

    private static IEnumerable<(Port.CrmObject, string)> Keys(CrmWriteStep step)
    {
        yield return (step.Kind, "e:" + step.EntenteId);
        if (step.CrmId is { } id)
            yield return (step.Kind, "c:" + id);
        foreach (var link in step.Links.Where(l => l.EntenteId is not null))
            yield return (link.To, "e:" + link.EntenteId);
    }
}
