using Entente.Platform.Values;

namespace Entente.Conflicts;

/// <summary>A conflict over one company.</summary>
public readonly record struct ConflictId(Guid Value) : ITypedId<ConflictId>
{
    /// <summary>The kind of a conflict in a <see cref="SubjectRef"/>.</summary>
    public const string SubjectKind = "conflict";

    public SubjectRef Subject => new(SubjectKind, Value);

    public static ConflictId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

internal readonly record struct CaseSignalId(Guid Value) : ITypedId<CaseSignalId>
{
    public static CaseSignalId From(Guid value) => new(value);
}

internal readonly record struct CaseStepId(Guid Value) : ITypedId<CaseStepId>
{
    public static CaseStepId From(Guid value) => new(value);
}

internal readonly record struct CaseLetterId(Guid Value) : ITypedId<CaseLetterId>
{
    public static CaseLetterId From(Guid value) => new(value);
}

internal readonly record struct CaseAppealId(Guid Value) : ITypedId<CaseAppealId>
{
    public static CaseAppealId From(Guid value) => new(value);
}

/// <summary>A partner's complaint about fairness.</summary>
public readonly record struct ComplaintId(Guid Value) : ITypedId<ComplaintId>
{
    /// <summary>The kind of a complaint in a <see cref="SubjectRef"/>.</summary>
    public const string SubjectKind = "complaint";

    public SubjectRef Subject => new(SubjectKind, Value);

    public static ComplaintId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

internal readonly record struct EvidenceId(Guid Value) : ITypedId<EvidenceId>
{
    public static EvidenceId From(Guid value) => new(value);
}
