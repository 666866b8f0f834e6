using Entente.Platform.Values;

namespace Entente.Recruitment;

/// <summary>A company that may become a partner.</summary>
public readonly record struct CandidateId(Guid Value) : ITypedId<CandidateId>
{
    public static CandidateId From(Guid value) => new(value);

    public SubjectRef Subject => new(Kind, Value);

    public const string Kind = "candidate";
}

internal readonly record struct CandidateStepId(Guid Value) : ITypedId<CandidateStepId>
{
    public static CandidateStepId From(Guid value) => new(value);
}
