using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>
/// Whether a policy's rules contradict themselves or one another. Exact where it matters: two rules that say the same thing of the same
/// claims differently, a rule that an earlier one leaves nothing to decide, claims that would be approved and refused by one finding, and a
/// first meeting that could come after the end of the window, for whatever claim.
/// </summary>
internal static class RuleCheck
{
    private const int LongestName = 80;
    private const int LongestReason = 300;
    private const int MostSteps = 5;

    /// <summary>The first fault of each rule, by its place.</summary>
    public static IEnumerable<(int Place, string Fault)> Wrong(Policy policy)
    {
        for (var i = 0; i < policy.Rules.Count; i++)
            if ((Itself(policy.Rules[i]) ?? Twin(policy.Rules, i) ?? Earlier(policy.Rules, i) ?? BothWays(policy.Rules, i)) is { } fault)
                yield return (i, fault);
        foreach (var fault in Holds(policy))
            yield return fault;
        foreach (var fault in Unproven(policy))
            yield return fault;
        foreach (var fault in Unpriced(policy))
            yield return fault;
    }

    // Prices that are held without a list hold the band; where there is none, they hold nothing.
    private static IEnumerable<(int Place, string Fault)> Unpriced(Policy policy)
    {
        var setting = policy.Rules.Where(r => r.Band is not null || r.Prices is not null).ToList();
        if (setting.TrueForAll(r => r.Prices is null or { List: not null }))
            yield break;
        var few = policy with { Rules = setting };
        foreach (var segment in Segments.Of(few))
        {
            var prices = PolicyResolver.Of(few, 0, segment).Prices;
            if (prices is not { Held.List: null, Held: { } held, Band: null })
                continue;
            var place = policy.Rules.TakeWhile(r => r.Prices != held || r.Scope.Fit(segment) is not Fit.Yes).Count();
            yield return (
                place,
                "For some claims it would hold prices without a price list and without a discount band: nothing to hold. Name one of the two."
            );
            yield break;
        }
    }

