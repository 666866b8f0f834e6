using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>An opportunity: Entente's own id of a deal of the CRM.</summary>
public readonly record struct OpportunityId(Guid Value) : ITypedId<OpportunityId>
{
    public static OpportunityId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Where a deal stands in the end.</summary>
public enum OpportunityState
{
    Open,
    Won,
    Lost,
}

/// <summary>What part a partner has in an opportunity (CON-5).</summary>
public enum DealRole
{
    Sourcing,
    Resale,
    Services,
    Technology,
    Influence,
}
