using Entente.Crm.Mapping;

namespace Entente.Pipeline.Rules.Motions;

/// <summary>What an unmet criterion does to a change of stage (PIP-2).</summary>
public enum Weight
{
    /// <summary>The deal does not move on in Entente; one that the CRM moves all the same is marked.</summary>
    Blocks,

    /// <summary>The deal moves on, and is marked.</summary>
    Flags,
}

/// <summary>One exit criterion of a stage.</summary>
/// <param name="Key">Unique in its motion; evidence is kept under it, so it outlives a change of words.</param>
/// <param name="Words">The whole sentence: <c>Demand is confirmed by the customer</c>.</param>
/// <param name="Short">For a chip: <c>Demand</c>.</param>
/// <param name="Fact">What is looked up; null: somebody shows evidence.</param>
public sealed record Criterion(string Key, string Words, string Short, MotionFact? Fact, Weight Weight);

/// <param name="From">
/// The meaning of the CRM's stage from which on a deal stands here; null: no stage of the CRM means it, a person moves a won deal here.
/// </param>
public sealed record MotionStage(string Name, EntenteStage? From, IReadOnlyList<Criterion> Exit);

/// <summary>How vendor and partner sell together in one motion: five stages, each with what must be true before a deal leaves it.</summary>
/// <param name="Motion"><c>referral</c>, <c>reseller</c>, <c>marketplace</c>, <c>services</c>, <c>tech</c>.</param>
public sealed record Playbook(string Motion, IReadOnlyList<MotionStage> Stages)
{
    public const int StageCount = 5;

    public IEnumerable<Criterion> Criteria => Stages.SelectMany(s => s.Exit);

    /// <summary>The stages' names in order.</summary>
    public IReadOnlyList<string> Names => [.. Stages.Select(s => s.Name)];

    /// <summary>The criterion of this key and the number of its stage, from 1; null: there is none.</summary>
    public (Criterion Criterion, int Stage)? Find(string key)
    {
        for (var i = 0; i < Stages.Count; i++)
            if (Stages[i].Exit.FirstOrDefault(c => c.Key == key) is { } found)
                return (found, i + 1);
        return null;
    }
}
