using Entente.Platform.Values;

namespace Entente.Programs.Model;

internal readonly record struct TierPlanId(Guid Value) : ITypedId<TierPlanId>
{
    public static TierPlanId From(Guid value) => new(value);
}

internal readonly record struct TierProposalId(Guid Value) : ITypedId<TierProposalId>
{
    public static TierProposalId From(Guid value) => new(value);
}

internal readonly record struct TierExceptionId(Guid Value) : ITypedId<TierExceptionId>
{
    public static TierExceptionId From(Guid value) => new(value);
}

internal readonly record struct TierEvidenceId(Guid Value) : ITypedId<TierEvidenceId>
{
    public static TierEvidenceId From(Guid value) => new(value);
}

internal readonly record struct TierAppealId(Guid Value) : ITypedId<TierAppealId>
{
    public static TierAppealId From(Guid value) => new(value);
}
