using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Partners.Confirm;
using Entente.Partners.Create;
using Entente.Partners.Crm;
using Entente.Partners.DrawTerritories;
using Entente.Partners.Edit;
using Entente.Partners.Facts;
using Entente.Partners.Import;
using Entente.Partners.Lapse;
using Entente.Partners.Links;
using Entente.Partners.List;
using Entente.Partners.Model;
using Entente.Partners.Panel;
using Entente.Partners.People;
using Entente.Partners.Place;
using Entente.Partners.Reassign;
using Entente.Partners.Segments;
using Entente.Partners.Show;
using Entente.Partners.Step;
using Entente.Partners.Talk;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners;

/// <summary>Who sells with the vendor, in which program and tier, where, and how the relationship stands.</summary>
public sealed class PartnersModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("partners.lapse_access", TimeSpan.FromDays(1), typeof(LapseAccess)),
            new("partners.confirm_teams", TimeSpan.FromDays(1), typeof(RunReviews)),
            new("partners.find_companies", TimeSpan.FromDays(1), typeof(FindCompanies)),
            new("partners.follow_owners", TimeSpan.FromDays(1), typeof(FollowOwner)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services
            .AddScoped<Platform.Privacy.IPersonalData, Privacy.PartnersPersonalData>()
            .AddScoped<Platform.Privacy.IRetention, Privacy.PartnersRetention>();
        services
            .AddScoped<PartnerInCrm>()
            .AddScoped<PartnerCompanies>()
            .AddScoped<ITodayItem, CompaniesToday>()
            .AddScoped<ITodayItem, OwnersToday>();
        services
            .AddScoped(s => new PartnersApi(
                s.GetRequiredService<EntenteDb>(),
                s.GetRequiredService<PartnerInCrm>(),
                s.GetRequiredService<PageMemo>()
            ))
            .AddScoped<IActorFacts, ActorFacts>()
            .AddScoped<IMenu, PartnersMenu>()
            .AddScoped<ITodayItem, FirstSteps>();
        services.AddScoped<CreatePartner>().AddScoped<ChangeTier>().AddScoped<LeavingChecks>().AddScoped<ChangeStatus>();
        services.AddScoped<EditPartner>().AddScoped<PartnerToEdit>();
        services.AddScoped<HandOverMails>().AddScoped<HandOverPartners>().AddScoped<HandOverDesk>().AddScoped<ITodayItem, LeftBehind>();
        services
            .AddScoped<DefineTerritory>()
            .AddScoped<ChangeTerritory>()
            .AddScoped<TerritoryList>()
            .AddScoped<NameAccount>()
            .AddScoped<NamedAccountList>();
        services
            .AddScoped<MindAccess>()
            .AddScoped<TeamAccess>()
            .AddScoped<AnswerReview>()
            .AddScoped<ConfirmSafelist>()
            .AddScoped<AccessPolicyDesk>();
        services.AddScoped<ITodayItem, ReviewsToday>().AddScoped<IHomeBlock, ConfirmMove>();
        services.AddScoped<IThreadHost, PartnerThreads>().AddScoped<IPartnerSection, PartnerTalk>();
        services.AddScoped<ManageTeam>().AddScoped<AddPerson>().AddScoped<RemovePerson>();
        services.AddScoped(s => new FormTokens(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IssueRegistrationLink>().AddScoped<RevokeRegistrationLink>();
        services.AddPartnerImports();
        services.AddSegments();
        services.AddScoped<PartnerList>().AddScoped<PartnerShown>().AddScoped<IPanelSection, PartnersPanel>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Hear<CrmMerged, FollowCompany>("partners-company-merged")
            .Hear<CrmAccountChanged, FindCompanies>("partners-company-found")
            .Hear<CrmMirrorComplete, FindCompanies>("partners-companies-found")
            .Hear<CrmAccountChanged, FollowOwner>("partners-company-owner")
            .Hear<CrmMirrorComplete, FollowOwner>("partners-company-owners")
            .Hear<AccessCut, CloseLinks>("partners-close-links")
            .Hear<AddressGone, EndBounced>("partners-end-bounced")
            .Hear<PartnerFieldsChanged, FollowFields>("partners-fields-told")
            .Hear<MessageShared, TellAccountTimeline>("partner-crm-message")
            .Hear<SharedTaskDone, TellAccountTimeline>("partner-crm-task")
            .Run<JudgeImport, RunJudgeImport>()
            .Run<MakeImport, RunMakeImport>()
            .Run<InviteJoined, RunInviteJoined>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ImportEndpoints.Map(routes);
        SegmentEndpoints.Map(routes);
    }

    public override void MapModel(ModelBuilder model)
    {
        Partner.Map(model);
        PartnerDomain.Map(model);
        HandOver.Map(model);
        StatusChange.Map(model);
        Program.Map(model);
        Enrollment.Map(model);
        TierChange.Map(model);
        Model.Territory.Map(model);
        PartnerTerritory.Map(model);
        NamedAccount.Map(model);
        RegistrationLink.Map(model);
        AccessPolicy.Map(model);
        PartnerImport.Map(model);
        PartnersCard.Map(model);
        PartnerSegment.Map(model);
    }
}
