using Entente.Platform.Values;

namespace Entente.Reviews;

/// <summary>The review of a partner's quarter.</summary>
public readonly record struct ReviewId(Guid Value) : ITypedId<ReviewId>
{
    public static ReviewId From(Guid value) => new(value);

    public SubjectRef Subject => new(Kind, Value);

    public const string Kind = "quarter_review";
}

internal readonly record struct ReviewGoalId(Guid Value) : ITypedId<ReviewGoalId>
{
    public static ReviewGoalId From(Guid value) => new(value);
}

internal readonly record struct ReviewDecisionId(Guid Value) : ITypedId<ReviewDecisionId>
{
    public static ReviewDecisionId From(Guid value) => new(value);
}

/// <summary>A meeting of the cadence: a sales review with a partner, a pipeline review of a manager.</summary>
public readonly record struct MeetingId(Guid Value) : ITypedId<MeetingId>
{
    public static MeetingId From(Guid value) => new(value);

    public SubjectRef Subject => new(Kind, Value);

    public const string Kind = "cadence_meeting";
}

internal readonly record struct MeetingDecisionId(Guid Value) : ITypedId<MeetingDecisionId>
{
    public static MeetingDecisionId From(Guid value) => new(value);
}
