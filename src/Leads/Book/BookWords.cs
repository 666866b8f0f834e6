using Entente.Leads.Offer;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Book;

/// <summary>Rules as sentences.</summary>
internal static class BookWords
{
    public static string Words(this LeadRule rule, string currency, Func<PartnerId, string?> name) =>
        $"{Which(rule.When, currency)} {Goes(rule, name)} They answer within {Format.Count(rule.Times.AcceptHours, "hour")} of business days and say the first word within {Format.Count(rule.Times.TouchDays, "day")}; after {Format.Count(rule.Times.NudgeDays, "day")} of silence they are asked. {(rule.GoesOn ? "When nobody can take it, the rules behind are asked." : "When nobody can take it, it stays in-house.")}";

    private static string Which(LeadWhen when, string currency)
    {
        List<string> parts =
        [
            .. Of("from", when.Countries.Select(LeadFields.Country)),
            .. Of("in", when.Regions),
            .. Of("by way of", when.Motions.Select(m => m.ToString())),
            .. Of("of source", when.Sources),
            .. (when.From, when.To) switch
            {
                ({ } from, { } to) => [$"of {Money(from)} to {Money(to)}"],
                ({ } from, null) => [$"of {Money(from)} and more"],
                (null, { } to) => [$"of up to {Money(to)}"],
                _ => Array.Empty<string>(),
            },
        ];
        return parts.Count == 0 ? "Every lead" : "A lead " + string.Join(" ", parts);

        string Money(decimal amount) => Format.Money(Platform.Values.Money.FromMajor(amount, currency));
    }

    private static string Goes(LeadRule rule, Func<PartnerId, string?> name) =>
        rule.How.Selection switch
        {
            LeadSelection.Direct => $"goes to {(rule.How.Partner is { } id ? name(id) : null) ?? "a partner that is not chosen yet"}.",
            LeadSelection.Turns => $"goes in turn{Weights(rule)} to {Whom(rule.Who)}.",
            LeadSelection.LeastBusy => $"goes to whoever holds the fewest of {Whom(rule.Who)}.",
            LeadSelection.Nearest =>
                $"goes to the nearest of {Whom(rule.Who)}: who sells in its country, then who is at home in its region, in turn{Weights(rule)}.",
            LeadSelection.Pool => $"goes into a pool of {Whom(rule.Who)}; the first to accept has it.",
            _ => $"goes to the best {Format.Words(rule.How.Top)} of {Whom(rule.Who)} at once; the first to accept has it.",
        };

    private static string Whom(LeadWho who)
    {
        var types = who.Types.Count == 0 ? "" : List(who.Types.Select(t => t.Words())) + " ";
        var tiers = who.Tiers.Count == 0 ? "" : " at " + List(who.Tiers.Select(t => t.Words()));
        var regions = who.Regions.Count == 0 ? "" : " of " + List(who.Regions);
        return $"all active {types}partners{tiers}{regions}{(who.Territory ? " who sell in the lead’s country" : "")}";
    }

    private static string Weights(LeadRule rule) =>
        rule.How.PlanShares ? " by the share that tier plans give"
        : rule.How.Weights.Count == 0 ? ""
        : $" ({string.Join(", ", rule.How.Weights.OrderBy(w => w.Key).Select(w => $"{w.Key.Words()} {w.Value}"))})";

    private static IEnumerable<string> Of(string word, IEnumerable<string> values) =>
        values.ToList() is { Count: > 0 } all ? [$"{word} {List(all)}"] : [];

    private static string List(IEnumerable<string> values)
    {
        var all = values.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} or {all[^1]}";
    }
}
