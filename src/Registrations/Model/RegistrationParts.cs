using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>A strong key of a claim, found by <c>=</c>: what surely is the same company.</summary>
[NotAudited("made from the registration's own company and domain, which are audited")]
internal sealed class RegistrationKey : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public RegistrationId RegistrationId { get; private init; }
    public string Kind { get; private init; } = "";
    public string Value { get; private init; } = "";

    /// <summary>Of an account that people called the same company; false: it follows from what the claim itself says.</summary>
    public bool Adopted { get; private set; }

    public static RegistrationKey Of(Registration registration, ClaimKey key, bool adopted = false) =>
        new()
        {
            RegistrationId = registration.Id,
            Kind = key.Kind,
            Value = key.Value,
            Adopted = adopted,
        };

    /// <summary>The claim itself says it by now.</summary>
    public void Own() => Adopted = false;
}

/// <summary>A question to the partner, and the answer. While it is open the decision clock stands still.</summary>
[Subject("info_request")]
internal sealed class InfoRequest : Entity, IClaimPart, IOwnable<InfoRequest>
{
    public static Expression<Func<InfoRequest, bool>> Own(EntenteDb db) => OwnClaims.Of<InfoRequest>(db);

    private InfoRequest() { }

    public InfoRequestId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public InfoTopic Topic { get; private init; }
    public string Question { get; private init; } = "";
    public PersonId? AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public string? Reply { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static InfoRequest Ask(Registration registration, InfoTopic topic, string question, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<InfoRequestId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            Topic = topic,
            Question = question,
            AskedBy = by,
            AskedAt = now,
        };

    public void Answer(string reply, PersonId? by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            throw new InvalidOperationException("This question was answered.");
        (Reply, AnsweredBy, AnsweredAt) = (reply, by, now);
    }
}

/// <summary>One entry of the history: who did what, when, and what was said.</summary>
[NotAudited("the registration's own change is audited; this is its history in words")]
internal sealed class RegistrationStep : IClaimPart, IOwnable<RegistrationStep>
{
    public static Expression<Func<RegistrationStep, bool>> Own(EntenteDb db) => OwnClaims.Of<RegistrationStep>(db);

    private RegistrationStep() { }

    public WorkspaceId WorkspaceId { get; internal set; }
    public RegistrationStepId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public RegistrationState From { get; private init; }
    public RegistrationState To { get; private init; }

    /// <summary>In a few words: <c>Approved</c>, <c>Proof of engagement</c>.</summary>
    public string What { get; private init; } = "";

    /// <summary>What was said with it.</summary>
    public string? Text { get; private init; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>Orders steps of the same moment.</summary>
    public int Position { get; private init; }

    /// <summary>Of which decision it is; null: of none.</summary>
    public int? Decision { get; private set; }

    /// <summary>For staff alone: a decision that was undone.</summary>
    public bool Internal { get; private set; }

    public void Belongs(int decision) => Decision = decision;

    public void Hide() => Internal = true;

    public static RegistrationStep Of(
        Registration registration,
        RegistrationState from,
        RegistrationState to,
        PersonId? by,
        string what,
        string? text,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<RegistrationStepId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            From = from,
            To = to,
            What = what,
            Text = text,
            By = by,
            At = now,
            Position = registration.Steps.Count,
        };
}

/// <summary>One run of the assessment as it stood: rule by rule, with the policy's version. Never changed. For staff.</summary>
[NotAudited("it is itself the trace of a decision, kept whole")]
internal sealed class AssessmentTrace : IWorkspaceOwned
{
    private AssessmentTrace() { }

    public WorkspaceId WorkspaceId { get; internal set; }
    public AssessmentTraceId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public int PolicyVersion { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>At which act: <c>submit</c>, <c>approve</c> …</summary>
    public string Act { get; private init; } = "";

    /// <summary>The assessment and the facts it looked at, as JSON.</summary>
    public string Trace { get; private init; } = "";

    /// <param name="registration">The verdict looks at its dates.</param>
    public static AssessmentTrace Of(Registration registration, string act, Assessment assessment, ClaimFacts facts)
    {
        var moment = new VerdictMoment(
            assessment.At,
            registration.ClaimedAt,
            registration.ReviewFrom,
            registration.NextStepAt,
            assessment.Terms.Zone
        );
        return new()
        {
            Id = Ids.New<AssessmentTraceId>(assessment.At),
            RegistrationId = registration.Id,
            PolicyVersion = assessment.PolicyVersion,
            At = assessment.At,
            Act = act,
            Trace = Platform.Jobs.Json.Write(
                new StoredTrace(assessment.Findings, assessment.Suggestion, assessment.Why, facts)
                {
                    Engine = Assessment.Engine,
                    Moment = moment,
                    Verdict = ClaimVerdict.Of(facts, assessment, moment),
                }
            ),
        };
    }

    public StoredTrace Read() => Platform.Jobs.Json.Read<StoredTrace>(Trace);
}

/// <summary>What a trace holds: with the facts and the moment everything in it can be made again.</summary>
internal sealed record StoredTrace(IReadOnlyList<Finding> Findings, Suggestion Suggestion, string Why, ClaimFacts Facts)
{
    /// <summary>The <see cref="Assessment.Engine"/> that ran; 0 before it was kept.</summary>
    public int Engine { get; init; }

    /// <summary>Null before engine 2.</summary>
    public VerdictMoment? Moment { get; init; }

    /// <summary>Null before engine 2.</summary>
    public ClaimVerdict? Verdict { get; init; }
}
