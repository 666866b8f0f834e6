namespace Entente.Registrations.Rules;

/// <summary>One value that holds for a claim, and who set it.</summary>
/// <param name="What">What it is about: <c>window</c>, <c>decision</c> … see <see cref="RuleValues"/>.</param>
/// <param name="Value">As a sentence.</param>
/// <param name="Rule">The rule's name; null: the policy's base values.</param>
/// <param name="Version">Of the policy.</param>
internal sealed record AppliedValue(string What, string Value, string? Rule, int Version);

/// <summary>What a policy says of one claim.</summary>
/// <param name="Values">The policy with the values that hold for this claim as its base values.</param>
/// <param name="Applied">Each value with its origin, for the trace.</param>
/// <param name="EligibleAtDoor">
/// Whether <paramref name="Eligibility"/> may be told before the decision: not where a list of named accounts had a say in it.
/// </param>
/// <param name="Undetermined">Rules of which it is not known whether they are for this claim: they ask for something that nobody recorded.</param>
internal sealed record ClaimTerms(
    Policy Values,
    IReadOnlyList<AppliedValue> Applied,
    IReadOnlyList<PolicyRule> Undetermined,
    Eligibility? Eligibility,
    bool EligibleAtDoor,
    IReadOnlyList<Gate> Gates,
    AutoApproval? AutoApprove,
    IReadOnlyList<AutoDecline> AutoDecline,
    IReadOnlyList<ApprovalStep> Route,
    PriceTerms Prices
)
{
    /// <summary>Every limit that fits: they hold together.</summary>
    public IReadOnlyList<PlaceRule> Places { get; init; } = [];
}

/// <summary>
/// Lays a policy's rules over its base values for one claim. Per value the first rule that surely fits decides; gates, limits and automatic
/// refusals add up, the first of each counts. A rule that only may fit sets nothing, and is named. Pure.
/// </summary>
internal static class PolicyResolver
{
    public static ClaimTerms Of(Policy policy, int version, Segment segment)
    {
        var (fitting, undetermined) = (new List<PolicyRule>(), new List<PolicyRule>());
        foreach (var rule in policy.Rules)
            switch (rule.Scope.Fit(segment))
            {
                case Fit.Yes:
                    fitting.Add(rule);
                    break;
                case Fit.Unknown:
                    undetermined.Add(rule);
                    break;
            }
        var decision = First(fitting, r => r.DecisionHours) ?? policy.DecisionHours;
        var window = First(fitting, r => r.WindowDays) ?? policy.WindowDays(segment.Kind);
        var hold = First(fitting, r => r.HoldDays) ?? policy.HoldDays;
        var required = fitting.Find(r => r.Required is not null)?.Required ?? policy.Required(segment.Kind);
        var lead = segment.Kind is RegistrationKind.Lead;
        var proof = First(fitting, r => r.Proof) ?? policy.Proof.Of(segment.Kind);
        return new(
            policy with
            {
                DecisionHours = decision,
                LeadDays = lead ? window : policy.LeadDays,
                DealDays = lead ? policy.DealDays : window,
                HoldDays = hold,
                RequiredOfLeads = lead ? required : policy.RequiredOfLeads,
                RequiredOfDeals = lead ? policy.RequiredOfDeals : required,
                Proof = policy.Proof.With(segment.Kind, proof),
                Decay = fitting.Find(r => r.Evidence is not null) is { Evidence: { } evidence }
                    ? policy.Decay with
                    {
                        Rule = evidence,
                    }
                    : policy.Decay,
            },
            Applied(policy, version, segment.Kind, fitting),
            undetermined,
            fitting.Find(r => r.Eligibility is not null)?.Eligibility,
            AtDoor(policy, fitting.Find(r => r.Eligibility is not null)),
            [.. fitting.SelectMany(r => r.Gates).DistinctBy(g => (g.Kind, g.Name.ToUpperInvariant()))],
            fitting.Find(r => r.AutoApprove is not null)?.AutoApprove,
            [.. fitting.SelectMany(r => r.AutoDecline).DistinctBy(d => d.Code)],
            fitting.Find(r => r.Route is { Count: > 0 })?.Route ?? [],
            new(fitting.Find(r => r.Band is not null)?.Band, fitting.Find(r => r.Prices is not null)?.Prices)
        )
        {
            Places =
            [
                .. fitting.Where(r => r.Capacity is not null).Select(r => new PlaceRule(r.Scope, r.Capacity!)).DistinctBy(r => r.Counts),
            ],
        };
    }

    /// <summary>
    /// The same for anybody outside, before the decision: as if no list named an account, so that the terms of a claim do not tell whether its
    /// company stands on one.
    /// </summary>
    public static IReadOnlyList<AppliedValue> Outward(Policy policy, int version, Segment segment) =>
        Of(policy with { Rules = [.. policy.Rules.Where(r => !r.Scope.Names())] }, version, segment).Applied;

    // Also a list that this company is not on has a say: whoever is on it would have been received.
    private static bool AtDoor(Policy policy, PolicyRule? decides) =>
        decides is not null
        && !decides.Scope.Names()
        && !policy.Rules.TakeWhile(r => r != decides).Any(r => r.Eligibility is not null && r.Scope.Names());

    private static int? First(List<PolicyRule> fitting, Func<PolicyRule, int?> value) =>
        fitting.Select(value).FirstOrDefault(v => v is not null);

    private static List<AppliedValue> Applied(Policy policy, int version, RegistrationKind kind, List<PolicyRule> fitting)
    {
        var (applied, said) = (new List<AppliedValue>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var rule in fitting)
        foreach (var value in RuleValues.Of(rule))
            if (said.Add(value.What))
                applied.Add(new(value.What, value.Words, rule.Name, version));
        foreach (var value in RuleValues.OfBase(policy, kind))
            if (said.Add(value.What))
                applied.Add(new(value.What, value.Words, null, version));
        return [.. applied.OrderBy(a => RuleValues.Place(a.What)).ThenBy(a => a.What, StringComparer.Ordinal)];
    }
}
