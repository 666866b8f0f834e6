using System.Globalization;
using Entente.Partners;
using Entente.Ui;

namespace Entente.Engagement.Rules;

/// <summary>
/// Who is in an audience (ANN): any of its groups, all of a group's rules, any of a rule's values. The order never matters, and every answer says why.
/// </summary>
public static class Segments
{
    /// <summary>The longest stretch an audience may ask about, in days.</summary>
    public const int LongestDays = 730;

    public static Belonging Judge(this Audience audience, AudienceMember member, DateTimeOffset now)
    {
        List<Belonging> groups = [.. audience.Groups.Select(g => g.Judge(member, now))];
        if (groups.Find(g => g.In) is { } first)
            return first;
        return new(false, groups.Count == 0 ? "The audience names nobody." : string.Join(" ", groups.Select(g => g.Why).Distinct()));
    }

    public static Belonging Judge(this AudienceGroup group, AudienceMember member, DateTimeOffset now)
    {
        if (group.Rules.Count == 0)
            return new(true, "Everybody at every partner is asked for.");
        List<Belonging> rules = [.. group.Rules.Select(r => r.Judge(member, now))];
        var misses = rules.FindAll(r => !r.In);
        return new(misses.Count == 0, Sentence(misses.Count == 0 ? rules : misses));
    }

    public static Belonging Judge(this AudienceRule rule, AudienceMember member, DateTimeOffset now)
    {
        var fits = rule.Values.Any(v => Has(rule.Facet, v, member, now));
        var asked = Or(rule.Values.Select(v => SegmentWords.Value(rule.Facet, v)));
        return new(
            fits,
            fits ? Is(rule, member, now)
                : rule.Facet is Facet.Segment ? Found(rule.Values, member)
                : Lacks(rule.Facet, asked, member)
        );
    }

    private static bool Has(Facet facet, string value, AudienceMember m, DateTimeOffset now) =>
        facet switch
        {
            Facet.Type => m.Type == value,
            Facet.Tier => m.Tier == value,
            Facet.Region => m.Region.Length > 0 && m.Region == value,
            Facet.Country => m.Countries.Contains(value),
            Facet.Motion => m.Motions.Contains(value),
            Facet.Registered => Days(value) is { } days && m.LastSent >= now.AddDays(-days),
            Facet.Silent => Days(value) is { } days && !(m.LastSent >= now.AddDays(-days)),
            Facet.Role => m.Role == value,
            Facet.Segment => Answer(value, m) is { In: true },
            Facet.Partner => Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) && id == m.Partner,
            _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, null),
        };

    /// <summary>Null for what is no number of days within reach.</summary>
    public static int? Days(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= LongestDays ? days : null;

    private static string Is(AudienceRule rule, AudienceMember m, DateTimeOffset now)
    {
        var own = rule.Values.Where(v => Has(rule.Facet, v, m, now)).Select(v => SegmentWords.Value(rule.Facet, v));
        return rule.Facet switch
        {
            Facet.Type => $"{m.PartnerName} is of the type {Or(own)}",
            Facet.Tier => $"{m.PartnerName} is in the tier {Or(own)}",
            Facet.Region => $"{m.PartnerName} is at home in {Or(own)}",
            Facet.Country => $"{m.PartnerName} sells in {And(own)}",
            Facet.Motion => $"{m.PartnerName} has open deals sold as {And(own)}",
            Facet.Registered => $"{m.PartnerName} registered within the last {Or(own)} days",
            Facet.Silent => $"{m.PartnerName} registered nothing within the last {Or(own)} days",
            Facet.Role => $"{m.Name} has the role {Or(own)}",
            Facet.Segment => Found(rule.Values.Where(v => Has(rule.Facet, v, m, now)), m),
            _ => $"{m.PartnerName} is named",
        };
    }

    private static string Lacks(Facet facet, string asked, AudienceMember m) =>
        facet switch
        {
            Facet.Type => $"{m.PartnerName} is of the type {SegmentWords.Value(facet, m.Type)}, not {asked}",
            Facet.Tier => $"{m.PartnerName} is in the tier {SegmentWords.Value(facet, m.Tier)}, not {asked}",
            Facet.Region => m.Region.Length > 0
                ? $"{m.PartnerName} is at home in {m.Region}, not {asked}"
                : $"{m.PartnerName} has no home region, so not {asked}",
            Facet.Country => $"{m.PartnerName} has no territory in {asked}",
            Facet.Motion => $"{m.PartnerName} has no open deal sold as {asked}",
            Facet.Registered => $"{m.PartnerName} registered nothing within the last {asked} days",
            Facet.Silent => $"{m.PartnerName} registered within the last {asked} days",
            Facet.Role => $"{m.Name} has the role {m.Role}, not {asked}",
            _ => $"{m.PartnerName} is not among the named partners",
        };

    private static SegmentAnswer? Answer(string value, AudienceMember m) =>
        Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? m.Segments.GetValueOrDefault(id) : null;

    // What the segment itself says, without its full stop: <c>DACH Elite: in, because tier is Elite</c>.
    private static string Found(IEnumerable<string> values, AudienceMember m) =>
        And(values.Select(v => Answer(v, m)?.Why.TrimEnd('.') ?? "the segment was removed").DefaultIfEmpty("no segment is named"));

    private static string Sentence(IEnumerable<Belonging> parts) => And(parts.Select(p => p.Why).Distinct()) + ".";

    internal static string Or(IEnumerable<string> words) => Format.Listed(words, "or");

    internal static string And(IEnumerable<string> words) => Format.Listed(words, "and");
}
