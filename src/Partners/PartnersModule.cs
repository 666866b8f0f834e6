using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Partners.Create;
using Entente.Partners.Crm;
using Entente.Partners.DrawTerritories;
using Entente.Partners.Edit;
using Entente.Partners.Facts;
using Entente.Partners.Links;
using Entente.Partners.List;
using Entente.Partners.Model;
using Entente.Partners.Panel;
using Entente.Partners.People;
using Entente.Partners.Place;
using Entente.Partners.Show;
using Entente.Partners.Step;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners;

/// <summary>Who sells with the vendor, in which program and tier, where, and how the relationship stands.</summary>
public sealed class PartnersModule : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<PartnerInCrm>();
        services
            .AddScoped(s => new PartnersApi(s.GetRequiredService<EntenteDb>(), s.GetRequiredService<PartnerInCrm>()))
            .AddScoped<IActorFacts, ActorFacts>()
            .AddScoped<IMenu, PartnersMenu>()
            .AddScoped<ITodayItem, FirstSteps>();
        services.AddScoped<CreatePartner>().AddScoped<ChangeTier>().AddScoped<ChangeStatus>();
        services.AddScoped<EditPartner>().AddScoped<PartnerToEdit>();
        services.AddScoped<DefineTerritory>().AddScoped<ChangeTerritory>().AddScoped<TerritoryList>().AddScoped<NameAccount>();
        services.AddScoped<AddPerson>().AddScoped<RemovePerson>();
        services.AddScoped(s => new FormTokens(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IssueRegistrationLink>().AddScoped<RevokeRegistrationLink>();
        services.AddScoped<PartnerList>().AddScoped<PartnerShown>().AddScoped<IPanelSection, PartnersPanel>();
    }

    public override void AddWork(WorkCatalog work) => work.Hear<CrmMerged, FollowCompany>("partners-company-merged");

    public override void MapModel(ModelBuilder model)
    {
        Partner.Map(model);
        PartnerDomain.Map(model);
        StatusChange.Map(model);
        Program.Map(model);
        Enrollment.Map(model);
        TierChange.Map(model);
        Model.Territory.Map(model);
        PartnerTerritory.Map(model);
        NamedAccount.Map(model);
        RegistrationLink.Map(model);
        PartnersCard.Map(model);
    }
}
