using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>How many of a rule's registrations are protected at once (REG-9): beyond that the vendor cannot serve them.</summary>
/// <param name="PerPartner">Of each partner; null: no limit of its own.</param>
/// <param name="InAll">Of all partners together; null: no limit.</param>
/// <param name="Refuses">Beyond it none is approved; otherwise a person looks, and may approve.</param>
public sealed record Capacity(int? PerPartner, int? InAll, bool Refuses)
{
    /// <summary>The largest limit that can be set.</summary>
    public const int Most = 100_000;
}

/// <summary>A limit that holds for a claim, with the registrations that take its places.</summary>
internal sealed record PlaceRule(Scope Scope, Capacity Capacity)
{
    /// <summary>What it counts, the same words for the same scope: by them a count is found again.</summary>
    public string Counts => PolicyWords.For(Scope);
}

/// <summary>How many places of a limit are taken, without the claim itself.</summary>
/// <param name="Counts">As <see cref="PlaceRule.Counts"/>.</param>
/// <param name="Own">By the claimant.</param>
/// <param name="All">By everybody; null: not looked up, since the claimant may hear no such sum.</param>
internal sealed record PlaceFact(string Counts, int Own, int? All)
{
    /// <summary>The claim has its place already: it is protected and counts here.</summary>
    public bool Holds { get; init; }
}

/// <summary>
/// Whether there is a place left. A claim beyond the limit is received, so that its date counts; a partner hears of its own places at once, of
/// everybody's with the decision, and never how many others hold.
/// </summary>
internal static class CapacityChecks
{
    /// <summary>Nothing where no limit is set.</summary>
    public static IEnumerable<Finding> Of(ClaimFacts facts, ClaimTerms terms)
    {
        if (Judged(facts, terms, l => l.PerPartner, p => p.Own) is { Count: > 0 } own)
            yield return Finding(
                FindingCodes.OwnPlaces,
                own,
                own: true,
                "The partner has no place left",
                (held, most) => $"{facts.Partner.Name} holds {held} of {most}",
                full =>
                    $"{Format.Count(full.Taken, "such registration")} of yours {(full.Taken == 1 ? "is" : "are")} protected, and {full.Most} may be at once. "
                    + (
                        full.Rule.Capacity.Refuses
                            ? "This one can be approved when one of them ends."
                            : "One more is accepted only as an exception."
                    )
            );
        if (Judged(facts, terms, l => l.InAll, p => p.All) is { Count: > 0 } all)
            yield return Finding(
                FindingCodes.AllPlaces,
                all,
                own: false,
                "No place is left",
                (held, most) => $"{held} of {most} are taken",
                _ => "All places for such registrations are taken at the moment."
            );
    }

    /// <summary>A limit that refuses is reached.</summary>
    public static bool Closed(Assessment assessment) => Full(assessment) is not null;

    /// <summary>The finding that keeps anybody from approving it until a place is free; null: none does.</summary>
    public static Finding? Full(Assessment assessment) =>
        assessment.Findings.FirstOrDefault(f => f is { Code: FindingCodes.OwnPlaces or FindingCodes.AllPlaces, Severity: Severity.Block });

    /// <summary>Limits of which nobody counted the places.</summary>
    public static IEnumerable<string> Unknown(ClaimFacts facts, ClaimTerms terms) =>
        terms
            .Places.Where(r => Fact(facts, r) is not { } fact || (r.Capacity.InAll is not null && fact.All is null))
            .Select(r => $"How many were protected of: {RuleValues.Lower(r.Counts)}");

    private sealed record Reached(PlaceRule Rule, int Taken, int Most, bool Holds)
    {
        public bool Full => Taken >= Most && !Holds;

        public Severity Severity =>
            !Full ? Severity.Info
            : Rule.Capacity.Refuses ? Severity.Block
            : Severity.Warn;
    }

    private static List<Reached?> Judged(ClaimFacts facts, ClaimTerms terms, Func<Capacity, int?> limit, Func<PlaceFact, int?> taken) =>
        [
            .. from rule in terms.Places
            let most = limit(rule.Capacity)
            where most is not null
            let fact = Fact(facts, rule)
            select fact is not null && taken(fact) is { } count ? new Reached(rule, count, most.Value, fact.Holds) : null,
        ];

    private static PlaceFact? Fact(ClaimFacts facts, PlaceRule rule) => facts.Places?.FirstOrDefault(p => p.Counts == rule.Counts);

    private static Finding Finding(
        string code,
        List<Reached?> judged,
        bool own,
        string title,
        Func<int, int, string> counted,
        Func<Reached, string> partner
    )
    {
        var known = judged.OfType<Reached>().ToList();
        var worst = known.MaxBy(r => r.Severity);
        var facts = known.Select(r => new FindingFact(r.Rule.Counts, $"{r.Taken} of {r.Most}")).ToArray();
        if (worst is not { Severity: not Severity.Info })
            return new(
                code,
                Severity.Info,
                own ? "Places of the partner" : "Places in all",
                known.Count < judged.Count ? "Not counted here." : "There is a place left.",
                null,
                own,
                facts
            );
        return new(
            code,
            worst.Severity,
            title,
            $"{counted(worst.Taken, worst.Most)}: {RuleValues.Lower(worst.Rule.Counts)}. "
                + (worst.Rule.Capacity.Refuses ? "It can be approved when a place is free." : "The policy lets a person approve one more."),
            partner(worst),
            own,
            facts
        );
    }
}
