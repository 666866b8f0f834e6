namespace Entente.Access.Safelist;

/// <summary>The safelist as people read it. Pure.</summary>
public static class SafelistText
{
    /// <summary>One text for each audience, whatever its spelling.</summary>
    internal static string Key(Audience who)
    {
        var folded = who.Folded;
        return string.Join('\u001f', folded.PartnerType, folded.Tier, folded.Role, folded.Region, folded.Stage);
    }

    public static string Of(Visibility visibility) =>
        visibility switch
        {
            Visibility.Hidden => "Hidden",
            Visibility.Visible => "Visible",
            _ => "Editable",
        };

    public static string Object(string name) =>
        name switch
        {
            SafeObjects.Opportunity => "Opportunity",
            SafeObjects.Account => "Account",
            SafeObjects.Contact => "Contact",
            SafeObjects.Registration => "Registration",
            SafeObjects.Lead => "Lead",
            _ => name,
        };

    /// <summary><c>every partner</c>; <c>Reseller, tier Elite, role Finance, in EMEA, at “Evaluate”</c>.</summary>
    /// <param name="names">What a stable name is called, by kind and name; what it does not know stands as it is.</param>
    public static string Of(Audience who, SafelistSegments names)
    {
        string?[] parts =
        [
            who.PartnerType is { } type ? Named(names.Types, type) : null,
            who.Tier is { } tier ? "tier " + Named(names.Tiers, tier) : null,
            who.Role is { } role ? "role " + Role(role) : null,
            who.Region is { } region ? "in " + region : null,
            who.Stage is { } stage ? $"at “{Stage(stage)}”" : null,
        ];
        var said = parts.OfType<string>().ToList();
        return said.Count == 0 ? "every partner" : string.Join(", ", said);
    }

    /// <summary><c>InReview</c>: In review.</summary>
    public static string Stage(string stage) =>
        string.Concat(
            stage.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(stage[i - 1]) ? " " + char.ToLowerInvariant(c) : c.ToString())
        );

    public static string Role(string role) =>
        Enum.TryParse<PartnerRole>(role, ignoreCase: true, out var known) ? RoleNames.Of(known) : role;

    /// <summary>Why somebody gets what they get of a field, in a sentence.</summary>
    public static string Why(FieldRuling ruling, SafelistSegments names) =>
        ruling.By switch
        {
            DecidedBy.Unlisted => "Nobody has listed this field, so it stays hidden.",
            DecidedBy.Locked => "Kept inside: no rule can share it.",
            DecidedBy.NoRule => "No rule shares it with them, so it stays hidden.",
            _ => $"The rule for {Of(ruling.Rule!.Who, names)} says {Of(ruling.Rule.Visibility).ToLowerInvariant()}"
                + (
                    ruling.Outweighed.Count == 0 ? "."
                    : ruling.Outweighed[0].Who.Specificity == ruling.Rule.Who.Specificity
                        ? $"; the one for {Of(ruling.Outweighed[0].Who, names)} names as much and is not stricter."
                    : $"; it names more than the one for {Of(ruling.Outweighed[0].Who, names)}."
                ),
        };

    private static string Named(IReadOnlyList<SafelistSegment> known, string name) =>
        known.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))?.Label ?? name;
}

/// <summary>A value by which rules may distinguish.</summary>
/// <param name="Name">Stable: <c>SystemIntegrator</c>.</param>
/// <param name="Partners">How many partners are of it now.</param>
public sealed record SafelistSegment(string Name, string Label, int Partners);

/// <summary>By what the workspace's partners differ, in the order in which pages list it.</summary>
public sealed record SafelistSegments(
    IReadOnlyList<SafelistSegment> Types,
    IReadOnlyList<SafelistSegment> Tiers,
    IReadOnlyList<SafelistSegment> Regions
)
{
    public static SafelistSegments None { get; } = new([], [], []);
}
