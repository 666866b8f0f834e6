using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Apply;
using Entente.Pipeline.List;
using Entente.Pipeline.Model;
using Entente.Pipeline.Panel;
using Entente.Pipeline.Safelist;
using Entente.Pipeline.Show;
using Entente.Platform;
using Entente.Platform.Jobs;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Pipeline;

/// <summary>Opportunities: the CRM's deals as Entente knows them, and which partners have a part in them.</summary>
public sealed class PipelineModule : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<PipelineApi>().AddScoped<PipelineList>();
        services.AddScoped<ApplyDeals>().AddScoped<ICrmBinding, DealBinding>();
        services.AddScoped<IPartnerSection, PartnerDeals>().AddScoped<IMenu, PipelineMenu>().AddScoped<ITodayItem, PipelineToday>();
        services
            .AddScoped<IFieldCatalog, CrmFieldCatalog>()
            .AddScoped<ISafeRecords, OpportunityRecords>()
            .AddScoped<IPanelSection, PipelinePanel>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Hear<CrmAccountChanged, FindAccount>("pipeline-account").Hear<CrmMerged, FollowAccount>("pipeline-account-merged");

    public override void MapModel(ModelBuilder model)
    {
        Opportunity.Map(model);
        OpportunityPartner.Map(model);
    }
}
