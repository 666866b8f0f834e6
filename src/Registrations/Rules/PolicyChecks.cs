namespace Entente.Registrations.Rules;

/// <summary>What the policy's own rules find about a claim: nothing where it sets none.</summary>
internal static class PolicyChecks
{
    public static IEnumerable<Finding> Eligible(ClaimTerms terms)
    {
        if (terms.Eligibility is not { MayRegister: false, Reason: var reason })
            yield break;
        yield return new(
            FindingCodes.Eligibility,
            Severity.Block,
            "Not eligible",
            $"The policy takes no such claims{By(terms, RuleValues.Eligibility)}. {NotEligible(reason)}",
            NotEligible(reason),
            Own: terms.EligibleAtDoor,
            []
        );
    }

    /// <summary>What the partner reads.</summary>
    public static string NotEligible(string? reason) => reason is { Length: > 0 } ? reason : "The program does not take this registration.";

    /// <summary>One finding for all gates. What nobody records never passes: a person looks.</summary>
    public static IEnumerable<Finding> Gates(ClaimantFacts partner, ClaimTerms terms)
    {
        if (terms.Gates.Count == 0)
            yield break;
        var lacking = terms.Gates.Where(g => Holds(partner, g) is false).Select(Noun).ToList();
        var unknown = terms.Gates.Where(g => Holds(partner, g) is null).Select(Noun).ToList();
        FindingFact[] facts = [.. terms.Gates.Select(g => new FindingFact(Noun(g), Word(Holds(partner, g))))];
        if (lacking.Count == 0 && unknown.Count == 0)
        {
            yield return new(FindingCodes.Gate, Severity.Info, "Certifications and agreements", "All on record.", null, Own: true, facts);
            yield break;
        }
        var missing = $"Missing: {RuleValues.Listed(lacking)}.";
        var open = $"Nobody records {RuleValues.Listed(unknown)}, so it is unknown.";
        yield return new(
            FindingCodes.Gate,
            Severity.Warn,
            lacking.Count > 0 ? "A certification or agreement is missing" : "Nobody records what the policy asks for",
            lacking.Count == 0 ? open
                : unknown.Count == 0 ? missing
                : $"{missing} {open}",
            lacking.Count > 0 ? $"Still needed: {RuleValues.Listed(lacking)}." : null,
            Own: true,
            facts
        );
    }

    /// <summary>What the policy asks of this claim and nobody recorded.</summary>
    public static IReadOnlyList<string> Unknown(ClaimFacts facts, ClaimTerms terms) =>
        [
            .. terms.Undetermined.Select(r => $"What “{r.Name}” asks for"),
            .. terms.Gates.Where(g => Holds(facts.Partner, g) is null).Select(g => Capital(Noun(g))),
            .. facts.Files is null && terms.Values.Proof.Of(facts.Claim.Kind) > 0 ? ["How many files came as proof"] : (string[])[],
            .. CapacityChecks.Unknown(facts, terms),
        ];

    /// <summary>Null: nobody records it.</summary>
    private static bool? Holds(ClaimantFacts partner, Gate gate) =>
        (gate.Kind is GateKind.Certification ? partner.Certifications : partner.Agreements)?.Contains(
            gate.Name,
            StringComparer.OrdinalIgnoreCase
        );

    private static string Noun(Gate gate) =>
        gate.Kind is GateKind.Certification ? $"the certification {gate.Name}" : $"the agreement {gate.Name}";

    private static string Word(bool? holds) =>
        holds switch
        {
            true => "On record",
            false => "Missing",
            null => "Unknown",
        };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string By(ClaimTerms terms, string what) =>
        terms.Applied.FirstOrDefault(a => a.What == what) is { Rule: { } rule, Version: var version }
            ? $" (“{rule}”, policy version {version})"
            : "";
}
