using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>A partner was created.</summary>
[EventName("partner.created")]
public sealed record PartnerCreated(PartnerId Partner) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}

/// <summary>The relationship took a step.</summary>
[EventName("partner.status_changed")]
public sealed record PartnerStatusChanged(PartnerId Partner, PartnerStatus From, PartnerStatus To) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}

/// <summary>A partner is called something else.</summary>
[EventName("partner.renamed")]
public sealed record PartnerRenamed(PartnerId Partner, string From, string To) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}

/// <summary>A partner was activated for the first time since it is one: it is onboarded.</summary>
[EventName("partner.onboarded")]
public sealed record PartnerOnboarded(PartnerId Partner, DateOnly On) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}

/// <summary>A partner was placed at another tier of the default program.</summary>
[EventName("partner.tier_changed")]
public sealed record PartnerTierChanged(PartnerId Partner, PartnerTier From, PartnerTier To) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}

/// <summary>What a room knows of a partner that the CRM is told is another now, see <see cref="IPartnerFields"/>.</summary>
[EventName("partner.fields_changed")]
public sealed record PartnerFieldsChanged(PartnerId Partner) : IEvent
{
    public SubjectRef Subject => new(PartnersApi.SubjectKind, Partner.Value);
}
