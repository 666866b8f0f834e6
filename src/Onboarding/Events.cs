using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Onboarding;

/// <summary>A partner in onboarding did what the vendor defined as activated. Told once of each journey.</summary>
[EventName("partner.activated")]
public sealed record PartnerActivated(PartnerId Partner, JourneyId Journey) : IEvent
{
    public SubjectRef Subject => new(Partners.PartnersApi.SubjectKind, Partner.Value);
}
