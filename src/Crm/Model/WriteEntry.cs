using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>
/// A write-back, journalled in the commit that decided it and before anything is sent. Waiting → Done, or → Failed (an admin looks,
/// mends the cause and retries) or → Ignored. Each step that the CRM took is kept at once, so a second run begins behind it.
/// </summary>
[NotAudited("the journal of what is sent; the decision itself is audited where it was made")]
internal sealed class WriteEntry : Entity
{
    private WriteEntry() { }

    public CrmWriteId Id { get; private init; }
    public CrmConnectionId ConnectionId { get; private init; }

    /// <summary>What the write-back is for, in its owner's words.</summary>
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>Its success is not told.</summary>
    public bool Quiet { get; private init; }

    /// <summary>The steps, as JSON.</summary>
    public string Steps { get; private init; } = "[]";

    /// <summary>The CRM's ids of the steps that are done, by Entente id, as JSON.</summary>
    public string Results { get; private set; } = "{}";
    public WriteState State { get; private set; }
    public int Tries { get; private set; }
    public CrmErrorClass? ErrorClass { get; private set; }
    public string? ErrorCode { get; private set; }
    public string? ErrorMessage { get; private set; }
    public string? ErrorField { get; private set; }

    /// <summary>What kind of record was refused.</summary>
    public CrmObject? ErrorOn { get; private set; }

    /// <summary>Why a person let it be, in their words.</summary>
    public string? LeftBecause { get; private set; }
    public DateTimeOffset StagedAt { get; private init; }

    /// <summary>When what it writes was decided: usually when it was staged; earlier for one that repeats an older decision.</summary>
    public DateTimeOffset DecidedAt { get; private init; }

    /// <summary>When it was first sent; a run that finds it set does not know what the CRM has taken already, and looks first.</summary>
    public DateTimeOffset? BegunAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static WriteEntry Stage(CrmConnectionId connection, CrmWriteBack what, DateTimeOffset now, DateTimeOffset? decided = null) =>
        new()
        {
            Id = Ids.New<CrmWriteId>(now),
            ConnectionId = connection,
            SubjectKind = what.Subject.Kind,
            SubjectId = what.Subject.Id,
            Quiet = what.Quiet,
            Steps = Json.Write(what.Steps),
            State = WriteState.Waiting,
            StagedAt = WriteTurns.Next(now),
            DecidedAt = decided ?? now,
        };

    public SubjectRef Subject => new(SubjectKind, SubjectId);

    public IReadOnlyList<CrmWriteStep> ReadSteps() => Json.Read<List<CrmWriteStep>>(Steps);

    public IReadOnlyDictionary<string, string> ReadResults() => Json.Read<Dictionary<string, string>>(Results);

    /// <summary>From here on the CRM may have taken something.</summary>
    public void Begin(DateTimeOffset now) => BegunAt ??= now;

    /// <summary>The CRM took this step.</summary>
    public void StepDone(CrmWriteStep step, string crmId) =>
        Results = Json.Write(new Dictionary<string, string>(ReadResults()) { [step.EntenteId] = crmId });

    public void Done(DateTimeOffset now)
    {
        (State, EndedAt) = (WriteState.Done, now);
        (ErrorClass, ErrorCode, ErrorMessage, ErrorField, ErrorOn) = (null, null, null, null, null);
        if (!Quiet)
            Announce(new CrmWritten(Subject, Id, ConnectionId, ReadResults()));
    }

    /// <summary>It may pass later: kept waiting, with the cause for whoever looks.</summary>
    public void Delayed(CrmError error)
    {
        Tries++;
        Note(error);
    }

    /// <summary>Only a person can help.</summary>
    public void Failed(CrmError error, DateTimeOffset now)
    {
        Tries++;
        Note(error);
        (State, EndedAt) = (WriteState.Failed, now);
        Announce(new CrmWriteFailed(Subject, Id, ConnectionId, error.Code, error.Message));
    }

    public void Retry()
    {
        if (State != WriteState.Failed)
            throw new InvalidOperationException($"A {State} write cannot be retried.");
        (State, EndedAt, Tries) = (WriteState.Waiting, null, 0);
    }

    public void Ignore(string? because, DateTimeOffset now)
    {
        if (State != WriteState.Failed)
            throw new InvalidOperationException($"A {State} write cannot be ignored.");
        (State, EndedAt, LeftBecause) = (WriteState.Ignored, now, because);
    }

    /// <summary>The step the CRM has not taken yet; the last one when only reading back is left.</summary>
    public CrmWriteStep StandsAt()
    {
        var (steps, done) = (ReadSteps(), ReadResults());
        return steps.FirstOrDefault(s => !done.ContainsKey(s.EntenteId)) ?? steps[^1];
    }

    private void Note(CrmError error) =>
        (ErrorClass, ErrorCode, ErrorMessage, ErrorField, ErrorOn) = (error.Class, error.Code, error.Message, error.Field, StandsAt().Kind);
}

internal enum WriteState
{
    Waiting,
    Done,
    Failed,
    Ignored,
}
