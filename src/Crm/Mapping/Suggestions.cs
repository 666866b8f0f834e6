using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>A field of the CRM that may be meant.</summary>
/// <param name="Score">0 to 100.</param>
public sealed record FieldSuggestion(CrmField Field, int Score);

/// <summary>Which field of the CRM a field of Entente's is probably mapped to: by name, label and type. Pure.</summary>
internal static class Suggestions
{
    /// <summary>Below it a likeness is chance.</summary>
    public const int Enough = 45;

    /// <summary>The likely ones, best first; equal ones by the CRM's name. Only fields that could be mapped at all.</summary>
    public static IReadOnlyList<FieldSuggestion> For(EntenteSideField side, CrmSchema schema) =>
        [
            .. schema
                .Fields.Where(f => f.Key != EntenteFields.Id && Possible(side, f))
                .Select(f => new FieldSuggestion(f, Score(side, f)))
                .Where(s => s.Score >= Enough)
                .OrderByDescending(s => s.Score)
                .ThenBy(s => s.Field.Name, StringComparer.Ordinal),
        ];

    /// <summary>Entente's value for each of its own that has a like option; what is like nothing is left to the admin.</summary>
    public static IReadOnlyDictionary<string, string> Values(IReadOnlyList<string> ours, IReadOnlyList<CrmOption> options)
    {
        var found = new Dictionary<string, string>();
        foreach (var value in ours)
        {
            var best = options
                .Where(o => o.Active)
                .Select(o => (o.Value, Score: Math.Max(Likeness.Of(value, o.Value), Likeness.Of(value, o.Label))))
                .OrderByDescending(o => o.Score)
                .ThenBy(o => o.Value, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best.Score >= Enough)
                found[value] = best.Value;
        }
        return found;
    }

    private static int Score(EntenteSideField side, CrmField field)
    {
        // The connector itself maps it so.
        if (field.Key == side.Key)
            return 100;
        var likeness = new[] { side.Key, side.Label }.Max(ours => Math.Max(Likeness.Of(ours, field.Name), Likeness.Of(ours, field.Label)));
        return Math.Min(99, likeness) - (field.Type == side.Type ? 0 : 5);
    }

    private static bool Possible(EntenteSideField side, CrmField field) =>
        FieldConversion.Fits(field.Type, side.Type) || (side.Written && !field.ReadOnly && FieldConversion.Fits(side.Type, field.Type));
}
