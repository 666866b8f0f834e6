using System.Globalization;
using Entente.Partners;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>A sentence of a policy.</summary>
/// <param name="Key">What it is about, the same in every version: by it two versions are compared.</param>
/// <param name="Chapter">Under which heading it stands.</param>
internal sealed record PolicySentence(string Key, PolicyChapter Chapter, string Text);

/// <summary>The headings under which a policy is read.</summary>
public enum PolicyChapter
{
    Registering,
    Deciding,
    Protecting,
    Afterwards,
    Segments,
    Conflicts,
}

/// <summary>
/// A policy as people read it: sentence by sentence, made from the very values that run. The editor, the comparison of versions and the
/// partners' rules page take their words from here, so that none can say anything else.
/// </summary>
internal static partial class PolicyWords
{
    public static string Heading(this PolicyChapter chapter) =>
        chapter switch
        {
            PolicyChapter.Registering => "Registering",
            PolicyChapter.Deciding => "Deciding",
            PolicyChapter.Protecting => "Protecting",
            PolicyChapter.Afterwards => "After the decision",
            PolicyChapter.Segments => "Rules for some registrations",
            _ => "When two want the same customer",
        };

    /// <summary>All of them: two policies that mean the same read the same, and no two others do.</summary>
    public static IReadOnlyList<PolicySentence> Of(Policy policy) => Of(policy, Rule);

    /// <summary>The same for partners: lists of named accounts are the vendor's own, so the sentences say that there is one and no more.</summary>
    public static IReadOnlyList<PolicySentence> Outward(Policy policy) => Of(policy, r => Rule(r, outward: true));

    private static IReadOnlyList<PolicySentence> Of(Policy policy, Func<PolicyRule, string> rule) =>
        [
            new("leads.required", PolicyChapter.Registering, $"A lead {RuleValues.Lower(RuleValues.Needs(policy.RequiredOfLeads))}."),
            new("deals.required", PolicyChapter.Registering, $"A deal {RuleValues.Lower(RuleValues.Needs(policy.RequiredOfDeals))}."),
            .. policy.Proof.Leads is > 0 and var ofLeads
                ? [new("leads.proof", PolicyChapter.Registering, $"A lead {RuleValues.Lower(RuleValues.Proves(ofLeads))}.")]
                : (PolicySentence[])[],
            .. policy.Proof.Deals is > 0 and var ofDeals
                ? [new("deals.proof", PolicyChapter.Registering, $"A deal {RuleValues.Lower(RuleValues.Proves(ofDeals))}.")]
                : (PolicySentence[])[],
            new(
                "territory",
                PolicyChapter.Registering,
                policy.TerritoryMatters
                    ? "A customer outside the partner’s territory is looked at by a person."
                    : "Territories are not looked at."
            ),
            new(
                "decision",
                PolicyChapter.Deciding,
                $"A registration is {RuleValues.Lower(RuleValues.DecidedWithin(policy.DecisionHours))}."
            ),
            new("week", PolicyChapter.Deciding, $"Business days are {Week(policy.BusinessDays)}."),
            new(
                "holidays",
                PolicyChapter.Deciding,
                policy.Holidays.Count == 0
                    ? "No further days off."
                    : $"Days off besides: {RuleValues.Listed(policy.Holidays.Order().Select(Words.Day))}."
            ),
            new(
                "wait",
                PolicyChapter.Deciding,
                $"While we wait for an answer our clock stands still; after {RuleValues.Days(policy.WaitDays)} without one the registration is withdrawn."
            ),
            new(
                "delay",
                PolicyChapter.Deciding,
                policy.Delay.People
                    ? $"No decision is told sooner than {Between(policy.Delay)} after the registration was sent; what is decided without a person is decided then."
                    : $"What is decided without a person is decided {Between(policy.Delay)} after it was sent, never at once."
            ),
            new("leads.window", PolicyChapter.Protecting, $"A lead is {RuleValues.Lower(RuleValues.ProtectedFor(policy.LeadDays))}."),
            new("deals.window", PolicyChapter.Protecting, $"A deal is {RuleValues.Lower(RuleValues.ProtectedFor(policy.DealDays))}."),
            new("hold", PolicyChapter.Protecting, $"{RuleValues.Holds(policy.HoldDays)}, else the protection is released."),
            new(
                "remind",
                PolicyChapter.Protecting,
                $"The partner is reminded {RuleValues.Listed(policy.RemindDays.OrderDescending().Select(d => d.ToString(CultureInfo.InvariantCulture)))} {(policy.RemindDays is [1] ? "day" : "days")} before the end."
            ),
            .. After(policy),
            .. policy.Rules.Select(r => new PolicySentence("rule:" + r.Name, PolicyChapter.Segments, rule(r))),
            .. Rules.PolicyWords.Conflicts(policy.Conflicts),
        ];

    /// <summary>A rule in one sentence: <c>Deals of Elite partners from €50,000 on: protected for 120 days.</c></summary>
    public static string Rule(PolicyRule rule) => Rule(rule, outward: false);

