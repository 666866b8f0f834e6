using Entente.Platform.Values;

namespace Entente.Registrations;

/// <summary>A claim of a partner on a customer.</summary>
public readonly record struct RegistrationId(Guid Value) : ITypedId<RegistrationId>
{
    /// <summary>The kind of a registration in a <see cref="SubjectRef"/>.</summary>
    public const string SubjectKind = "registration";

    public SubjectRef Subject => new(SubjectKind, Value);

    public static RegistrationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A question to the partner.</summary>
internal readonly record struct InfoRequestId(Guid Value) : ITypedId<InfoRequestId>
{
    public static InfoRequestId From(Guid value) => new(value);
}

/// <summary>One entry of a registration's history.</summary>
internal readonly record struct RegistrationStepId(Guid Value) : ITypedId<RegistrationStepId>
{
    public static RegistrationStepId From(Guid value) => new(value);
}

/// <summary>One run of the assessment.</summary>
internal readonly record struct AssessmentTraceId(Guid Value) : ITypedId<AssessmentTraceId>
{
    public static AssessmentTraceId From(Guid value) => new(value);
}

internal readonly record struct PolicyDraftId(Guid Value) : ITypedId<PolicyDraftId>
{
    public static PolicyDraftId From(Guid value) => new(value);
}

internal readonly record struct PolicyVersionId(Guid Value) : ITypedId<PolicyVersionId>
{
    public static PolicyVersionId From(Guid value) => new(value);
}

/// <summary>One change of what is claimed.</summary>
internal readonly record struct ClaimVersionId(Guid Value) : ITypedId<ClaimVersionId>
{
    public static ClaimVersionId From(Guid value) => new(value);
}

internal readonly record struct ProgressEntryId(Guid Value) : ITypedId<ProgressEntryId>
{
    public static ProgressEntryId From(Guid value) => new(value);
}

internal readonly record struct ProtectionExtensionId(Guid Value) : ITypedId<ProtectionExtensionId>
{
    public static ProtectionExtensionId From(Guid value) => new(value);
}

internal readonly record struct AppealId(Guid Value) : ITypedId<AppealId>
{
    public static AppealId From(Guid value) => new(value);
}

internal readonly record struct ChallengeId(Guid Value) : ITypedId<ChallengeId>
{
    public static ChallengeId From(Guid value) => new(value);
}

internal readonly record struct ApprovalSignatureId(Guid Value) : ITypedId<ApprovalSignatureId>
{
    public static ApprovalSignatureId From(Guid value) => new(value);
}

internal readonly record struct AbsenceId(Guid Value) : ITypedId<AbsenceId>
{
    public static AbsenceId From(Guid value) => new(value);
}
