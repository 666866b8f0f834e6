using Entente.Platform.Values;

namespace Entente.Onboarding;

/// <summary>Something that partners accept, in versions.</summary>
public readonly record struct AgreementId(Guid Value) : ITypedId<AgreementId>
{
    public static AgreementId From(Guid value) => new(value);

    public SubjectRef Subject => new("agreement", Value);
}
