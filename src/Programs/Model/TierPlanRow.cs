using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Programs.Rules;

namespace Entente.Programs.Model;

/// <summary>A plan as it was published. The newest of a type counts.</summary>
[Subject("tier_plan")]
internal sealed class TierPlanVersion : Published<TierPlan>
{
    private TierPlanVersion() { }

    private TierPlanVersion(int number, TierPlan plan, PersonId? by, DateTimeOffset now)
        : base(number, plan, by, now) { }

    public TierPlanId Id { get; private init; }
    public PartnerType Type { get; private init; }
    public string Note { get; private init; } = "";

    public static TierPlanVersion Publish(int number, TierPlan plan, string note, PersonId? by, DateTimeOffset now) =>
        new(number, plan, by, now)
        {
            Id = Ids.New<TierPlanId>(now),
            Type = plan.Type,
            Note = note,
        };
}

/// <summary>The plan of a type that somebody prepares, until it is published or thrown away.</summary>
[Subject("tier_plan_draft")]
internal sealed class TierPlanDraft : Entity
{
    private TierPlanDraft() { }

    public TierPlanId Id { get; private init; }
    public PartnerType Type { get; private init; }

    /// <summary>The version that it was begun from; 0: none.</summary>
    public int BasedOn { get; private init; }
    public string Json { get; private set; } = "";
    public PersonId? By { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static TierPlanDraft Begin(int basedOn, TierPlan plan, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<TierPlanId>(now),
            Type = plan.Type,
            BasedOn = basedOn,
            Json = Platform.Jobs.Json.Write(plan),
            By = by,
            ChangedAt = now,
        };

    public void Change(TierPlan plan, PersonId? by, DateTimeOffset now) =>
        (Json, By, ChangedAt) = (Platform.Jobs.Json.Write(plan), by, now);

    public TierPlan Read() => Platform.Jobs.Json.Read<TierPlan>(Json);
}
