namespace Entente.Access.Safelist;

/// <summary>What an outsider gets of a field.</summary>
public enum Visibility
{
    Hidden,
    Visible,
}

/// <summary>
/// A field that may be shown at all. What no catalogue lists is never shown to an outsider, whatever a rule says.
/// </summary>
/// <param name="Object"><c>opportunity</c>, <c>account</c>, <c>contact</c>, <c>registration</c>.</param>
/// <param name="Name">Snake case: <c>close_date</c>.</param>
/// <param name="Preset">What holds until the workspace says otherwise; a field new to the catalogue is hidden.</param>
/// <param name="Locked">Never shown, and no rule can change that.</param>
public sealed record CatalogField(string Object, string Name, string Label, Visibility Preset = Visibility.Hidden, bool Locked = false);

/// <summary>Who looks, as far as the safelist distinguishes. Null: any, in a rule; unknown, of a person.</summary>
public sealed record Audience(string? PartnerType = null, string? Tier = null, string? Role = null, string? Region = null)
{
    /// <summary>How many things a rule's audience names.</summary>
    public int Specificity => new[] { PartnerType, Tier, Role, Region }.Count(x => x is not null);

    /// <summary>Whether someone belongs to this audience of a rule.</summary>
    public bool Takes(Audience someone) =>
        Fits(PartnerType, someone.PartnerType) && Fits(Tier, someone.Tier) && Fits(Role, someone.Role) && Fits(Region, someone.Region);

    private static bool Fits(string? wanted, string? actual) =>
        wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A workspace's word on one field for an audience.</summary>
public sealed record FieldRule(string Object, string Field, Audience Who, Visibility Visibility);

/// <summary>The law of the safelist (PIP-4). Pure.</summary>
public static class FieldRules
{
    /// <summary>
    /// The rule that names most about the looker decides; among equals, hiding wins; without a rule the preset holds. Locked and
    /// unlisted fields are hidden.
    /// </summary>
    public static Visibility Decide(CatalogField? field, IEnumerable<FieldRule> rules, Audience looker)
    {
        if (field is null || field.Locked)
            return Visibility.Hidden;
        var word = rules
            .Where(r => r.Object == field.Object && r.Field == field.Name && r.Who.Takes(looker))
            .GroupBy(r => r.Who.Specificity)
            .MaxBy(g => g.Key);
        if (word is null)
            return field.Preset;
        return word.All(r => r.Visibility is Visibility.Visible) ? Visibility.Visible : Visibility.Hidden;
    }

    /// <summary>Everything the looker may see.</summary>
    public static Projection For(IEnumerable<CatalogField> catalogue, IReadOnlyCollection<FieldRule> rules, Audience looker) =>
        Projection.Only(
            catalogue
                // Listed twice with different words: the stricter one holds.
                .GroupBy(f => (f.Object, f.Name))
                .Where(g => g.All(f => Decide(f, rules, looker) is Visibility.Visible))
                .Select(g => g.Key)
        );
}
