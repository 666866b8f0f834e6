using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Evidence;

/// <summary>
/// Proof that the policy asks for and that could not come with the claim is asked for at once, like anything else that we need: our clock stands
/// still until the answer.
/// </summary>
internal static class AskForProof
{
    /// <summary>Does nothing where enough is on record, or where another question is open.</summary>
    public static void Of(Registration registration, ClaimFacts facts, Assessment assessment, DateTimeOffset now)
    {
        if (registration.State is RegistrationState.InReview && ProofChecks.Lacking(facts, assessment.Own) > 0)
            registration.Ask(
                InfoTopic.ProofOfEngagement,
                ProofChecks.Question(facts, assessment.Own),
                null,
                assessment.Terms.For(Segment.Of(facts)),
                now
            );
    }
}
