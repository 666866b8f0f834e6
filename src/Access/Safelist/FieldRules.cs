namespace Entente.Access.Safelist;

/// <summary>What an outsider gets of a field; the stricter comes first.</summary>
public enum Visibility
{
    Hidden,
    Visible,

    /// <summary>Seen, and changed where the product has an act for it (<see cref="CatalogField.Editable"/>).</summary>
    Editable,
}

/// <summary>
/// A field that may be shown at all. What no catalogue lists is never shown to an outsider, whatever a rule says.
/// </summary>
/// <param name="Object"><c>opportunity</c>, <c>account</c>, <c>contact</c>, <c>registration</c>.</param>
/// <param name="Name">Snake case: <c>close_date</c>.</param>
/// <param name="Preset">What the safelist that every workspace starts with says of it for everybody; nothing is said of a hidden one.</param>
/// <param name="Locked">Never shown, and no rule can change that.</param>
public sealed record CatalogField(string Object, string Name, string Label, Visibility Preset = Visibility.Hidden, bool Locked = false)
{
    /// <summary>There is an act by which a partner changes it; without one, editable means visible.</summary>
    public bool Editable { get; init; }

    /// <summary>The most that a rule can give.</summary>
    public Visibility Most =>
        Locked ? Visibility.Hidden
        : Editable ? Visibility.Editable
        : Visibility.Visible;
}

/// <summary>Who looks at a record in which stage, as far as the safelist distinguishes. Null: any, in a rule; unknown, of a look.</summary>
/// <param name="PartnerType"><c>Reseller</c>.</param>
/// <param name="Role">Of the person at the partner: <c>Finance</c>; a link that stands for no person has none.</param>
/// <param name="Stage">Of a deal, in the words a partner reads; of a registration, its state: <c>InReview</c>.</param>
public sealed record Audience(
    string? PartnerType = null,
    string? Tier = null,
    string? Role = null,
    string? Region = null,
    string? Stage = null
)
{
    /// <summary>How many things a rule's audience names.</summary>
    public int Specificity =>
        (PartnerType is null ? 0 : 1)
        + (Tier is null ? 0 : 1)
        + (Role is null ? 0 : 1)
        + (Region is null ? 0 : 1)
        + (Stage is null ? 0 : 1);

    /// <summary>Whether someone belongs to this audience of a rule.</summary>
    public bool Takes(Audience someone) =>
        Fits(PartnerType, someone.PartnerType)
        && Fits(Tier, someone.Tier)
        && Fits(Role, someone.Role)
        && Fits(Region, someone.Region)
        && Fits(Stage, someone.Stage);

    /// <summary>One spelling for audiences that mean the same.</summary>
    internal Audience Folded => new(Fold(PartnerType), Fold(Tier), Fold(Role), Fold(Region), Fold(Stage));

    private static bool Fits(string? wanted, string? actual) =>
        wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);

    private static string? Fold(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToUpperInvariant();
}

/// <summary>A workspace's word on one field for an audience.</summary>
public sealed record FieldRule(string Object, string Field, Audience Who, Visibility Visibility);

/// <summary>By what a field's visibility was decided.</summary>
public enum DecidedBy
{
    /// <summary>No catalogue knows the field.</summary>
    Unlisted,
    Locked,

    /// <summary>No rule fits: hidden.</summary>
    NoRule,
    Rule,
}

/// <summary>What somebody gets of a field, and why.</summary>
/// <param name="Rule">The rule that decided; null when none did.</param>
/// <param name="Outweighed">Rules that fit as well and name less, or as much and are less strict; the weightiest first.</param>
public sealed record FieldRuling(Visibility Visibility, DecidedBy By, FieldRule? Rule, IReadOnlyList<FieldRule> Outweighed);

/// <summary>
/// The law of the safelist (PIP-4). Pure. A locked field, one that no catalogue lists and one that no rule lists are hidden. Otherwise the rule
/// decides that names most about who looks (partner type, tier, role, region, stage); where several name as much, the strictest of them. In
/// which order rules stand never matters. A field that nobody can change is at most visible.
/// </summary>
public static class FieldRules
{
    public static Visibility Decide(CatalogField? field, IEnumerable<FieldRule> rules, Audience looker) =>
        Explain(field, rules, looker).Visibility;

    /// <summary>The same, with the rule that decided and those it outweighed.</summary>
    public static FieldRuling Explain(CatalogField? field, IEnumerable<FieldRule> rules, Audience looker)
    {
        if (field is null)
            return new(Visibility.Hidden, DecidedBy.Unlisted, null, []);
        if (field.Locked)
            return new(Visibility.Hidden, DecidedBy.Locked, null, []);
        var fitting = rules
            .Where(r => r.Object == field.Object && r.Field == field.Name && r.Who.Takes(looker))
            .OrderByDescending(r => r.Who.Specificity)
            .ThenBy(r => r.Visibility)
            // Only to cite the same one of two that say the same.
            .ThenBy(r => SafelistText.Key(r.Who), StringComparer.Ordinal)
            .ToList();
        if (fitting.Count == 0)
            return new(Visibility.Hidden, DecidedBy.NoRule, null, []);
        var most = field.Most;
        return new(fitting[0].Visibility < most ? fitting[0].Visibility : most, DecidedBy.Rule, fitting[0], fitting[1..]);
    }

    /// <summary>
    /// Everything the looker may see. Without a stage only what may be seen in every stage; <see cref="Projection.In"/> gives that of one.
    /// </summary>
    public static Projection For(IEnumerable<CatalogField> catalogue, IReadOnlyCollection<FieldRule> rules, Audience looker)
    {
        var fields = catalogue.GroupBy(f => (f.Object, f.Name)).ToList();
        var byField = rules.ToLookup(r => (r.Object, r.Field));
        var elsewhere = All(looker);
        if (looker.Stage is not null)
            return Projection.Of(elsewhere, null);
        var stages = rules
            .Select(r => r.Who.Stage)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(s => s, s => All(looker with { Stage = s }), StringComparer.OrdinalIgnoreCase);
        if (stages.Count == 0)
            return Projection.Of(elsewhere, null);
        var everywhere = elsewhere.ToDictionary(
            f => f.Key,
            f => stages.Values.Select(s => s.GetValueOrDefault(f.Key)).Append(f.Value).Min()
        );
        return Projection.Of(everywhere, new(elsewhere, stages));

        // Listed twice with different words: the stricter one holds.
        Dictionary<(string, string), Visibility> All(Audience who) =>
            fields.ToDictionary(g => g.Key, g => g.Min(f => Decide(f, byField[g.Key], who)));
    }
}
