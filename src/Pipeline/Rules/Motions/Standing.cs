using Entente.Crm.Mapping;

namespace Entente.Pipeline.Rules.Motions;

/// <param name="Because">What shows it: a fact's source or the words of the evidence; null while it is not met.</param>
public sealed record CriterionState(Criterion Of, int Stage, bool Met, string? Because)
{
    public bool Blocks => !Met && Of.Weight is Weight.Blocks;
}

/// <summary>Where a deal stands in its motion, what it needs to leave its stage, and what it left behind.</summary>
/// <param name="Stage">1 to 5.</param>
/// <param name="LeftBehind">Unmet criteria of earlier stages: the CRM moved the deal on without them.</param>
public sealed record Standing(Playbook Playbook, int Stage, IReadOnlyList<CriterionState> Exit, IReadOnlyList<CriterionState> LeftBehind)
{
    public MotionStage In => Playbook.Stages[Stage - 1];

    /// <summary>What keeps it from moving on: unmet criteria that block, of this stage and of earlier ones.</summary>
    public IReadOnlyList<CriterionState> Blocking => [.. LeftBehind.Concat(Exit).Where(c => c.Blocks)];

    /// <summary>Everything that is not as the motion wants it.</summary>
    public bool Marked => LeftBehind.Count > 0;

    /// <summary>Null for a lost deal: it stands nowhere any more.</summary>
    /// <param name="byHand">The stage that a person moved it to, 0 when nobody did.</param>
    /// <param name="facts">Those that hold, with what they are known by.</param>
    /// <param name="evidence">What people showed, by the criterion's key.</param>
    public static Standing? Of(
        Playbook playbook,
        EntenteStage means,
        OpportunityState state,
        int byHand,
        IReadOnlyDictionary<MotionFact, string> facts,
        IReadOnlyDictionary<string, string> evidence
    )
    {
        if (state is OpportunityState.Lost)
            return null;
        var stage = StageOf(playbook, state is OpportunityState.Won ? EntenteStage.Won : means, byHand);
        var all = playbook.Stages.SelectMany((s, i) => s.Exit.Select(c => StateOf(c, i + 1, facts, evidence))).ToList();
        return new(playbook, stage, [.. all.Where(c => c.Stage == stage)], [.. all.Where(c => c.Stage < stage && !c.Met)]);
    }

    // A person moves a deal only to stages that no stage of the CRM means, and only beyond where the CRM has it.
    private static int StageOf(Playbook playbook, EntenteStage means, int byHand)
    {
        var stage = 1;
        for (var i = 0; i < playbook.Stages.Count; i++)
            if (playbook.Stages[i].From is { } from ? from <= means : means is EntenteStage.Won && byHand > i)
                stage = i + 1;
        return stage;
    }

    private static CriterionState StateOf(
        Criterion criterion,
        int stage,
        IReadOnlyDictionary<MotionFact, string> facts,
        IReadOnlyDictionary<string, string> evidence
    )
    {
        var because = criterion.Fact is { } fact ? facts.GetValueOrDefault(fact) : evidence.GetValueOrDefault(criterion.Key);
        return new(criterion, stage, because is not null, because);
    }
}
