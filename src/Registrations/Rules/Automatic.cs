namespace Entente.Registrations.Rules;

/// <summary>What the policy itself decides, without a person.</summary>
internal enum AutomaticOutcome
{
    /// <summary>A person decides.</summary>
    None,
    Approve,
    Decline,

    /// <summary>Not like this; may be mended.</summary>
    Reject,
}

/// <param name="Because">For staff, with the name of the rule.</param>
/// <param name="Reason">Of a refusal.</param>
internal sealed record Automatic(AutomaticOutcome Outcome, string Because, RefusalReason? Reason = null)
{
    /// <summary>For staff, as a sentence.</summary>
    public string Words =>
        (
            Outcome switch
            {
                AutomaticOutcome.Approve => "The policy approves it by itself: ",
                AutomaticOutcome.None => "A person decides: ",
                _ => "The policy refuses it by itself: ",
            }
        )
        + RuleValues.Lower(Because).TrimEnd('.')
        + ".";

    /// <summary>
    /// A refusal needs its finding; an approval needs everything: nothing found of the weight that stops it, nothing that blocks, nothing
    /// unknown, an amount where one is asked for, and nobody whom the ruling favours. When both would apply a person decides, and as long as nobody
    /// can say whether the company is in the CRM.
    /// </summary>
    public static Automatic Of(Assessment assessment, ClaimTerms terms, Ruling? ruling)
    {
        if (VendorChecks.IsUnknown(assessment.Facts))
            return new(AutomaticOutcome.None, "The names in the CRM were still being read");
        var refused = terms
            .AutoDecline.Select(d => (Rule: d, Found: assessment.Findings.FirstOrDefault(f => f.Code == d.Code && f.Severity >= d.AtLeast)))
            .FirstOrDefault(x => x.Found is not null);
        var hindrance = Hindrance(assessment, terms, ruling);
        if (refused is { Rule: { } rule, Found: { } found })
            return hindrance is null
                ? new(AutomaticOutcome.None, "The policy would both approve and refuse it")
                : new(
                    rule.MayMend ? AutomaticOutcome.Reject : AutomaticOutcome.Decline,
                    $"{found.Title}{Source(terms, RuleValues.Decline + ":" + rule.Code)}",
                    rule.Reason
                );
        return hindrance is { } why
            ? new(AutomaticOutcome.None, why)
            : new(AutomaticOutcome.Approve, $"Nothing speaks against it{Source(terms, RuleValues.Approve)}");
    }

    private static string? Hindrance(Assessment assessment, ClaimTerms terms, Ruling? ruling)
    {
        if (terms.AutoApprove is not { Allowed: true } approve)
            return "The policy leaves it to a person";
        if (terms.Route.Count > 0)
            return "The policy asks for signatures";
        if (assessment.OwnFault is { } fault)
            return fault.Message;
        // A gate is a gate and proof is proof, whatever else a rule lets pass: missing or unknown, a person looks.
        if (assessment.Findings.FirstOrDefault(f => Stops(f, approve)) is { } found)
            return found.Title;
        if (CapacityChecks.Unknown(assessment.Facts, terms).FirstOrDefault() is { } uncounted)
            return uncounted;
        if (terms.Undetermined is [var rule, ..])
            return $"Nobody recorded what “{rule.Name}” asks for";
        if (approve.AtMost is { } most)
        {
            if (assessment.Amount is not { } amount || !string.Equals(amount.Currency, most.Currency, StringComparison.Ordinal))
                return "The value is not known in the policy’s currency";
            if (amount > most)
                return "The value is above what is approved without a person";
        }
        return ruling is { Leader: { } leader } && leader != ruling.First ? $"The ruling favours {leader.Name}" : null;
    }

    private static bool Stops(Finding found, AutoApproval approve) =>
        found.Severity >= approve.StopsAt || found is { Code: FindingCodes.Gate or FindingCodes.Proof, Severity: not Severity.Info };

    private static string Source(ClaimTerms terms, string what) =>
        terms.Applied.FirstOrDefault(a => a.What == what) is { Rule: { } rule, Version: var version }
            ? $" (“{rule}”, policy version {version})"
            : "";
}
