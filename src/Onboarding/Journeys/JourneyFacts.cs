using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Onboarding.Journeys;

/// <summary>What Entente sees of a partner.</summary>
internal sealed class JourneyFacts(AgreementsQuery agreements, AccessApi access, RegistrationsApi registrations)
{
    public async Task<IReadOnlySet<JourneyFact>> Of(PartnerId partner, CancellationToken ct)
    {
        var facts = new HashSet<JourneyFact>();
        if ((await agreements.Of(partner, ct)).All(a => !a.Standing.Waits))
            facts.Add(JourneyFact.AgreementsAccepted);
        if ((await access.PartnerPeople(partner, ct)).Count(m => m.Active) > 1)
            facts.Add(JourneyFact.TeamInvited);
        var firsts = await registrations.Firsts(partner, ct);
        if (firsts.Registered)
            facts.Add(JourneyFact.FirstRegistration);
        if (firsts.Met)
            facts.Add(JourneyFact.FirstMeeting);
        if (firsts.Won)
            facts.Add(JourneyFact.FirstWon);
        return facts;
    }
}
