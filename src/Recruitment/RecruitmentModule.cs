using Entente.Access;
using Entente.Access.ProofOfWork;
using Entente.Crm;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Recruitment.Apply;
using Entente.Recruitment.Board;
using Entente.Recruitment.Book;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Model;
using Entente.Recruitment.Privacy;
using Entente.Recruitment.Show;
using Entente.Recruitment.Sort;
using Entente.Recruitment.Take;
using Entente.Recruitment.Watch;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Recruitment;

/// <summary>Companies that may become partners: how they apply, how they are judged, what becomes of them (PTN-3).</summary>
public sealed class RecruitmentModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("recruitment.sweep", TimeSpan.FromMinutes(15), typeof(SweepCandidates))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IPersonalData, RecruitmentPersonalData>().AddScoped<IRetention, RecruitmentRetention>();
        services.AddScoped<ApplicantMails>().AddScoped<StaffNotices>().AddScoped<RecruitmentShelf>();
        services.AddScoped<AddCandidate>().AddScoped<ScoreCandidate>().AddScoped<CandidateList>().AddScoped<CandidateQuery>();
        services.AddScoped(s => new SendApplication(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Numbers>(),
            s.GetRequiredService<RecruitmentShelf>(),
            s.GetRequiredService<Puzzles>(),
            s.GetRequiredService<CrmApi>(),
            s.GetRequiredService<ApplicantMails>()
        ));
        services.AddScoped(s => new MoveCandidate(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<RecruitmentShelf>(),
            s.GetRequiredService<CreatePartner>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<ApplicantMails>(),
            s.GetRequiredService<CrmApi>()
        ));
        services
            .AddScoped<IMenu, RecruitmentMenu>()
            .AddScoped<ITodayItem, RecruitmentToday>()
            .AddScoped<IPartnerSection, RecruitedSection>();
    }

    public override void AddWork(WorkCatalog work) => work.Run<SortApplication, RunSortApplication>();

    public override void MapModel(ModelBuilder model) => RecruitmentModel.Map(model);
}
