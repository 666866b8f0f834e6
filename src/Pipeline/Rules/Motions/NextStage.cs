using Entente.Crm.Mapping;

namespace Entente.Pipeline.Rules.Motions;

/// <summary>Whether a deal may move on to the next stage of its motion, and who moves it there.</summary>
public abstract record NextStage
{
    private NextStage() { }

    /// <summary>Something that must be true before is not.</summary>
    public sealed record Blocked(string Name, IReadOnlyList<CriterionState> By) : NextStage;

    /// <summary>The CRM is asked to move it to a stage of this meaning.</summary>
    public sealed record InCrm(string Name, EntenteStage To) : NextStage;

    /// <summary>No stage of the CRM means it: it is moved here.</summary>
    public sealed record ByHand(string Name, int To) : NextStage;

    /// <summary>The rep wins deals, in the CRM: whatever comes of it there (orders, invoices) is not ours to start.</summary>
    public sealed record WonInCrm(string Name) : NextStage;

    /// <summary>It stands in the last stage.</summary>
    public sealed record Last : NextStage;

    public static NextStage Of(Standing standing, OpportunityState state)
    {
        if (standing.Stage == standing.Playbook.Stages.Count)
            return new Last();
        var next = standing.Playbook.Stages[standing.Stage];
        if (standing.Blocking is { Count: > 0 } by)
            return new Blocked(next.Name, by);
        if (next.From is EntenteStage.Won || (next.From is null && state is OpportunityState.Open))
            return new WonInCrm(next.Name);
        return next.From is { } to ? new InCrm(next.Name, to) : new ByHand(next.Name, standing.Stage + 1);
    }
}
