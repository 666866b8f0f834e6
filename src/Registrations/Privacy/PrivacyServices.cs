using Entente.Platform.Privacy;
using Entente.Registrations.Consents;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Privacy;

/// <summary>What is kept of people, for how long, and what they agreed to.</summary>
internal static class PrivacyServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IPersonalData, RegistrationsPersonalData>().AddScoped<IRetention, RegistrationsRetention>();
        services.AddScoped<ConsentBook>().AddScoped<IClaimBeside, BesideConsent>();
    }
}