    private static string Rule(PolicyRule rule, bool outward) =>
        $"{For(rule.Scope, outward)}: {string.Join("; ", RuleValues.Of(rule).OrderBy(v => RuleValues.Place(v.What)).Select(v => RuleValues.Lower(v.Words)))}{(Ends(rule) ? "" : ".")}";

    /// <summary>Which registrations a scope is for: <c>Leads of resellers in Germany or Austria</c>.</summary>
    /// <param name="outward">For partners: without the names on a list of accounts.</param>
    public static string For(Scope scope, bool outward = false)
    {
        var kind = scope.Kind switch
        {
            RegistrationKind.Lead => "Leads",
            RegistrationKind.Deal => "Deals",
            RegistrationKind.Renewal => "Renewals",
            RegistrationKind.Expansion => "Expansions",
            RegistrationKind.ServiceAttach => "Service attachments",
            _ => "Registrations",
        };
        var of = (scope.Tier, scope.Type) switch
        {
            (null, null) => "",
            ({ } tier, null) => $" of {tier.Words()} partners",
            (null, { } type) => $" of partners of the type {type.Words()}",
            ({ } tier, { } type) => $" of {tier.Words()} partners of the type {type.Words()}",
        };
        var home = scope.Region is { } region ? $" at home in {region}" : "";
        var where = scope.Countries is { Count: > 0 } countries
            ? $" for customers in {Either(countries.Order(StringComparer.Ordinal).Select(Country))}"
            : "";
        var worth = scope switch
        {
            { From: { } from, Below: { } below } => $" from {RuleValues.Worth(from)} to below {RuleValues.Worth(below)}",
            { From: { } from } => $" from {RuleValues.Worth(from)} on",
            { Below: { } below } => $" below {RuleValues.Worth(below)}",
            _ => "",
        };
        var program = scope.Program is { } name ? $" in the program “{name}”" : "";
        var product = scope.Products is { Count: > 0 } products ? $" for the product {Either(Quoted(products))}" : "";
        return of + program + home + product + where + Accounts(scope, outward) + worth is { Length: > 0 } narrowed ? kind + narrowed
            : scope.Kind is null ? "Every registration"
            : $"Every {kind.ToLowerInvariant().TrimEnd('s')}";
    }

    private static string Accounts(Scope scope, bool outward)
    {
        var only =
            scope.Accounts is not { Count: > 0 } accounts ? ""
            : outward ? " for accounts on a list of ours"
            : $" for the accounts {RuleValues.Listed(Quoted(accounts))}";
        var but =
            scope.Except is not { Count: > 0 } except ? ""
            : outward ? " for accounts that are not on a list of ours"
            : $" for all accounts but {RuleValues.Listed(Quoted(except))}";
        return only + but;
    }

    private static IEnumerable<string> Quoted(IReadOnlyList<string> names) => names.Order(StringComparer.Ordinal).Select(n => $"“{n}”");

    private static IEnumerable<PolicySentence> Conflicts(ConflictRules rules) =>
        [
            new(
                "order",
                PolicyChapter.Conflicts,
                $"The first of these that separates two claims decides: {string.Join(", then ", rules.Order.Select(s => RuleValues.Lower(ConflictHierarchy.Name(s))))}."
            ),
            new(
                "tie",
                PolicyChapter.Conflicts,
                rules.TieDays == 0
                    ? "No two claims count as tied."
                    : $"Claims qualified within {Format.Count(rules.TieDays, "business day")} of the earliest count as tied."
            ),
            new(
                "active",
                PolicyChapter.Conflicts,
                $"An open deal of our own sales counts as registered while somebody worked on it within {RuleValues.Days(rules.ActiveDays)}."
            ),
            new(
                "overlap",
                PolicyChapter.Conflicts,
                rules.Overlap is Overlap.Share
                    ? "While none is protected, several claims may stand side by side and agree on their roles."
                    : "A second claim on a company is compared with the first one by a person."
            ),
            new("protected", PolicyChapter.Conflicts, "Nobody else is approved while a protection holds."),
        ];

    // A reason that a partner reads ends as it was written.
    private static bool Ends(PolicyRule rule) =>
        RuleValues.Of(rule).OrderBy(v => RuleValues.Place(v.What)).LastOrDefault() is { Words: [.., '.' or '!' or '?'] };

    private static string Week(IReadOnlyList<DayOfWeek> days)
    {
        var week = days.Distinct().OrderBy(d => ((int)d + 6) % 7).ToList();
        var first = week.Count == 0 ? 0 : ((int)week[0] + 6) % 7;
        var row = week.Select((d, i) => ((int)d + 6) % 7 == first + i).All(x => x);
        return week.Count == 0 ? "none"
            : row && week.Count > 2 ? $"{week[0]} to {week[^1]}"
            : RuleValues.Listed(week.Select(d => d.ToString()));
    }

    private static string Between(OutwardDelay delay) =>
        $"{delay.Minutes.ToString(CultureInfo.InvariantCulture)} to {(delay.Minutes + delay.JitterMinutes).ToString(CultureInfo.InvariantCulture)} minutes";

    private static string Either(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count <= 1 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} or {all[^1]}";
    }

    private static string Country(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code; // A code that names no country stays itself: the check refuses it, the page must not fall over it.
        }
    }
}
