using Entente.Platform.Values;

namespace Entente.Onboarding;

/// <summary>Something that partners accept, in versions.</summary>
public readonly record struct AgreementId(Guid Value) : ITypedId<AgreementId>
{
    public static AgreementId From(Guid value) => new(value);

    public SubjectRef Subject => new("agreement", Value);
}

/// <summary>The onboarding of one partner.</summary>
public readonly record struct JourneyId(Guid Value) : ITypedId<JourneyId>
{
    public static JourneyId From(Guid value) => new(value);

    public SubjectRef Subject => new("journey", Value);
}

/// <summary>A step of it.</summary>
public readonly record struct JourneyStepId(Guid Value) : ITypedId<JourneyStepId>
{
    public static JourneyStepId From(Guid value) => new(value);

    public SubjectRef Subject => new("journey_step", Value);
}
