using Entente.Access;
using Entente.Collaboration.MailActs;
using Entente.Leads.Book;
using Entente.Leads.Hold;
using Entente.Leads.Limits;
using Entente.Leads.List;
using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Portal;
using Entente.Leads.Route;
using Entente.Leads.Show;
using Entente.Leads.Take;
using Entente.Leads.Watch;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Leads;

/// <summary>Leads of the vendor: to whom they go and why, who has them, and what becomes of them.</summary>
public sealed class LeadsModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("leads.sweep", TimeSpan.FromMinutes(5), typeof(SweepLeads))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.LeadsPersonalData>();
        services.AddScoped<RoutingDesk>().AddScoped<LeadMails>().AddScoped<BookShelf>();
        services.AddScoped<IMailAct, AcceptByMail>();
        services.AddScoped<TakeLead>().AddScoped<AnswerOffer>().AddScoped<ReportLead>().AddScoped<RegisterLead>().AddScoped<SetLimit>();
        services.AddScoped(s => new ChangeBook(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<RoutingDesk>()
        ));
        services.AddScoped(s => new SteerLead(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<PartnersApi>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<LeadMails>()
        ));
        services.AddScoped<LeadList>().AddScoped<LeadQuery>().AddScoped<OwnLeads>();
        services.AddScoped(s => new LimitsQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<RoutingDesk>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IMenu, LeadsMenu>().AddScoped<ITodayItem, LeadsToday>().AddScoped<IHomeBlock, LeadsBlock>();
        services.AddScoped<ILeavingCheck, LeavingLeads>().AddScoped<IReviewPart, LeadReview>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Run<RouteLead, RunRouteLead>()
            .Hear<RegistrationSubmitted, FollowClaims>("lead-registered")
            .Hear<DealWon, FollowClaims>("lead-won")
            .Hear<DealLost, FollowClaims>("lead-lost");

    public override void MapModel(ModelBuilder model) => LeadsModel.Map(model);
}
