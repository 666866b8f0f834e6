using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Leads.Rules;

/// <summary>A partner that can take the lead, with its weight in hundredths.</summary>
internal sealed record Candidate(PartnerFact Partner, int Base, int Percent)
{
    public long Weight => (long)Base * Percent;
}

/// <summary>Whom a rule is for, and why somebody is not among them.</summary>
public static class Candidates
{
    /// <summary>Whether the rule is for such leads.</summary>
    public static bool Fits(this LeadWhen when, LeadFact lead) =>
        (when.Countries.Count == 0 || when.Countries.Contains(lead.Country, StringComparer.OrdinalIgnoreCase))
        && (when.Regions.Count == 0 || when.Regions.Contains(lead.Region, StringComparer.OrdinalIgnoreCase))
        && (when.Motions.Count == 0 || (lead.Motion is { } motion && when.Motions.Contains(motion)))
        && (when.Sources.Count == 0 || when.Sources.Contains(lead.Source, StringComparer.OrdinalIgnoreCase))
        && (when.From is not { } from || lead.Amount >= from)
        && (when.To is not { } to || lead.Amount <= to);

    /// <summary>Whether such a partner is meant at all, whatever it can take now.</summary>
    public static bool Means(this LeadRule rule, PartnerFact partner) =>
        rule.How.Selection is LeadSelection.Direct
            ? partner.Id == rule.How.Partner
            : (rule.Who.Types.Count == 0 || rule.Who.Types.Contains(partner.Type))
                && (rule.Who.Tiers.Count == 0 || rule.Who.Tiers.Contains(partner.Tier))
                && (rule.Who.Regions.Count == 0 || rule.Who.Regions.Contains(partner.Region, StringComparer.OrdinalIgnoreCase));

    /// <summary>Why a partner that is meant cannot take this lead now; null: it can.</summary>
    public static string? Hindered(this LeadRule rule, PartnerFact partner, LeadFact lead, IReadOnlySet<PartnerId> had) =>
        partner.Status is not PartnerStatus.Active ? "Not an active partner"
        : had.Contains(partner.Id) ? "Had this lead before"
        : partner.Paused ? "Paused from leads"
        : partner.Most is { } most && partner.Holds >= most ? "At its limit of open leads"
        : rule.Who.Territory && rule.How.Selection is not LeadSelection.Direct && !partner.Countries.Contains(lead.Country)
            ? "Does not sell in the lead’s country"
        : Base(rule, partner) <= 0
            ? rule.How.PlanShares ? "Its tier gives no share of the leads"
                : "Its tier weighs nothing in this rule"
        : null;

    internal static int Base(LeadRule rule, PartnerFact partner) =>
        rule.How.Selection is LeadSelection.Direct ? 1
        : rule.How.PlanShares ? partner.Share ?? 0
        : rule.How.Weights.GetValueOrDefault(partner.Tier, 1);

    /// <summary>Those who can, by id, and why the others of those who are meant cannot.</summary>
    internal static (List<Candidate> Able, List<TracedAbsence> LeftOut) Of(LeadRule rule, RoutingFacts facts)
    {
        var able = new List<Candidate>();
        var absent = new Dictionary<string, (int Count, List<PartnerId> Some)>(StringComparer.Ordinal);
        foreach (var partner in facts.Partners)
        {
            // Who is not meant and not even a partner any more is nobody's question.
            if (!rule.Means(partner))
            {
                if (partner.Status is PartnerStatus.Active)
                    Note("Of another type, tier or region than the rule asks for", partner.Id);
            }
            else if (rule.Hindered(partner, facts.Lead, facts.Had) is { } why)
            {
                Note(why, partner.Id);
            }
            else
            {
                able.Add(new(partner, Base(rule, partner), Weighing.Percent(partner.Record)));
            }
        }
        able.Sort((a, b) => a.Partner.Id.Value.CompareTo(b.Partner.Id.Value));
        return (
            able,
            [.. absent.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new TracedAbsence(a.Key, a.Value.Count, a.Value.Some))]
        );

        void Note(string why, PartnerId partner)
        {
            var (count, some) = absent.GetValueOrDefault(why, (0, []));
            if (some.Count < Most)
                some.Add(partner);
            absent[why] = (count + 1, some);
        }
    }

    /// <summary>More of a kind are counted, not named.</summary>
    internal const int Most = 20;
}