    private static string? Itself(PolicyRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || rule.Name.Length > LongestName)
            return $"Give the rule a name of up to {LongestName} characters.";
        if (RuleValues.Of(rule).Count == 0)
            return "This rule sets nothing. Choose what it sets, or remove it.";
        if (rule.WindowDays is < 1 or > 365)
            return "Choose a protection between 1 and 365 days.";
        if (rule.DecisionHours is < 1 or > 480)
            return "Choose a decision time between 1 and 480 hours.";
        if (rule.HoldDays is < 1 or > 365)
            return "Choose between 1 and 365 days for the first meeting.";
        if (rule.Proof is < 0 or > ProofRules.Most)
            return $"Ask for between 0 and {ProofRules.Most} files as proof: more do not come with one form.";
        if (Limits(rule.Capacity) is { } limit)
            return limit;
        if (rule.Eligibility is { MayRegister: false, Reason: null or "" })
            return "Say why these claims cannot be registered: the partner reads it.";
        if (rule.Eligibility?.Reason?.Length > LongestReason)
            return $"Keep the reason within {LongestReason} characters.";
        if (rule.Gates.Any(g => string.IsNullOrWhiteSpace(g.Name) || g.Name.Length > LongestName || !Enum.IsDefined(g.Kind)))
            return $"Name the certification or agreement, in up to {LongestName} characters.";
        return Scope(rule.Scope) ?? Accounts(rule) ?? Closed(rule) ?? Prices(rule) ?? AutomaticOf(rule) ?? RouteOf(rule);
    }

    private static string? Limits(Capacity? capacity) =>
        capacity switch
        {
            null => null,
            { PerPartner: null, InAll: null } => "Say how many may be protected at once, for each partner or in all.",
            { PerPartner: < 1 or > Capacity.Most } or { InAll: < 1 or > Capacity.Most } =>
                $"Let between 1 and {Capacity.Most} be protected at once; what may not be registered at all is refused by “May they be registered?”.",
            { PerPartner: { } own, InAll: { } all } when own > all =>
                $"No partner can hold {own} where all together may hold {all}: the limit for each partner would never be reached.",
            _ => null,
        };

    private static string? Prices(PolicyRule rule)
    {
        if (rule.Band is { } band && (band.From < 0 || band.To > DiscountBand.Whole || band.From > band.To))
            return band.From > band.To
                ? $"No discount is at least {PercentText.Words(band.From)} and at most {PercentText.Words(band.To)}: the bounds are the wrong way round."
                : "Choose discounts between 0 % and 100 %.";
        if (rule.Prices?.Days is < 1 or > 730)
            return "Hold prices between 1 and 730 days.";
        return rule.Prices?.List is { } list && (string.IsNullOrWhiteSpace(list) || list.Length > LongestName)
            ? $"Name the price list in up to {LongestName} characters."
            : null;
    }

    // What a partner meets before the decision would tell it whether a company stands on the list.
    private static string? Accounts(PolicyRule rule)
    {
        if (!rule.Scope.Names())
            return null;
        if (rule.Scope is { Accounts.Count: > 0, Except.Count: > 0 })
            return "It is for some accounts and for all but some. Choose one of the two.";
        var named = (rule.Scope.Accounts ?? []).Concat(rule.Scope.Except ?? []).ToList();
        if (named.Count > NamedAccounts.Most)
            return $"Keep the list within {NamedAccounts.Most} accounts.";
        if (named.FirstOrDefault(a => NamedAccounts.Key(a) is null) is { } nobody)
            return $"“{nobody}” is neither a website nor a company’s name.";
        return
            rule.Required is not null
            || rule.Proof is not null
            || rule.Gates.Count > 0
            || rule.DecisionHours is not null
            || rule.Band is not null
            || rule.Capacity is not null
            ? "What it sets is seen before the decision, and would tell partners which companies stand on the list. Set required fields, proof, certifications, decision times, discounts and limits without naming accounts."
            : null;
    }

    private static string? Closed(PolicyRule rule) =>
        rule is { Eligibility.MayRegister: false, Capacity: not null }
            ? "It takes no such registrations and limits how many are protected. Only one of the two can be."
            : null;

    private static string? RouteOf(PolicyRule rule)
    {
        if (rule.Route is not { Count: > 0 } route)
            return null;
        if (route.Count > MostSteps || route.Any(s => s.Signers.Count is 0 or > MostSteps))
            return $"An approval has up to {MostSteps} steps, each with up to {MostSteps} who sign.";
        if (route.Any(s => s.Hours is < 1 or > 480))
            return "Choose between 1 and 480 hours for a step.";
        if (route.SelectMany(s => s.Signers).GroupBy(s => s.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"{twice.First().Words} would sign twice. Nobody signs an approval twice.";
        return rule.AutoApprove is { Allowed: true }
            ? "It asks for signatures and approves without a person. Only one of the two can be."
            : null;
    }

    private static string? Scope(Scope scope)
    {
        if (scope.Countries?.FirstOrDefault(c => c.Length != 2 || !c.All(char.IsAsciiLetterUpper)) is { } country)
            return $"“{country}” is no country. Write two-letter codes, such as DE, AT.";
        if (scope.Program?.Length > LongestName || scope.Products?.Any(p => p.Length > ClaimReader.LongestLine) == true)
            return $"Name the program in up to {LongestName} characters, each product in up to {ClaimReader.LongestLine}.";
        if (scope.From is { Minor: < 0 } || scope.Below is { Minor: <= 0 })
            return "Write amounts above nought.";
        if (scope is { From: { } a, Below: { } b } && !string.Equals(a.Currency, b.Currency, StringComparison.Ordinal))
            return "Both amounts must be in one currency.";
        return scope is { From: { } from, Below: { } below } && from.Minor >= below.Minor
            ? $"No value is at least {RuleValues.Worth(from)} and below {RuleValues.Worth(below)}: the amounts are the wrong way round."
            : null;
    }

    private static string? AutomaticOf(PolicyRule rule)
    {
        if (rule.AutoApprove is { Allowed: true, StopsAt: Severity.Info })
            return "Something is always found worth noting, so nothing would ever be approved. Let warnings or blocks stop it.";
        if (rule.AutoApprove?.AtMost is { Minor: <= 0 })
            return "Write amounts above nought.";
        if (rule is { AutoApprove: { Allowed: true, AtMost: { } most }, Scope.From: { } from } && Below(most, from))
            return $"The rule is for values from {RuleValues.Worth(from)} on, and approves at most {RuleValues.Worth(most)}: it would never approve.";
        if (rule.AutoDecline.FirstOrDefault(d => !FindingCodes.All.Contains(d.Code)) is { } unknown)
            return $"There is no rule {unknown.Code} that could find anything.";
        if (rule.AutoDecline.Any(d => d.AtLeast is Severity.Info))
            return "A finding that only notes something is in every claim, so everything would be refused. Let warnings or blocks refuse.";
        return rule.AutoDecline.Any(d => !Enum.IsDefined(d.Reason)) ? "Choose a reason from the list." : null;
    }

    private static string? Twin(IReadOnlyList<PolicyRule> rules, int place) =>
        rules.Take(place).Any(r => string.Equals(r.Name, rules[place].Name, StringComparison.OrdinalIgnoreCase))
            ? "Another rule has this name. Traces call a rule by it, so each needs its own."
            : null;

    // The first rule that fits decides: what an earlier one sets for all of these claims, this one can only repeat.
    private static string? Earlier(IReadOnlyList<PolicyRule> rules, int place)
    {
        var rule = rules[place];
        foreach (var earlier in rules.Take(place).Where(r => r.Scope.Covers(rule.Scope)))
        foreach (var value in RuleValues.Of(rule))
            if (RuleValues.Of(earlier).FirstOrDefault(v => v.What == value.What) is { } other && other.Words != value.Words)
                return rule.Scope.Covers(earlier.Scope)
                    ? $"“{earlier.Name}” is for the same claims and says otherwise: {RuleValues.Lower(other.Words)}."
                    : $"“{earlier.Name}” stands before it, is for all of these claims, and says otherwise: {RuleValues.Lower(other.Words)}. Put this rule before it.";
        return null;
    }

    private static string? BothWays(IReadOnlyList<PolicyRule> rules, int place)
    {
        foreach (var other in rules.Take(place + 1))
        {
            var (rule, same) = (rules[place], other.Name == rules[place].Name);
            if (!other.Scope.Meets(rule.Scope))
                continue;
            if ((Clash(rule, other) ?? Clash(other, rule)) is { } code)
                return $"When {RuleValues.Rule(code)} warns, a claim would be approved and refused at once{(same ? "" : $", together with “{other.Name}”")}. Let warnings stop the approval, or only blocks refuse.";
        }
        return null;
    }

    // What still lets a claim be approved must not refuse it.
    private static string? Clash(PolicyRule approves, PolicyRule refuses) =>
        approves.AutoApprove is { Allowed: true } approve
            ? refuses.AutoDecline.FirstOrDefault(d => d.AtLeast < approve.StopsAt)?.Code
            : null;

    private static IEnumerable<(int Place, string Fault)> Holds(Policy policy)
    {
        // Only what sets one of the two matters here; and where no figure can be wrong, no claim needs to be looked at.
        var setting = policy.Rules.Where(r => r.WindowDays is not null || r.HoldDays is not null).ToList();
        var windows = setting.Select(r => r.WindowDays).OfType<int>().Append(policy.LeadDays).Append(policy.DealDays);
        if (setting.Select(r => r.HoldDays).OfType<int>().Append(policy.HoldDays).Max() <= windows.Min())
            yield break;
        var few = policy with { Rules = setting };
        foreach (var segment in Segments.Of(few))
        {
            var terms = PolicyResolver.Of(few, 0, segment);
            var (window, hold) = (terms.Values.WindowDays(segment.Kind), terms.Values.HoldDays);
            if (hold <= window || Place(policy, terms) is not (>= 0 and var place))
                continue;
            yield return (
                place,
                $"Some claims would be protected for {RuleValues.Days(window)} and have {RuleValues.Days(hold)} for the first meeting. It must be on record before the protection ends."
            );
        }
    }

    // A rule may give more days for the first meeting than another gives for evidence.
    private static IEnumerable<(int Place, string Fault)> Unproven(Policy policy)
    {
        var setting = policy.Rules.Where(r => r.Evidence is not null || r.HoldDays is not null).ToList();
        if (setting.Count == 0 || (setting.TrueForAll(r => r.Evidence is null) && policy.Decay.Rule.Days == 0))
            yield break;
        var few = policy with { Rules = setting };
        foreach (var segment in Segments.Of(few))
        {
            var terms = PolicyResolver.Of(few, 0, segment);
            if (
                PolicyCheck.EvidenceFault(terms.Values.Decay.Rule, terms.Values) is not { } fault
                || terms.Applied.LastOrDefault(a => a.What is RuleValues.Evidence or RuleValues.Hold && a.Rule is not null) is not { } set
            )
                continue;
            yield return (policy.Rules.TakeWhile(r => r.Name != set.Rule).Count(), fault);
            yield break;
        }
    }

    // The rule that set the one or the other; between base values only, the base fields say it.
    private static int Place(Policy policy, ClaimTerms terms)
    {
        var name = terms
            .Applied.Where(a => a.What is RuleValues.Window or RuleValues.Hold && a.Rule is not null)
            .Select(a => a.Rule)
            .LastOrDefault();
        return name is null ? -1 : policy.Rules.TakeWhile(r => r.Name != name).Count();
    }

    private static bool Below(Money a, Money b) => string.Equals(a.Currency, b.Currency, StringComparison.Ordinal) && a.Minor < b.Minor;
}
