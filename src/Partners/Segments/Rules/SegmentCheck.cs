namespace Entente.Partners.Segments.Rules;

/// <summary>Why a segment cannot be kept; by field.</summary>
public static class SegmentCheck
{
    public const int LongestName = 80;
    public const int LongestNote = 300;
    public const int LongestValue = 120;
    public const int MostConditions = 30;
    public const int MostValues = 200;

    /// <summary>The longest stretch a segment may ask about, in days.</summary>
    public const int LongestDays = 730;

    private static readonly SegmentFacet[] Counted = [SegmentFacet.Active, SegmentFacet.Registered, SegmentFacet.Won];

    public static bool IsCounted(this SegmentFacet facet) => Counted.Contains(facet);

    public static IReadOnlyDictionary<string, string> Unfit(SegmentSheet sheet)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (sheet.Name.Length is 0 or > LongestName)
            wrong["name"] = $"Name the segment, up to {LongestName} characters.";
        if (sheet.Note.Length > LongestNote)
            wrong["note"] = $"Keep the note within {LongestNote} characters.";
        if (!Enum.IsDefined(sheet.Of))
            wrong["of"] = "Choose whether it is of partners or of people.";
        if (sheet.Rule is not { } rule)
            return wrong;
        if (rule.Conditions.Count > MostConditions)
            wrong["rule"] = $"Ask for at most {MostConditions} things.";
        foreach (var c in rule.Conditions)
            if (Unfit(c, sheet.Of) is { } fault)
                wrong.TryAdd(fault.Field, fault.Words);
        return wrong;
    }

    private static (string Field, string Words)? Unfit(SegmentCondition c, SegmentOf of)
    {
        if (!Enum.IsDefined(c.Facet))
            return ("rule", "Choose from the list what to ask for.");
        var field = char.ToLowerInvariant(c.Facet.ToString()[0]) + c.Facet.ToString()[1..];
        if (c.Facet.IsCounted() && (c.Days is < 1 or > LongestDays))
            return (field + "Days", $"Write a number of days, up to {LongestDays}.");
        if (c.Facet is SegmentFacet.Registered && c.Least < 1)
            return ("registeredLeast", "Write how many registrations at least: 1 or more.");
        if (c.Facet is SegmentFacet.Won && c.Amount is not { Minor: > 0 })
            return ("wonAmount", "Write how much at least: a number above zero.");
        if (c.Facet is SegmentFacet.Role && of is SegmentOf.Partners)
            return ("role", "Only people have a role: make it a segment of people, or leave this empty.");
        if (c.Facet is SegmentFacet.Country && c.Values.Any(v => Partners.Rules.Countries.Code(v) is null))
            return ("countries", "Write codes of countries, such as DE, AT.");
        if (c.Facet is SegmentFacet.Field && c.Field.Length == 0)
            return ("field", "Name the field as the CRM names it.");
        if (!c.Facet.IsCounted() && (c.Values.Count is 0 or > MostValues || c.Values.Any(v => v.Length is 0 or > LongestValue)))
            return (c.Facet is SegmentFacet.Field ? "fieldValues" : field, "Name what to ask for.");
        return null;
    }
}
