using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Apply;
using Entente.Pipeline.Credits;
using Entente.Pipeline.Forecasts;
using Entente.Pipeline.List;
using Entente.Pipeline.Model;
using Entente.Pipeline.Panel;
using Entente.Pipeline.Playbooks;
using Entente.Pipeline.Safelist;
using Entente.Pipeline.Scores;
using Entente.Pipeline.Show;
using Entente.Pipeline.Talk;
using Entente.Pipeline.Work;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Programs;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Pipeline;

/// <summary>Opportunities: the CRM's deals as Entente knows them, and which partners have a part in them.</summary>
public sealed class PipelineModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("pipeline.forecast", TimeSpan.FromDays(3), typeof(TakeSnapshots)),
            new("pipeline.credit", TimeSpan.FromDays(3), typeof(CreditOpenDeals)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.PipelinePersonalData>();
        services.AddScoped<PipelineApi>().AddScoped<PipelineList>();
        services.AddScoped<ApplyDeals>().AddScoped<ICrmBinding, DealBinding>();
        services.AddScoped<IPartnerSection, PartnerDeals>().AddScoped<IMenu, PipelineMenu>().AddScoped<ITodayItem, PipelineToday>();
        services
            .AddScoped<IFieldCatalog, CrmFieldCatalog>()
            .AddScoped<ISafeRecords, OpportunityRecords>()
            .AddScoped(s => new DealFacts(s.GetRequiredService<CrmApi>(), s.GetRequiredService<Fields>()))
            .AddScoped<IPanelSection, PipelinePanel>();
        services
            .AddScoped<IScorecardSource, DealScores>()
            .AddScoped<IPartnerSignals, DealSignals>()
            .AddScoped<ISegmentFacts, Scores.SegmentDeals>()
            .AddScoped<IReviewPart, DealReview>();
        services.AddScoped<IAgendaPoints, DealAgenda>();
        services.AddScoped<ForecastBook>();
        services.AddScoped(s => new ForecastQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ForecastBook>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<PlaybookShelf>().AddScoped<PublishPlaybook>();
        services
            .AddScoped<Standings>()
            .AddScoped<DealQuery>()
            .AddScoped<AdvanceDeal>()
            .AddScoped<ShowEvidence>()
            .AddScoped<KeepDealUpToDate>()
            .AddScoped<Bulk.WorkInBulk>()
            .AddScoped<ITodayItem, MotionsToday>();
        services.AddScoped<IThreadHost, DealThreads>().AddScoped(s => new DealTalk(s.GetRequiredService<ThreadQuery>()));
        Credit(services);
    }

    private static void Credit(IServiceCollection services)
    {
        services.AddScoped<CreditRuleShelf>().AddScoped<PublishCreditRule>().AddScoped<CreditBook>().AddScoped<WriteCredit>();
        services
            .AddScoped<ITouchSource, PartTouches>()
            .AddScoped<CrmTouches>()
            .AddScoped<ITouchSource>(s => s.GetRequiredService<CrmTouches>());
        services.AddScoped<GatherCredit>().AddScoped<CreditOpenDeals>().AddScoped<IMotionFacts, CreditFact>();
        services.AddScoped<TalkShares>().AddScoped<CorrectCredit>().AddScoped<DecideNamed>().AddScoped<ITodayItem, CreditToday>();
        services.AddScoped<OwnCredit>().AddScoped<AttributionQuery>();
        services.AddScoped(s => new CreditApi(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<GatherCredit>(),
            s.GetRequiredService<PipelineApi>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new SettleShares(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<CreditBook>()
        ));
        services.AddScoped(s => new CreditQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<CreditBook>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<Access.AccessApi>(),
            s.GetRequiredService<CrmTouches>(),
            s.GetRequiredService<Workspaces>()
        ));
    }

    public override void AddWork(WorkCatalog work) =>
        work.Hear<CrmAccountChanged, FindAccount>("pipeline-account")
            .Hear<CrmMerged, FollowAccount>("pipeline-account-merged")
            .Hear<OpportunityPartnerLinked, HearOfCredit>("credit-linked")
            .Hear<OpportunityStageChanged, HearOfCredit>("credit-reopened")
            .Hear<DealWon, HearOfCredit>("credit-won")
            .Hear<DealLost, HearOfCredit>("credit-lost")
            .Hear<SharesSettled, HearOfCredit>("credit-settled")
            .Hear<CreditCorrected, HearOfCredit>("credit-corrected")
            .Hear<OpportunityMerged, HearOfCredit>("credit-merged")
            .Hear<CreditRulePublished, HearOfCredit>("credit-rule")
            .Run<CreditAnew, CreditOpenDeals>()
            .Run<LapseOffer, RunLapseOffer>()
            .Hear<MessageShared, TellDealTimeline>("deal-crm-message")
            .Hear<SharedTaskDone, TellDealTimeline>("deal-crm-task")
            .Hear<DealWon, FreshenCards>("tiers-deal-won")
            .Hear<DealLost, FreshenCards>("tiers-deal-lost")
            .Hear<DealGone, FreshenCards>("tiers-deal-gone")
            .Hear<DealBack, FreshenCards>("tiers-deal-back")
            .Hear<OpportunityClosedChanged, FreshenCards>("tiers-deal-mended")
            .Hear<OpportunityPartnerLinked, FreshenCards>("tiers-deal-linked");

    public override void MapRoutes(IEndpointRouteBuilder routes) => AttributionFile.Map(routes);

    public override void MapModel(ModelBuilder model)
    {
        Opportunity.Map(model);
        OpportunityPartner.Map(model);
        PlaybookVersion.Map(model);
        DealWork.Map(model);
        CriterionEvidence.Map(model);
        ForecastSnapshot.Map(model);
        DealParts.Map(model);
        CreditModelling.Map(model);
    }
}
