using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>One thing that a rule sets: its key, by which rules are compared, and its sentence.</summary>
internal sealed record RuleValue(string What, string Words);

/// <summary>Everything that a rule sets, each once: the one list that the resolver's trace, the check, the words and the comparison share.</summary>
internal static class RuleValues
{
    public const string Eligibility = "eligibility";
    public const string Required = "required";
    public const string Proof = "proof";
    public const string Decision = "decision";
    public const string Window = "window";
    public const string Hold = "hold";
    public const string Gate = "gate";
    public const string Route = "route";
    public const string Evidence = "evidence";
    public const string Band = "band";
    public const string Prices = "prices";
    public const string Capacity = "capacity";
    public const string Approve = "approve";
    public const string Decline = "decline";

    private static readonly string[] Order =
    [
        Eligibility,
        Required,
        Proof,
        Gate,
        Decision,
        Window,
        Hold,
        Evidence,
        Band,
        Prices,
        Capacity,
        Route,
        Approve,
        Decline,
    ];

    /// <summary>What a partner was promised or asked for; the rest is how the vendor decides.</summary>
    public static bool IsPromise(string what) =>
        what.Split(':')[0] is Required or Proof or Gate or Decision or Window or Hold or Evidence or Band or Prices;

    /// <summary>In which order values are told.</summary>
    public static int Place(string what) => Array.IndexOf(Order, what.Split(':')[0]);

    public static IReadOnlyList<RuleValue> Of(PolicyRule rule)
    {
        var values = new List<RuleValue>();
        if (rule.Eligibility is { } eligibility)
            values.Add(new(Eligibility, eligibility.MayRegister ? "May be registered" : $"Cannot be registered: {eligibility.Reason}"));
        if (rule.Required is { } required)
            values.Add(new(Required, Needs(required)));
        if (rule.Proof is { } files)
            values.Add(new(Proof, Proves(files)));
        foreach (var gate in rule.Gates)
            values.Add(new($"{Gate}:{gate.Kind}:{gate.Name.ToUpperInvariant()}", Asks(gate)));
        if (rule.DecisionHours is { } hours)
            values.Add(new(Decision, DecidedWithin(hours)));
        if (rule.WindowDays is { } days)
            values.Add(new(Window, ProtectedFor(days)));
        if (rule.HoldDays is { } hold)
            values.Add(new(Hold, Holds(hold)));
        if (rule.Evidence is { } evidence)
            values.Add(new(Evidence, Decays(evidence)));
        if (rule.Band is { } band)
            values.Add(new(Band, Discounts(band)));
        if (rule.Prices is { } prices)
            values.Add(new(Prices, HoldsPrices(prices)));
        if (rule.Capacity is { } capacity)
            values.Add(new($"{Capacity}:{PolicyWords.For(rule.Scope)}", Limits(capacity)));
        if (rule.Route is { Count: > 0 } route)
            values.Add(new(Route, ApprovalText.Sentence(route)));
        if (rule.AutoApprove is { } approve)
            values.Add(new(Approve, Approves(approve)));
        foreach (var decline in rule.AutoDecline)
            values.Add(new($"{Decline}:{decline.Code}", Declines(decline)));
        return values;
    }

    public static IReadOnlyList<RuleValue> OfBase(Policy policy, RegistrationKind kind) =>
        [
            new(Required, Needs(policy.Required(kind))),
            .. policy.Proof.Of(kind) is > 0 and var files ? [new(Proof, Proves(files))] : (RuleValue[])[],
            new(Decision, DecidedWithin(policy.DecisionHours)),
            new(Window, ProtectedFor(policy.WindowDays(kind))),
            new(Hold, Holds(policy.HoldDays)),
            .. policy.Decay.Rule.Days > 0 ? [new(Evidence, Decays(policy.Decay.Rule))] : (RuleValue[])[],
        ];

    public static string DecidedWithin(int hours) => $"Decided within {Hours(hours)} of business days";

    public static string ProtectedFor(int days) => $"Protected for {Days(days)}";

    public static string Holds(int days) => $"The first meeting must be on record within {Days(days)}";

