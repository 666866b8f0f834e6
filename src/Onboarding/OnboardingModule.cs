using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Onboarding.Accept;
using Entente.Onboarding.Aim;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Model;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Show;
using Entente.Onboarding.Tell;
using Entente.Onboarding.Templates;
using Entente.Onboarding.Write;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Registrations;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Onboarding;

/// <summary>What partners accept before they begin: agreements in versions, who accepted which text, and what waits for it; and the way from there to the first result.</summary>
public sealed class OnboardingModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("agreements.watch", TimeSpan.FromHours(1), typeof(WatchAgreements)),
            new("journeys.watch", TimeSpan.FromHours(1), typeof(WatchJourneys)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.OnboardingPersonalData>();
        services
            .AddScoped<ChangeAgreement>()
            .AddScoped<AgreementsQuery>()
            .AddScoped<Addressees>()
            .AddScoped<ISegmentUse, AimedAgreements>()
            .AddScoped<ISegmentUse, AimedJourneys>();
        services.AddScoped<OwnAgreements>().AddScoped<AcceptAgreement>();
        services
            .AddScoped<JourneyShelf>()
            .AddScoped<PublishJourney>()
            .AddScoped<JourneyFacts>()
            .AddScoped<JourneyDesk>()
            .AddScoped<StepOwners>()
            .AddScoped<JourneyMails>();
        // What has parts of this room alone is made here: its constructor is nobody else's.
        services.AddScoped(s => new SteerJourney(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<PartnersApi>(s),
            Of<JourneyDesk>(s),
            Of<TimeProvider>(s)
        ));
        services.AddScoped(s => new CloseStep(Of<EntenteDb>(s), Of<Actor>(s), Of<JourneyDesk>(s), Of<Notices>(s), Of<TimeProvider>(s)));
        services.AddScoped(s => new JourneysQuery(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<PartnersApi>(s),
            Of<AccessApi>(s),
            Of<JourneyDesk>(s),
            Of<StepOwners>(s),
            Of<Entente.Partners.Segments.SegmentsApi>(s)
        ));
        services.AddScoped(s => new GiveStep(Of<EntenteDb>(s), Of<Actor>(s), Of<JourneyDesk>(s), Of<StepOwners>(s)));
        services.AddScoped<AgreementMails>().AddScoped<TellAgreements>();
        services
            .AddScoped<IHomeBlock, JourneyBlock>()
            .AddScoped<ITodayItem, JourneysToday>()
            .AddScoped<IPartnerSection, PartnerJourney>()
            .AddScoped<IPartnerSignals, JourneySignals>()
            .AddScoped<ILeavingCheck, LeavingJourney>()
            .AddScoped<IMenu, OnboardingMenu>()
            .AddScoped<IHomeBlock, AgreementsBlock>()
            .AddScoped<IPartnerSection, PartnerAgreements>()
            .AddScoped<IClaimGate, AgreementGate>()
            .AddScoped<IClaimantRecord, AcceptedNames>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Run<TellAgreement, RunTellAgreement>()
            .Run<AdvanceJourney, FollowPartners>()
            .Hear<PartnerCreated, FollowPartners>("journey-created")
            .Hear<PartnerStatusChanged, FollowPartners>("journey-status")
            .Hear<RegistrationSubmitted, FollowPartners>("journey-registered")
            .Hear<PartnerActivated, TellOnboarded>("journey-activated");

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    public override void MapRoutes(IEndpointRouteBuilder routes) => AcceptedFile.Map(routes);

    public override void MapModel(ModelBuilder model) => OnboardingModel.Map(model);
}
