using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Registrations.Contests;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Guard;

/// <summary>What the guard of protected accounts registers.</summary>
internal static class GuardServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DirectDealQuery>();
        services.AddScoped(s => new DirectDealDesk(s.GetRequiredService<DirectDealQuery>()));
        services.AddScoped(s => new DirectDealGuard(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<PipelineApi>(),
            s.GetRequiredService<CrmApi>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<DirectDealQuery>(),
            s.GetRequiredService<CompanyVerdicts>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new AnswerDirectDeal(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<PipelineApi>(),
            s.GetRequiredService<ClaimContests>(),
            s.GetRequiredService<DirectDealGuard>(),
            s.GetRequiredService<DirectDealQuery>()
        ));
        services.AddScoped<IPanelSection, DirectDealPanel>().AddScoped<ITodayItem, DirectDealsToday>();
        services.AddScoped<IClaimBeside, BesideDirectDeals>();
    }
}
