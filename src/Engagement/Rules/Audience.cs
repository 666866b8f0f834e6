using System.Globalization;
using Entente.Partners;

namespace Entente.Engagement.Rules;

/// <summary>By what an audience is drawn.</summary>
public enum Facet
{
    /// <summary>Type, tier, home region of the partner, by their stable names.</summary>
    Type,
    Tier,
    Region,

    /// <summary>A country (ISO 3166-1 alpha-2) of one of the partner's territories.</summary>
    Country,

    /// <summary>How one of the partner's open deals is sold.</summary>
    Motion,

    /// <summary>The partner sent a registration within so many days, or it did not.</summary>
    Registered,
    Silent,

    /// <summary>What the person does for the partner.</summary>
    Role,

    /// <summary>The partner itself, by its id.</summary>
    Partner,

    /// <summary>A segment of partners or of people, by its id.</summary>
    Segment,
}

/// <summary>One question to a person: whether any of these values is theirs. Without values nobody's.</summary>
public sealed record AudienceRule(Facet Facet, IReadOnlyList<string> Values);

/// <summary>All of these rules hold. Without rules: everybody.</summary>
public sealed record AudienceGroup(IReadOnlyList<AudienceRule> Rules);

/// <summary>Whoever is in any of these groups. Without groups: nobody.</summary>
public sealed record Audience(IReadOnlyList<AudienceGroup> Groups)
{
    public static Audience Everybody { get; } = new([new([])]);

    public IEnumerable<AudienceRule> Rules => Groups.SelectMany(g => g.Rules);

    /// <summary>The segments that it aims at.</summary>
    public IEnumerable<SegmentId> Named =>
        Rules
            .Where(r => r.Facet is Facet.Segment)
            .SelectMany(r => r.Values)
            .Select(v => Guid.TryParse(v, CultureInfo.InvariantCulture, out var id) ? new SegmentId(id) : default)
            .Where(id => id != default)
            .Distinct();
}

/// <summary>A person of a partner, by what audiences distinguish.</summary>
/// <param name="Motions">Of the partner's open deals.</param>
/// <param name="LastSent">When the partner last sent a registration; null: never.</param>
public sealed record AudienceMember(
    Guid Person,
    string Name,
    string Role,
    Guid Partner,
    string PartnerName,
    string Type,
    string Tier,
    string Region,
    IReadOnlySet<string> Countries,
    IReadOnlySet<string> Motions,
    DateTimeOffset? LastSent
)
{
    /// <summary>Whether they are in each segment that is asked about, and why.</summary>
    public IReadOnlyDictionary<Guid, SegmentAnswer> Segments { get; init; } = new Dictionary<Guid, SegmentAnswer>();
}

/// <summary>Whether somebody is in an audience, and why, in sentences for staff.</summary>
public sealed record Belonging(bool In, string Why);
