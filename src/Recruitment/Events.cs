using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;

namespace Entente.Recruitment;

/// <summary>A candidate took a step: a rule or a person moved it on.</summary>
[EventName("candidate.moved")]
public sealed record CandidateMoved(CandidateId Candidate, CandidateState From, CandidateState To) : IEvent
{
    public SubjectRef Subject => Candidate.Subject;
}
