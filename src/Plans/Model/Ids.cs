using Entente.Platform.Values;

namespace Entente.Plans;

/// <summary>A mutual action plan with one partner.</summary>
public readonly record struct ActionPlanId(Guid Value) : ITypedId<ActionPlanId>
{
    public static ActionPlanId From(Guid value) => new(value);

    public SubjectRef Subject => new(Kind, Value);

    public const string Kind = "action_plan";
}

/// <summary>One milestone of a plan.</summary>
public readonly record struct PlanItemId(Guid Value) : ITypedId<PlanItemId>
{
    public static PlanItemId From(Guid value) => new(value);

    public SubjectRef Subject => new("plan_item", Value);
}

internal readonly record struct PlanRiskId(Guid Value) : ITypedId<PlanRiskId>
{
    public static PlanRiskId From(Guid value) => new(value);
}

internal readonly record struct PlanTargetId(Guid Value) : ITypedId<PlanTargetId>
{
    public static PlanTargetId From(Guid value) => new(value);
}
