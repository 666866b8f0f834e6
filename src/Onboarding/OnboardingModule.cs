using Entente.Onboarding.Accept;
using Entente.Onboarding.Model;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Show;
using Entente.Onboarding.Tell;
using Entente.Onboarding.Write;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Jobs;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Registrations;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Onboarding;

/// <summary>What partners accept before they begin: agreements in versions, who accepted which text, and what waits for it.</summary>
public sealed class OnboardingModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("agreements.watch", TimeSpan.FromHours(1), typeof(WatchAgreements))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.OnboardingPersonalData>();
        services.AddScoped<ChangeAgreement>().AddScoped<AgreementsQuery>();
        services.AddScoped<OwnAgreements>().AddScoped<AcceptAgreement>();
        services.AddScoped<AgreementMails>().AddScoped<TellAgreements>();
        services
            .AddScoped<IMenu, OnboardingMenu>()
            .AddScoped<IHomeBlock, AgreementsBlock>()
            .AddScoped<IPartnerSection, PartnerAgreements>()
            .AddScoped<IClaimGate, AgreementGate>()
            .AddScoped<IClaimantRecord, AcceptedNames>();
    }

    public override void AddWork(WorkCatalog work) => work.Run<TellAgreement, RunTellAgreement>();

    public override void MapRoutes(IEndpointRouteBuilder routes) => AcceptedFile.Map(routes);

    public override void MapModel(ModelBuilder model) => OnboardingModel.Map(model);
}
