using System.Globalization;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Leads.Rules;

/// <summary>Why rules cannot be published, by field (<c>rules[0].hours</c>); what one wrong rule says stands beside it.</summary>
public static class BookCheck
{
    public const int MostRules = 30;
    public const int LongestName = 80;
    public const int LongestWord = 60;

    /// <param name="partners">Every partner of the workspace.</param>
    public static IReadOnlyDictionary<string, string> Wrong(LeadBook book, IReadOnlyList<PartnerFact> partners)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (book.Rules.Count > MostRules)
            wrong["rules"] = $"Keep to {MostRules} rules.";
        if (book.MostHops is < 1 or > 50)
            wrong["hops"] = "Offer a lead at least once, and at most 50 times.";
        for (var i = 0; i < book.Rules.Count; i++)
            foreach (var (field, why) in Wrong(book, i, partners))
                wrong.TryAdd(At(i) + field, why);
        return wrong;
    }

    public static string At(int rule) => string.Create(CultureInfo.InvariantCulture, $"rules[{rule}].");

    private static IEnumerable<(string Field, string Why)> Wrong(LeadBook book, int at, IReadOnlyList<PartnerFact> partners)
    {
        var rule = book.Rules[at];
        if (rule.Name.Length is 0 or > LongestName)
            yield return ("name", $"Give it a name of up to {LongestName} characters.");
        else if (book.Rules.Take(at).Any(r => string.Equals(r.Name, rule.Name, StringComparison.OrdinalIgnoreCase)))
            yield return ("name", "Another rule has this name.");
        if (rule.When.Regions.Concat(rule.When.Sources).Concat(rule.Who.Regions).Any(w => w.Length > LongestWord))
            yield return ("name", $"Keep regions and sources within {LongestWord} characters.");
        if (rule.When.From < 0)
            yield return ("from", "An amount is not below zero.");
        if (rule.When.To < 0 || rule.When.To < rule.When.From)
            yield return ("to", "This is below the amount it begins with: no lead fits.");
        if (rule.Times.AcceptHours is < 1 or > 720)
            yield return ("hours", "Give between 1 and 720 hours to accept.");
        if (rule.Times.TouchDays is < 1 or > 180)
            yield return ("touch", "Give between 1 and 180 days for the first word.");
        if (rule.Times.NudgeDays is < 1 or > 180)
            yield return ("nudge", "Ask after between 1 and 180 days.");
        if (rule.How.Weights.Any(w => w.Value is < 0 or > 1000))
            yield return ("weights", "A weight is between 0 and 1,000.");
        if (rule.How.Selection is LeadSelection.Top && rule.How.Top is < 2 or > 10)
            yield return ("top", "Offer it to between 2 and 10 at once.");
        if (Nobody(rule, partners) is var (field, nobody))
            yield return (field, nobody);
        if (book.Rules.Take(at).FirstOrDefault(r => !r.GoesOn && Covers(r.When, rule.When)) is { } before)
            yield return (
                "name",
                $"No lead ever comes here: “{before.Name}” before it takes every such lead and ends there. Put this one before it, or let it go on."
            );
    }

    private static (string Field, string Why)? Nobody(LeadRule rule, IReadOnlyList<PartnerFact> partners)
    {
        if (rule.How.Selection is LeadSelection.Direct)
            return rule.How.Partner is not { } named ? ("partner", "Choose the partner that gets them.")
                : partners.FirstOrDefault(p => p.Id == named) is not { } partner ? ("partner", "There is no such partner.")
                : partner.Status is not PartnerStatus.Active ? ("partner", $"{partner.Name} is not an active partner.")
                : null;
        List<PartnerFact> meant = [.. partners.Where(p => p.Status is PartnerStatus.Active && rule.Means(p))];
        if (meant.Count == 0)
            return ("who", "No active partner is of such a type, tier and region.");
        // A rule for named countries can be held against territories now; one for any country cannot.
        if (
            rule.Who.Territory
            && rule.When.Countries.Count > 0
            && !meant.Any(p => rule.When.Countries.Any(c => p.Countries.Contains(c.ToUpperInvariant())))
        )
            return ("territory", "No active partner of these sells in any of the rule’s countries.");
        if (meant.All(p => Candidates.Base(rule, p) <= 0))
            return rule.How.PlanShares
                ? ("shares", "No tier plan gives any of these partners a share of the leads.")
                : ("weights", "With these weights nobody could ever get one.");
        return null;
    }

    /// <summary>Whether every lead that fits <paramref name="inner"/> fits <paramref name="outer"/> too.</summary>
    public static bool Covers(LeadWhen outer, LeadWhen inner) =>
        Within(outer.Countries, inner.Countries)
        && Within(outer.Regions, inner.Regions)
        && Within(outer.Sources, inner.Sources)
        && (outer.Motions.Count == 0 || (inner.Motions.Count > 0 && inner.Motions.All(outer.Motions.Contains)))
        && (outer.From is null || inner.From >= outer.From)
        && (outer.To is null || inner.To <= outer.To);

    private static bool Within(IReadOnlyList<string> outer, IReadOnlyList<string> inner) =>
        outer.Count == 0 || (inner.Count > 0 && inner.All(i => outer.Contains(i, StringComparer.OrdinalIgnoreCase)));
}
