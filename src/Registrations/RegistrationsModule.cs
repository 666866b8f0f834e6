using Entente.Access.Safelist;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Programs.Certificates;
using Entente.Registrations.Announce;
using Entente.Registrations.Answer;
using Entente.Registrations.Api;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Away;
using Entente.Registrations.Check;
using Entente.Registrations.Conduct;
using Entente.Registrations.Contests;
using Entente.Registrations.Crm;
using Entente.Registrations.CrmForms;
using Entente.Registrations.Decide;
using Entente.Registrations.Duplicates;
using Entente.Registrations.Evidence;
using Entente.Registrations.Expire;
using Entente.Registrations.Guard;
using Entente.Registrations.Import;
using Entente.Registrations.Judge;
using Entente.Registrations.List;
using Entente.Registrations.Mails;
using Entente.Registrations.Meet;
using Entente.Registrations.Model;
using Entente.Registrations.Panel;
using Entente.Registrations.Portal;
using Entente.Registrations.Probes;
using Entente.Registrations.PublicIntake;
using Entente.Registrations.Publish;
using Entente.Registrations.Remind;
using Entente.Registrations.Report;
using Entente.Registrations.Review;
using Entente.Registrations.RulesPage;
using Entente.Registrations.Safelist;
using Entente.Registrations.Sign;
using Entente.Registrations.Status;
using Entente.Registrations.Submit;
using Entente.Registrations.Talk;
using Entente.Registrations.Undo;
using Entente.Registrations.WhatIf;
using Entente.Registrations.Withdraw;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations;

