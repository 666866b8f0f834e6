using Entente.Crm;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Programs.Certificates;
using Entente.Programs.Evaluate;
using Entente.Programs.Mails;
using Entente.Programs.Model;
using Entente.Programs.Overview;
using Entente.Programs.Place;
using Entente.Programs.Plans;
using Entente.Programs.Portal;
using Entente.Programs.Progress;
using Entente.Programs.WhatIf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Programs;

/// <summary>What each tier asks for and gives, how partners stand against it, and where they are placed.</summary>
public sealed class ProgramsModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("tiers.nightly", TimeSpan.FromDays(1), typeof(NightlyTiers))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.ProgramsPersonalData>();
        services.AddScoped<PlanShelf>().AddScoped<Measures>().AddScoped<ChangePlan>().AddScoped<Entitlements>();
        services.AddScoped<ScoreBook>().AddScoped<EvaluateTiers>().AddScoped<ScorecardNews>().AddScoped<TierMails>();
        services
            .AddScoped<TierDesk>()
            .AddScoped<DecideProposal>()
            .AddScoped<SteerTier>()
            .AddScoped(s => new ShowForTier(
                s.GetRequiredService<EntenteDb>(),
                s.GetRequiredService<Actor>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<TierDesk>()
            ))
            .AddScoped<AppealTier>()
            .AddScoped<TierActs>();
        services.AddScoped<ProgressQuery>().AddScoped<OverviewQuery>().AddScoped<ReplayPlan>();
        services
            .AddScoped<IPartnerSection, TierSection>()
            .AddScoped<IPartnerSignals, CertificateSignals>()
            .AddScoped<ISegmentFacts, CertificateFacts>()
            .AddScoped<CertificateBook>()
            .AddScoped(s => new CertifiedPeople(s.GetRequiredService<EntenteDb>(), s.GetRequiredService<CertificateBook>()))
            .AddScoped<IPartnerFields>(s => s.GetRequiredService<CertificateBook>())
            .AddScoped<IPanelSection, CertificatesPanel>()
            .AddScoped<IReviewPart, TierReview>()
            .AddScoped<ITodayItem, TiersToday>()
            .AddScoped<IHomeBlock, TierBlock>()
            .AddScoped<IMenu, TiersMenu>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Run<MeasurePartners, RunMeasures>()
            .Run<MeasurePartner, RunMeasures>()
            .Run<EndCertificate, RunEndCertificate>()
            .Hear<PartnerTierChanged, FollowPlacement>("tiers-follow-placement");

    public override void MapModel(ModelBuilder model) => ProgramsModel.Map(model);
}
