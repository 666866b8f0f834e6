using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;

namespace Entente.Recruitment.Model;

/// <summary>One step of a candidate's history: dated, attributed, reasoned (PTN-2). From and to alike: something was said, it stays where it is.</summary>
[NotAudited("the candidate's own change of state is audited; this is its history")]
internal sealed class CandidateStep : Entity
{
    private CandidateStep() { }

    public CandidateStepId Id { get; private init; }
    public CandidateId CandidateId { get; private init; }
    public CandidateState From { get; private init; }
    public CandidateState To { get; private init; }
    public string Why { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static CandidateStep Of(CandidateId of, CandidateState from, CandidateState to, string why, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CandidateStepId>(now),
            CandidateId = of,
            From = from,
            To = to,
            Why = why,
            By = by,
            At = now,
        };
}

/// <summary>What one person thinks of one criterion of a candidate, and why.</summary>
[Subject("candidate_score")]
internal sealed class CandidateScore : Entity
{
    private CandidateScore() { }

    public CandidateId CandidateId { get; private init; }
    public PersonId By { get; private init; }
    public FitCriterion Criterion { get; private init; }

    /// <summary>1 to 5.</summary>
    public int Value { get; private set; }
    public string Note { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public static CandidateScore Of(CandidateId of, PersonId by, FitCriterion criterion) =>
        new()
        {
            CandidateId = of,
            By = by,
            Criterion = criterion,
        };

    public void Set(int value, string note, DateTimeOffset now) => (Value, Note, At) = (value, note, now);
}

/// <summary>How the workspace recruits, as it was published; the newest counts.</summary>
[Subject("recruitment_rules")]
internal sealed class RecruitmentVersion : Published<RecruitmentBook>
{
    private RecruitmentVersion() { }

    private RecruitmentVersion(int number, RecruitmentBook book, PersonId? by, DateTimeOffset now)
        : base(number, book, by, now) { }

    public string Note { get; private init; } = "";

    public static RecruitmentVersion Publish(int number, RecruitmentBook book, string note, PersonId? by, DateTimeOffset now) =>
        new(number, book, by, now) { Note = note };
}
