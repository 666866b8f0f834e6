using Entente.Pipeline.Model;
using Entente.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Pipeline;

/// <summary>Opportunities: the CRM's deals as Entente knows them, and which partners have a part in them.</summary>
public sealed class PipelineModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<PipelineApi>();

    public override void MapModel(ModelBuilder model)
    {
        Opportunity.Map(model);
        OpportunityPartner.Map(model);
    }
}
