using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Inspect;

/// <summary>One record as both sides hold it, and what went over the wire about it.</summary>
/// <param name="Crm">What the CRM holds now, read for whoever looks; null when it was not asked or did not answer.</param>
/// <param name="Unread">Why the CRM's side could not be read, in plain words.</param>
/// <param name="FormerIds">Ids that were merged into it.</param>
/// <param name="MergedInto">Who it is now, when it was merged away.</param>
/// <param name="EntenteIds">What Entente calls it.</param>
public sealed record RecordInspection(
    CrmConnectionId Connection,
    CrmObject Kind,
    string CrmId,
    string Url,
    bool Held,
    bool Deleted,
    DateTimeOffset? ModifiedAt,
    DateTimeOffset? AppliedAt,
    CrmRecord? Crm,
    string? Unread,
    IReadOnlyList<string> FormerIds,
    string? MergedInto,
    IReadOnlyList<string> EntenteIds,
    IReadOnlyList<FieldInspection> Fields,
    IReadOnlyList<FieldConflict> Conflicts,
    IReadOnlyList<WriteLine> Writes,
    IReadOnlyList<CallLine> Calls
);

/// <summary>One field.</summary>
/// <param name="Mirror">What Entente's copy holds.</param>
/// <param name="Crm">What the CRM holds now; null also when it was not read.</param>
/// <param name="Differs">The two are not the same.</param>
/// <param name="Written">What Entente last wrote there; null when it never did.</param>
/// <param name="Owner">Who has the last word; <paramref name="Why"/> says it in a sentence.</param>
public sealed record FieldInspection(
    string Name,
    string? Mirror,
    string? Crm,
    bool Differs,
    WrittenValue? Written,
    FieldOwner Owner,
    bool OwnerWasSet,
    string Why
);

/// <param name="Confirmed">The CRM has shown what it made of it: <paramref name="Agreed"/>.</param>
/// <param name="Stands">False once the CRM's value was taken instead.</param>
public sealed record WrittenValue(
    string? Value,
    DateTimeOffset SentAt,
    DateTimeOffset DecidedAt,
    CrmWriteId By,
    string? Agreed,
    bool Confirmed,
    bool Stands
);

/// <summary>A change that somebody lost, and to whom.</summary>
public sealed record FieldConflict(
    DateTimeOffset At,
    CrmObject Kind,
    string CrmId,
    string Field,
    string? Agreed,
    string? Ours,
    DateTimeOffset OursAt,
    string? Theirs,
    DateTimeOffset TheirsAt,
    FieldOwner Rule,
    ConflictWinner Winner
);

/// <summary>A write-back that touched it. <paramref name="State"/>: waiting, done, failed, ignored.</summary>
public sealed record WriteLine(
    CrmWriteId Id,
    string State,
    DateTimeOffset StagedAt,
    DateTimeOffset? EndedAt,
    int Tries,
    string? ErrorCode,
    string? Cause
);

/// <summary>A call, secrets masked.</summary>
/// <param name="Status">0: no answer came.</param>
public sealed record CallLine(
    DateTimeOffset At,
    CrmLane Lane,
    string Method,
    string Path,
    int Status,
    double Milliseconds,
    string? ErrorCode,
    string? Sent,
    string? Answered
);
