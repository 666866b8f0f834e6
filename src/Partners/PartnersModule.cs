using Entente.Partners.Model;
using Entente.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners;

/// <summary>Who sells with the vendor, in which program and tier, where, and how the relationship stands.</summary>
public sealed class PartnersModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<PartnersApi>();

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
        PartnersCard.Map(model);
    }
}
