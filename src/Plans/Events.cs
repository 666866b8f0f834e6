using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Plans;

/// <summary>A plan was shown to its partner.</summary>
[EventName("action_plan.shared")]
public sealed record ActionPlanShared(ActionPlanId Plan, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Plan.Subject;
}

/// <summary>The partner agreed to it.</summary>
[EventName("action_plan.agreed")]
public sealed record ActionPlanAgreed(ActionPlanId Plan, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Plan.Subject;
}

/// <summary>It ended.</summary>
/// <param name="Reached">Done; false: dropped.</param>
[EventName("action_plan.ended")]
public sealed record ActionPlanEnded(ActionPlanId Plan, PartnerId Partner, bool Reached) : IEvent
{
    public SubjectRef Subject => Plan.Subject;
}

/// <summary>Somebody ticked an item.</summary>
[EventName("plan_item.ticked")]
public sealed record PlanItemTicked(PlanItemId Item, ActionPlanId Plan) : IEvent
{
    public SubjectRef Subject => Item.Subject;
}
