using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Values;

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
)
{
    public required ConnectionName Where { get; init; }

    /// <summary>What people call it; null when nothing names it.</summary>
    public string? Name { get; init; }

    /// <summary>False while a write that would make it waits or was refused: then it has no id of the CRM, and this is empty.</summary>
    public bool InCrm => CrmId.Length > 0;

    /// <summary>What the mirror holds of its associations.</summary>
    public IReadOnlyList<LinkedRecord> Linked { get; init; } = [];
}

/// <param name="Name">Null when the mirror does not hold it.</param>
public sealed record LinkedRecord(CrmObject Kind, string CrmId, string? Name, string? Role);

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
)
{
    /// <summary>As Entente calls it; the neutral name where it has no other.</summary>
    public string Label { get; init; } = Name;

    /// <summary>What a write that waits or was refused is to put there; null when none does.</summary>
    public PendingValue? Pending { get; init; }
}

/// <param name="Refused">The CRM has refused it; otherwise it is on its way.</param>
public sealed record PendingValue(string? Value, bool Refused);

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
)
{
    public CrmConnectionId Connection { get; init; }

    public string Label => Mapping.EntenteSide.Find(Kind, Field)?.Label ?? Field;

    /// <summary>Why it ended so, in a sentence.</summary>
    public string Why =>
        Winner == ConflictWinner.Nobody
            ? "Something in the CRM changes it back each time Entente writes it. Entente has stopped."
            : Rules.FieldRules.Why(Rule);
}

/// <summary>A write-back that touched it. <paramref name="State"/>: waiting, done, failed, ignored.</summary>
public sealed record WriteLine(
    CrmWriteId Id,
    string State,
    DateTimeOffset StagedAt,
    DateTimeOffset? EndedAt,
    int Tries,
    string? ErrorCode,
    string? Cause
)
{
    /// <summary>What it was for.</summary>
    public SubjectRef Subject { get; init; }

    /// <summary>Records the CRM has taken, of all that it writes.</summary>
    public int Done { get; init; }
    public int Steps { get; init; }

    /// <summary>Why it was refused, in plain words; null when nothing went wrong.</summary>
    public ErrorCause? Trouble { get; init; }

    /// <summary>What kind of record was refused: a write may fail at another one than the one looked at.</summary>
    public CrmObject? RefusedOn { get; init; }

    /// <summary>Why somebody let it be.</summary>
    public string? LeftBecause { get; init; }
}

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
