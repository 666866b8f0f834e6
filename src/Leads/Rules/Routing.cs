using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Rules;

/// <summary>
/// Where a lead goes: the first rule for such leads decides among the partners that can take it. A function of the facts alone, in whatever order they come;
/// it says what it did, with its numbers.
/// </summary>
public static class Routing
{
    /// <summary>A pool is no crowd: beyond these the best by weight.</summary>
    public const int LargestPool = 100;

    public static LeadDecision Decide(LeadBook book, RoutingFacts facts)
    {
        var passed = new List<string>();
        if (facts.Hop > book.MostHops)
            return InHouse(null, passed, [], [], $"It was offered {Format.Count(book.MostHops, "time")}, as often as the rules allow.");
        foreach (var rule in book.Rules)
        {
            if (!rule.When.Fits(facts.Lead))
            {
                passed.Add($"“{rule.Name}” is not for such leads.");
                continue;
            }
            var (able, leftOut) = Candidates.Of(rule, facts);
            if (able.Count > 0)
                return Choose(rule, able, leftOut, passed, facts);
            if (!rule.GoesOn)
                return InHouse(rule, passed, [], leftOut, $"Nobody of “{rule.Name}” can take it, and the rule ends there.");
            passed.Add($"Nobody of “{rule.Name}” can take it: {Reasons(leftOut)}.");
        }
        return InHouse(null, passed, [], [], book.Rules.Count == 0 ? "No rules are published." : "No rule found a partner for it.");
    }

    private static LeadDecision Choose(
        LeadRule rule,
        List<Candidate> able,
        List<TracedAbsence> leftOut,
        List<string> passed,
        RoutingFacts facts
    )
    {
        var turns = new Dictionary<PartnerId, long>();
        List<Candidate> chosen;
        string why;
        switch (rule.How.Selection)
        {
            case LeadSelection.Direct:
                (chosen, why) = (able, "The rule names this partner.");
                break;
            case LeadSelection.Turns:
                (chosen, why) = ([Turn(rule, able, facts, turns)], "Its turn by weight.");
                break;
            case LeadSelection.LeastBusy:
                chosen = [able.OrderBy(c => c.Partner.Holds).ThenByDescending(c => c.Weight).ThenBy(c => c.Partner.Id.Value).First()];
                why = $"Holds the fewest leads: {chosen[0].Partner.Holds}.";
                break;
            case LeadSelection.Nearest:
                var nearest = able.Min(c => Distance(c, facts.Lead));
                List<Candidate> near = [.. able.Where(c => Distance(c, facts.Lead) == nearest)];
                chosen = [Turn(rule, near, facts, turns)];
                why = nearest switch
                {
                    0 => "Sells in the lead’s country",
                    1 => "At home in the lead’s region; nobody who could take it sells in its country",
                    _ => "Nobody who could take it sells in its country or is at home in its region",
                };
                why += near.Count > 1 ? $"; among {near.Count} it was its turn by weight." : ".";
                break;
            default:
                var most = rule.How.Selection is LeadSelection.Top ? rule.How.Top : LargestPool;
                chosen = [.. able.OrderByDescending(c => c.Weight).ThenBy(c => c.Partner.Holds).ThenBy(c => c.Partner.Id.Value).Take(most)];
                why =
                    rule.How.Selection is LeadSelection.Top
                        ? $"The first {chosen.Count} by weight; whoever accepts first has it."
                        : $"In the pool of {Format.Count(chosen.Count, "partner")}; whoever accepts first has it.";
                break;
        }
        var ids = chosen.Select(c => c.Partner.Id).ToHashSet();
        List<Candidate> shown = [.. able.OrderBy(c => !ids.Contains(c.Partner.Id)).ThenByDescending(c => c.Weight).Take(Candidates.Most)];
        return new(
            rule,
            [.. chosen.Select(c => c.Partner.Id)],
            turns,
            new(
                rule.Name,
                rule.How.Selection,
                passed,
                [
                    .. shown.Select(c => new TracedCandidate(
                        c.Partner.Id,
                        ids.Contains(c.Partner.Id),
                        Numbers(c),
                        Weighing.Words(c.Partner.Record)
                    )),
                ],
                able.Count - shown.Count,
                leftOut,
                why
            )
        );
    }

    // Smooth weighted round robin: everybody gains their weight, whoever has most goes and pays the sum. Credits add up to nothing, and over n leads with
    // the same weights everybody is within one lead of their share.
    private static Candidate Turn(LeadRule rule, List<Candidate> able, RoutingFacts facts, Dictionary<PartnerId, long> turns)
    {
        foreach (var c in able)
            turns[c.Partner.Id] = facts.Turns.GetValueOrDefault((rule.Key, c.Partner.Id)) + c.Weight;
        var next = able.OrderByDescending(c => turns[c.Partner.Id]).ThenBy(c => c.Partner.Id.Value).First();
        turns[next.Partner.Id] -= able.Sum(c => c.Weight);
        return next;
    }

    private static int Distance(Candidate candidate, LeadFact lead) =>
        candidate.Partner.Countries.Contains(lead.Country) ? 0
        : lead.Region.Length > 0 && string.Equals(candidate.Partner.Region, lead.Region, StringComparison.OrdinalIgnoreCase) ? 1
        : 2;

    private static string Numbers(Candidate c) =>
        $"weight {Format.Number(c.Base)} × {c.Percent} % of record; {Format.Count(c.Partner.Holds, "open lead")}{(c.Partner.Most is { } most ? $" of at most {most}" : "")}";

    private static string Reasons(IReadOnlyList<TracedAbsence> leftOut) =>
        leftOut.Count == 0 ? "there is no such partner" : string.Join(", ", leftOut.Select(l => $"{l.Count} {Small(l.Why)}"));

    private static string Small(string why) => char.ToLowerInvariant(why[0]) + why[1..];

    private static LeadDecision InHouse(
        LeadRule? rule,
        IReadOnlyList<string> passed,
        IReadOnlyList<TracedCandidate> candidates,
        IReadOnlyList<TracedAbsence> leftOut,
        string why
    ) => new(null, [], new Dictionary<PartnerId, long>(), new(rule?.Name ?? "", null, passed, candidates, 0, leftOut, why));
}
