namespace Entente.Platform.Matching.Pairs;

/// <summary>The fields that decided, in words.</summary>
internal static class Sentence
{
    public static string Of(Evidence evidence)
    {
        if (!evidence.Comparable)
            return "There is no field that both records fill.";
        var parts = new List<string>();
        if (evidence.Name is { } name)
            parts.Add(Name(name));
        else
            parts.Add("a name is missing");
        Fields(evidence, parts);
        if (evidence.Relatives && !evidence.SamePlace)
            parts.Add("perhaps two entities of one group");
        var text = string.Join("; ", parts);
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static string Name(NameEvidence name)
    {
        var forms = name.FormsDiffer ? ", other legal form" : "";
        if (name.SameCore)
            return $"same core name ({string.Join(' ', name.Common)}){forms}";
        if (name.Features[8] > 0)
            return $"one name is the initials of the other{forms}";
        var common =
            name.Common.Count > 0 ? $"names share or nearly share {string.Join(' ', name.Common)}" : "names have no word in common";
        if (name.Left.Count == 0)
            return $"{common}{forms}";
        var kind =
            name.Features[5] >= 1 ? "numbers differ"
            : name.Places ? "a place is told apart"
            : "not shared";
        return $"{common}, {kind}: {string.Join(' ', name.Left)}{forms}";
    }

    private static void Fields(Evidence evidence, List<string> parts)
    {
        if (evidence.SameDomain)
            parts.Add($"same domain ({evidence.Left.Domain})");
        if (evidence.OtherDomain)
            parts.Add(evidence.Brand ? "same domain name under another suffix" : "other domain");
        if (evidence.Fields.SamePhone)
            parts.Add("same phone");
        if (evidence.Fields.OtherPhone)
            parts.Add(evidence.Fields.NearPhone ? "phone differs by one digit" : "other phone");
        if (evidence.Fields.SameAddress)
            parts.Add("same address");
        else if (evidence.Fields.OtherAddress)
            parts.Add("other address");
        else if (evidence.Fields.Features[4] > 0.6f)
            parts.Add("much the same street or city");
        if (evidence.Fields.Features[6] > 0)
            parts.Add("same postal code");
        if (evidence.Fields.Features[7] > 0)
            parts.Add("other postal code");
        if (evidence.OtherCountry)
            parts.Add($"other country ({evidence.Left.Country} / {evidence.Right.Country})");
    }
}