/// <summary>Claims of partners on customers: received, assessed, decided under a clock, protected, written to the CRM.</summary>
public sealed class RegistrationsModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("registrations.remind", TimeSpan.FromMinutes(5), typeof(RemindDecisions)),
            new("registrations.protections", TimeSpan.FromMinutes(15), typeof(WatchProtections)),
            new("registrations.promises", TimeSpan.FromMinutes(15), typeof(Promises.WatchPromises)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        Privacy.PrivacyServices.Add(services);
        services.AddScoped<CrmSide>().AddScoped<PartnerMails>().AddScoped<StaffMails>();
        services.AddScoped(s => new ClaimWorld(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<PipelineApi>(),
            s.GetRequiredService<CrmSide>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<CertifiedPeople>(),
            s.GetServices<IClaimantRecord>()
        ));
        services.AddScoped(s => new ClaimContests(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>(),
            s.GetRequiredService<CompanyVerdicts>()
        ));
        services
            .AddScoped<RegistrationsApi>()
            .AddScoped<IProtectionBadges, ProtectionBadges>()
            .AddScoped<IMotionFacts, ClaimFacts>()
            .AddScoped<ITouchSource, ClaimTouches>()
            .AddScoped<Programs.IScorecardSource, Scores.ClaimScores>()
            .AddScoped<IPartnerSignals, Scores.ClaimSignals>()
            .AddScoped<IPartnerSignals, Scores.RulesSignals>()
            .AddScoped<ISegmentFacts, Scores.SentClaims>()
            .AddScoped<IAgendaPoints, Scores.ClaimAgenda>()
            .AddScoped<IReviewPart, Scores.ClaimReview>()
            .AddScoped<IPartnerSection, PartnerRegistrations>()
            .AddScoped<ILeavingCheck, LeavingClaims>();
        services.AddScoped<RegistrationList>().AddScoped<PublishPolicy>().AddScoped<ChangeDraft>().AddScoped<PolicyShelf>();
        services.AddScoped<PublishedRules>().AddScoped<INamedAccountRules, NamedInPolicy>().AddScoped<ReplayDraft>();
        services
            .AddScoped<ITodayItem, DecisionsToday>()
            .AddScoped<ITodayItem, ProtectionsToday>()
            .AddScoped<ITodayItem, AskedToday>()
            .AddScoped<ITodayItem, AnswersToday>();
        services.AddScoped<IHomeBlock, OwnDealsBlock>().AddScoped<OwnDeals>().AddScoped<IMenu, RegistrationsMenu>();
        services.AddScoped<RecordClaims>().AddScoped<IPanelSection, RegistrationsPanel>().AddScoped<AnswerQuestion>();
        services
            .AddScoped<StatusQuery>()
            .AddScoped<ReviewQuery>()
            .AddScoped<ClaimGates>()
            .AddScoped<SubmitRegistration>()
            .AddScoped<AskForInfo>()
            .AddScoped<DecideByForm>();
        services.AddScoped<SignatureDesk>().AddScoped<SigningQueue>().AddScoped<ITodayItem, SignaturesToday>();
        services.AddScoped<SetAbsence>().AddScoped<EndAbsence>().AddScoped<AwayList>();
        LaterActs.Add(services);
        Promises.PromiseServices.Add(services);
        GuardServices.Add(services);
        IntakeServices.Add(services);
        services
            .AddScoped<IThreadHost, RegistrationThreads>()
            .AddScoped<IClaimBeside, BesideThread>()
            .AddScoped<IInboundClaims, ClaimsByMail>();
        services.AddScoped<DuplicateQuery>().AddScoped<ISafeRecords, RegistrationRecords>().AddScoped<Colleagues.ShareClaim>();
        services.AddScoped<ConductQuery>().AddScoped<Openings>();
        services.AddScoped(s => new LogFirstMeeting(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new RefuseRegistration(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<SignatureDesk>()
        ));
        services.AddScoped(s => new UndoDecision(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>()
        ));
        services.AddScoped(s => new WithdrawRegistration(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<CrmSide>()
        ));
        services.AddScoped(s => new ApproveRegistration(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimWorld>(),
            s.GetRequiredService<SignatureDesk>()
        ));
    }

    public override void AddWork(WorkCatalog work) =>
        Promises
            .PromiseServices.Hear(work)
            .Hear<RegistrationSubmitted, TellPartner>("registration-acknowledge")
            .Hear<RegistrationApproved, Scores.FreshenCards>("tiers-registration-approved")
            .Hear<RegistrationDeclined, Scores.FreshenCards>("tiers-registration-declined")
            .Hear<RegistrationRejected, Scores.FreshenCards>("tiers-registration-rejected")
            .Hear<RegistrationApproved, TellPartner>("registration-tell-approved")
            .Hear<RegistrationDeclined, TellPartner>("registration-tell-declined")
            .Hear<RegistrationRejected, TellPartner>("registration-tell-rejected")
            .Hear<RegistrationInfoRequested, TellPartner>("registration-tell-question")
            .Hear<RegistrationWithdrawn, TellPartner>("registration-tell-withdrawn")
            .Hear<RegistrationExpired, TellPartner>("registration-tell-expired")
            .Hear<RegistrationReopened, TellPartner>("registration-tell-reopened")
            .Hear<RegistrationReopened, RouteAgain>("registration-route-again")
            .Hear<RegistrationChangeRefused, TellPartner>("registration-tell-change-refused")
            .Hear<RegistrationExtended, TellPartner>("registration-tell-extended")
            .Hear<RegistrationShortened, TellPartner>("registration-tell-shortened")
            .Hear<RegistrationShortened, WriteShortened>("registration-write-shortened")
            .Hear<RegistrationExtensionRefused, TellPartner>("registration-tell-extension-refused")
            .Hear<RegistrationAppealed, TellPartner>("registration-tell-appealed")
            .Hear<RegistrationAppealAnswered, TellPartner>("registration-tell-appeal-answered")
            .Hear<RegistrationExtensionAsked, TellStaff>("registration-staff-extension")
            .Hear<RegistrationAppealed, TellStaff>("registration-staff-appeal")
            .Hear<RegistrationChallenged, TellStaff>("registration-staff-challenge")
            .Hear<CrmWritten, BindDeal>("registration-bind")
            .Hear<MessageShared, TellTimeline>("registration-crm-message")
            .Hear<SharedTaskDone, TellTimeline>("registration-crm-task")
            .Hear<MessageShared, TouchByMessage>("registration-credit-message")
            .Hear<CrmWritten, TellTimeline>("registration-crm-messages")
            .Hear<ProbingSeen, TellOfProbing>("registration-probing")
            .Hear<CrmMirrorComplete, QueueUnwritten>("registration-write-unwritten")
            .Run<WriteApproved, RunWriteApproved>()
            .Run<ContestDeals, RunContestDeals>()
            .Run<DecideByPolicy, RunDecideByPolicy>()
            .Run<AskSigners, RunAskSigners>()
            .Run<WatchDirectDeal, RunWatchDirectDeal>()
            .Hear<CrmContactChanged, HearOfCrmForms>("registration-crm-form")
            .Run<ReadCrmForm, RunReadCrmForm>()
            .Run<ReadCrmFormOnLead, RunReadCrmForm>()
            .Hear<CrmLeadLeftByForm, HearOfCrmForms>("registration-crm-form-lead")
            .Hear<CompaniesJudged, FollowVerdicts>("registration-company-judged")
            .Hear<SitesChanged, FollowSites>("registration-sites-changed")
            .Run<AssessAgain, RunAssessAgain>()
            .Hear<PartnerRenamed, TellName>("registration-partner-name")
            .Run<AnnounceDecision, RunAnnounceDecision>()
            .Run<JudgeImport, RunJudgeImport>()
            .Run<SendImport, RunSendImport>()
            .Run<CountImport, RunCountImport>()
            .Run<AskToConfirm, RunAskToConfirm>()
            .Run<ForgetPublicClaim, RunForgetPublicClaim>()
            .Hear<PartnerTierChanged, TellPartnerFields>("registration-tier")
            .Hear<PartnerFieldsChanged, TellPartnerFields>("registration-partner-fields")
            .Hear<PartnerOnboarded, TellPartnerFields>("registration-onboarded")
            .Hear<OpportunityStageChanged, HearStages>("registration-stage")
            .Hear<DealWon, CloseDeals>("registration-won")
            .Hear<DealLost, CloseDeals>("registration-lost")
            .Hear<DealGone, FollowDeals>("registration-deal-gone")
            .Hear<DealBack, FollowDeals>("registration-deal-back")
            .Hear<OpportunityMerged, FollowDeals>("registration-deal-merged")
            .Hear<CrmMerged, FollowDeals>("registration-account-merged");

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        LiveCheckEndpoint.Map(routes);
        ImportEndpoints.Map(routes);
        RegistrationEndpoints.Map(routes);
        FilesEndpoint.Map(routes);
    }

    public override void MapModel(ModelBuilder model) => RegistrationsModel.Map(model);
}
