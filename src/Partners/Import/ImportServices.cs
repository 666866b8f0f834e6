using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners.Import;

internal static class ImportServices
{
    public static void AddPartnerImports(this IServiceCollection services) =>
        services
            .AddScoped<KeepImport>()
            .AddScoped<CrmCompanyList>()
            .AddScoped<KeepCompanies>()
            .AddScoped<DecideImport>()
            .AddScoped<ImportLookups>()
            .AddScoped<FillPartner>()
            .AddScoped<TakeRows>()
            .AddScoped<ImportShown>();
}
