namespace Entente.Platform.Values;

/// <summary>Everything that is wrong with one input, said at once: nobody mends a form field by field.</summary>
public static class Faults
{
    /// <summary>
    /// One refusal of all of them; null when there is none. A refusal of another kind than wrong input comes first and alone, and
    /// one fault alone stays itself. Of two faults of a field the first one counts; the code is the first one's.
    /// </summary>
    public static Problem? Of(params ReadOnlySpan<Problem?> all)
    {
        Problem? first = null;
        Dictionary<string, string>? fields = null;
        foreach (var fault in all)
        {
            if (fault is null)
                continue;
            if (fault.Kind is not ProblemKind.Invalid || fault.Fields is null)
                return fault;
            if (first is null)
            {
                first = fault;
                continue;
            }
            fields ??= new(first.Fields!, StringComparer.Ordinal);
            foreach (var (field, message) in fault.Fields)
                fields.TryAdd(field, message);
        }
        return fields is null ? first : Problem.Invalid(first!.Code, "Some fields need a second look. Nothing you typed is lost.", fields);
    }
}
