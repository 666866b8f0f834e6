using Entente.Access.Safelist;
using Entente.Collaboration.Threads;
using Entente.Conflicts.Appeal;
using Entente.Conflicts.Claims;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Crm;
using Entente.Conflicts.Decide;
using Entente.Conflicts.Evidence;
using Entente.Conflicts.Figures;
using Entente.Conflicts.List;
using Entente.Conflicts.Model;
using Entente.Conflicts.Panel;
using Entente.Conflicts.Portal;
using Entente.Conflicts.Remind;
using Entente.Conflicts.Show;
using Entente.Conflicts.TakeUp;
using Entente.Conflicts.Talk;
using Entente.Conflicts.Watch;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Registrations;
using Entente.Registrations.Conduct;
using Entente.Registrations.Contests;
using Entente.Registrations.Guard;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Conflicts;

/// <summary>Conflicts over a company: seen early, taken up in time, settled with reasons, written to the CRM; roles and shares on a deal.</summary>
public sealed class ConflictsModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("conflicts.sweep", TimeSpan.FromMinutes(15), typeof(WatchOver))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.ConflictsPersonalData>();
        services.AddScoped<SweepConflicts>().AddScoped<RemindCases>().AddScoped<IMotionFacts, CaseFacts>();
        services.AddScoped<Surroundings>().AddScoped<Docket>().AddScoped<Weighing>();
        services.AddScoped<LetterMails>().AddScoped<AppealMails>().AddScoped<CaseMails>();
        services
            .AddScoped<TakeUpCase>()
            .AddScoped<PlanCase>()
            .AddScoped<AddEvidence>()
            .AddScoped<AddOwnEvidence>()
            .AddScoped<AppealCase>()
            .AddScoped<CaseActs>();
        services.AddScoped(s => new DecideCase(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Weighing>(),
            s.GetRequiredService<LetterMails>(),
            s.GetRequiredService<CreditApi>()
        ));
        services.AddScoped(s => new AnswerConflictAppeal(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<AppealMails>()
        ));
        services.AddScoped<ConflictList>().AddScoped<ConflictFigures>();
        services.AddScoped(s => new CaseQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Weighing>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<Access.AccessApi>(),
            s.GetRequiredService<DirectDealGuard>(),
            s.GetRequiredService<ComplaintList>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new OwnClaimQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<Fields>(),
            s.GetRequiredService<OwnCredit>(),
            s.GetRequiredService<OwnComplaints>(),
            s.GetRequiredService<TimeProvider>()
        ));
        AddComplaints(services);
        services.AddScoped<IThreadHost, ConflictThreads>();
        services.AddScoped<IClaimBeside, BesideClaims>().AddScoped<ITodayItem, ConflictsToday>().AddScoped<IMenu, ConflictsMenu>();
        services
            .AddScoped<IPanelSection, OpenCases>()
            .AddScoped<ILeavingCheck, LeavingCases>()
            .AddScoped<ILeavingCheck, LeavingComplaints>()
            .AddScoped<IReviewPart, ConflictReview>();
    }

    private static void AddComplaints(IServiceCollection services)
    {
        services.AddScoped<MakeComplaint>().AddScoped<ComplaintList>().AddScoped<OwnComplaints>();
        services.AddScoped<ComplaintDeciders>().AddScoped<ComplaintMails>().AddScoped<ComplaintStaffMails>().AddScoped<RemindComplaints>();
        services.AddScoped<IAnsweredDisputes, CountComplaints>().AddScoped<ITodayItem, ComplaintsToday>();
        services.AddScoped(s => new AnswerComplaint(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ComplaintDeciders>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<ComplaintMails>()
        ));
        services.AddScoped(s => new ComplaintQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ComplaintList>(),
            s.GetRequiredService<ComplaintDeciders>(),
            s.GetRequiredService<RegistrationsApi>(),
            s.GetRequiredService<Access.AccessApi>()
        ));
    }

    public override void AddWork(WorkCatalog work) =>
        work.Hear<RegistrationSubmitted, HearOfClaims>("conflict-watch-submitted")
            .Hear<RegistrationReopened, HearOfClaims>("conflict-watch-reopened")
            .Hear<RegistrationDeclined, HearOfClaims>("conflict-watch-declined")
            .Hear<RegistrationRejected, HearOfClaims>("conflict-watch-rejected")
            .Hear<RegistrationWithdrawn, HearOfClaims>("conflict-watch-withdrawn")
            .Hear<OpportunityOwnerChanged, HearOfOwners>("conflict-watch-owner")
            .Hear<CompaniesJudged, HearOfVerdicts>("conflict-watch-judged")
            .Run<LookAtJudged, HearOfVerdicts>()
            .Hear<RegistrationExpired, HearOfComplaints>("conflict-watch-expired")
            .Hear<ComplaintMade, HearOfComplaints>("conflict-watch-complaint")
            .Hear<ComplaintAnswered, HearOfComplaints>("conflict-watch-complaint-answered")
            .Hear<ComplaintMade, TellOfComplaints>("complaint-tell-made")
            .Run<LookAtComplaint, HearOfComplaints>()
            .Run<LookAtEnded, HearOfComplaints>()
            .Run<LookNow, SweepConflicts>()
            .Run<LookAtOwner, HearOfOwners>()
            .Hear<ConflictOpened, TellStaff>("conflict-tell-opened")
            .Hear<ConflictAppealed, TellStaff>("conflict-tell-appealed")
            .Hear<ConflictOpened, TellDeals>("conflict-crm-opened")
            .Hear<ConflictAcknowledged, TellDeals>("conflict-crm-acknowledged")
            .Hear<ConflictResolved, TellDeals>("conflict-crm-resolved")
            .Hear<ConflictAppealAnswered, TellDeals>("conflict-crm-appeal-answered");

    public override void MapModel(ModelBuilder model)
    {
        ConflictsModel.Map(model);
        WatchMark.Map(model);
    }
}