    /// <summary><c>Ends 15 days sooner after every 30 days without evidence</c>.</summary>
    public static string Decays(EvidenceRule rule) =>
        rule.Days == 0 ? "Loses nothing for want of evidence"
        : rule.Takes == 0 ? $"Released after {Days(rule.Days)} without evidence"
        : $"Ends {Days(rule.Takes)} sooner after every {Days(rule.Days)} without evidence";

    public static string Discounts(DiscountBand band) => $"A discount of {band.Words()}";

    public static string HoldsPrices(PriceProtection prices) =>
        prices.List is { } list
            ? $"Prices held for {Days(prices.Days)} from the approval, by the price list “{list}”"
            : $"Prices held for {Days(prices.Days)} from the approval";

    /// <summary><c>At most 20 protected at once for each partner and 100 in all; beyond that none is approved</c>.</summary>
    public static string Limits(Capacity capacity)
    {
        string[] limits =
        [
            .. capacity.PerPartner is { } own ? [$"{own} protected at once for each partner"] : (string[])[],
            .. capacity.InAll is { } all
                ? [capacity.PerPartner is null ? $"{all} protected at once in all" : $"{all} in all"]
                : (string[])[],
        ];
        return $"At most {Listed(limits)}, beyond that {(capacity.Refuses ? "none is approved" : "one more only as an exception")}";
    }

    public static string Needs(IReadOnlyList<ClaimField> required) =>
        required.Count == 0
            ? "Needs no more than company and consent"
            : $"Needs {Listed(required.Order().Select(OwnChecks.Label))}, besides company and consent";

    public static string Proves(int files) => files == 0 ? "Needs no files as proof" : $"Needs {ProofChecks.Files(files)} as proof";

    public static string Asks(Gate gate) =>
        gate.Kind is GateKind.Certification ? $"Asks for the certification {gate.Name}" : $"Asks for the agreement {gate.Name}";

    public static string Approves(AutoApproval approve)
    {
        if (!approve.Allowed)
            return "Always decided by a person";
        var found = approve.StopsAt is Severity.Warn ? "no rule finds anything to look at" : "no rule blocks";
        var amount = approve.AtMost is { } most ? $" and the value is at most {Worth(most)}" : "";
        return $"Approved without a person when {found}{amount}";
    }

    public static string Declines(AutoDecline decline)
    {
        var weight = decline.AtLeast is Severity.Block ? "blocks" : "warns or blocks";
        var outcome = decline.MayMend ? "Rejected, to be mended," : "Declined";
        return $"{outcome} without a person when {Rule(decline.Code)} {weight}: {Lower(decline.Reason.Label())}";
    }

    /// <summary>A finding's rule inside a sentence: <c>the rule on territories</c>.</summary>
    public static string Rule(string code) =>
        code switch
        {
            FindingCodes.Complete => "the rule on required fields",
            FindingCodes.Proof => "the rule on proof",
            FindingCodes.Consent => "the rule on consent",
            FindingCodes.Contact => "the rule on the contact",
            FindingCodes.PartnerStatus => "the rule on who may register",
            FindingCodes.Territory => "the rule on territories",
            FindingCodes.NamedAccount => "the rule on named accounts",
            FindingCodes.Company => "the rule on known companies",
            FindingCodes.Customer => "the rule on customers",
            FindingCodes.Opportunity => "the rule on open opportunities",
            FindingCodes.Attribution => "the rule on partners in the CRM",
            FindingCodes.Registration => "the rule on other registrations",
            FindingCodes.OwnRegistration => "the rule on own registrations",
            FindingCodes.Eligibility => "the rule on eligibility",
            FindingCodes.Discount => "the rule on discounts",
            FindingCodes.OwnPlaces => "the rule on a partner’s places",
            FindingCodes.AllPlaces => "the rule on places in all",
            FindingCodes.Gate => "the rule on certifications and agreements",
            _ => $"the rule {code}",
        };

    /// <summary>Whole units where it is whole; to the cent otherwise, so that two different amounts never read alike.</summary>
    public static string Worth(Money amount) =>
        amount.Major == decimal.Truncate(amount.Major) ? Format.Money(amount) : Format.MoneyExact(amount);

    public static string Days(int days) => Format.Count(days, "day");

    public static string Hours(int hours) => Format.Count(hours, "hour");

    public static string Listed(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count <= 1 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}";
    }

    public static string Lower(string words) => words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];
}
