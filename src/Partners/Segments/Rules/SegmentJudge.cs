using System.Globalization;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Partners.Segments.Rules;

/// <summary>
/// Who is in a segment (PTN-11): all or any of its conditions, each of them any of its values, or the other way round. The order never matters, and every
/// answer says why.
/// </summary>
public static class SegmentJudge
{
    public static SegmentAnswer Judge(this SegmentRule rule, SegmentSubject subject, DateTimeOffset now)
    {
        if (rule.Conditions.Count == 0)
            return new(true, "In, because everybody is asked for.");
        List<SegmentAnswer> all = [.. rule.Conditions.Select(c => c.Judge(subject, now))];
        var isIn = rule.Any ? all.Exists(a => a.In) : all.TrueForAll(a => a.In);
        return new(
            isIn,
            $"{(isIn ? "In" : "Not in")}, because {Format.Listed(all.Where(a => a.In == isIn).Select(a => a.Why).Distinct(), "and")}."
        );
    }

    /// <summary>A part of a sentence: <c>tier is Select, not Elite</c>.</summary>
    public static SegmentAnswer Judge(this SegmentCondition condition, SegmentSubject subject, DateTimeOffset now)
    {
        var holds = Holds(condition, subject, now);
        var fact = Fact(condition, subject, now);
        return (holds, condition.Not) switch
        {
            (true, false) => new(true, fact),
            (false, true) => new(true, fact),
            (false, false) => new(false, $"{fact}, not {SegmentText.Asked(condition)}"),
            _ => new(false, $"{fact}, which is left out"),
        };
    }

    private static bool Holds(SegmentCondition c, SegmentSubject s, DateTimeOffset now) =>
        c.Facet switch
        {
            SegmentFacet.Active => Times(c, s, now).Any(),
            SegmentFacet.Registered => Times(c, s, now).Count() >= c.Least,
            SegmentFacet.Won => c.Amount is { } least && Won(c, s, now) is { } won && won >= least.Minor,
            _ => Own(c, s).Any(own => Asks(c, own)),
        };

    /// <summary>What the subject has of a facet that is a list.</summary>
    private static IEnumerable<string> Own(SegmentCondition c, SegmentSubject s) =>
        c.Facet switch
        {
            SegmentFacet.Type => [s.Type.ToString()],
            SegmentFacet.Tier => [s.Tier.ToString()],
            SegmentFacet.Region => s.Region.Length > 0 ? [s.Region] : [],
            SegmentFacet.Status => [s.Status.ToString()],
            SegmentFacet.Manager => s.Manager is { } manager ? [manager.Id.Short()] : [],
            SegmentFacet.Program => s.Programs,
            SegmentFacet.Role => s.Role.Length > 0 ? [s.Role] : [],
            _ => Facts(c, s).Select(f => f.Text).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
        };

    private static bool Asks(SegmentCondition c, string own) =>
        c.Facet is SegmentFacet.Manager
            ? c.Values.Any(v => Guid.TryParse(v, CultureInfo.InvariantCulture, out var id) && own == new PersonId(id).Short())
            : c.Values.Contains(own, StringComparer.OrdinalIgnoreCase);

    // What is known of a person by name alone is theirs who are called so.
    private static IEnumerable<SegmentFact> Facts(SegmentCondition c, SegmentSubject s) =>
        s.Facts.Where(f =>
            f.Facet == c.Facet
            && f.Partner == s.Partner
            && (c.Facet is not SegmentFacet.Field || string.Equals(f.Field, c.Field, StringComparison.OrdinalIgnoreCase))
            && (s.Person is null || f.Person is null || f.Person == s.Person)
            && (s.Person is null || f.Who is null || string.Equals(f.Who.Trim(), s.Name.Trim(), StringComparison.OrdinalIgnoreCase))
        );

    private static IEnumerable<DateTimeOffset> Times(SegmentCondition c, SegmentSubject s, DateTimeOffset now) =>
        Facts(c, s).Select(f => f.At).OfType<DateTimeOffset>().Where(at => at > now.AddDays(-c.Days) && at <= now);

    // Amounts of other currencies are not counted: nobody recorded a rate.
    private static long? Won(SegmentCondition c, SegmentSubject s, DateTimeOffset now) =>
        c.Amount is { } asked
            ? Facts(c, s)
                .Where(f => f.At > now.AddDays(-c.Days) && f.At <= now && f.Amount is { } won && won.Currency == asked.Currency)
                .Sum(f => f.Amount!.Value.Minor)
            : null;

    private static string Fact(SegmentCondition c, SegmentSubject s, DateTimeOffset now)
    {
        List<string> own = [.. Own(c, s)];
        // Of several only those that decided are named.
        var named = own.Exists(o => Asks(c, o)) ? own.FindAll(o => Asks(c, o)) : own;
        var words = Format.Listed(named.Select(v => SegmentText.Value(c.Facet, v)).Order(StringComparer.Ordinal), "and");
        var none = own.Count == 0;
        return c.Facet switch
        {
            SegmentFacet.Type => $"type is {words}",
            SegmentFacet.Tier => $"tier is {words}",
            SegmentFacet.Region => none ? "no home region is given" : $"region is {words}",
            SegmentFacet.Country => none ? "no country is given" : $"it sells in {words}",
            SegmentFacet.Status => $"status is {words}",
            SegmentFacet.Manager => s.Manager is { } manager ? $"its manager is {manager.Name}" : "it has no manager",
            SegmentFacet.Program => none ? "it is in no program" : $"it is in {words}",
            SegmentFacet.Motion => none ? "no deal of it is open" : $"it has open deals sold as {words}",
            SegmentFacet.Certificate => none ? "no valid certificate is held" : $"{words} is held",
            SegmentFacet.Role => none ? "a company has no role" : $"role is {words}",
            SegmentFacet.Active => Times(c, s, now).Any()
                ? $"active within the last {Days(c)}"
                : $"nothing was done within the last {Days(c)}",
            SegmentFacet.Registered => $"{Format.Count(Times(c, s, now).Count(), "registration")} within the last {Days(c)}",
            SegmentFacet.Won => $"{Format.Money(new(Won(c, s, now) ?? 0, c.Amount?.Currency ?? "EUR"))} won within the last {Days(c)}",
            _ => none ? $"{c.Field} is empty" : $"{c.Field} is {words}",
        };
    }

    private static string Days(SegmentCondition c) => Format.Count(c.Days, "day");
}
