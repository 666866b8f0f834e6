using Entente.Collaboration.Model;
using Entente.Pipeline;
using Entente.Platform.Jobs;
using Entente.Portal.Today;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Promises;

/// <summary>What the vendor promises a partner besides the decision, and what keeps it.</summary>
internal static class PromiseServices
{
    public static void Add(IServiceCollection services) =>
        services.AddScoped<PromiseBook>().AddScoped<ITodayItem, PromisesToday>().AddScoped<IClaimBeside, BesidePromises>();

    public static WorkCatalog Hear(WorkCatalog work) =>
        work.Hear<RegistrationApproved, FollowPromises>("registration-promise-approved")
            .Hear<RegistrationConverted, FollowPromises>("registration-promise-converted")
            .Hear<RegistrationWithdrawn, FollowPromises>("registration-promise-withdrawn")
            .Hear<RegistrationExpired, FollowPromises>("registration-promise-expired")
            .Hear<DealWon, FollowPromises>("registration-promise-won")
            .Hear<DealLost, FollowPromises>("registration-promise-lost")
            .Hear<MessageShared, FollowUpByMessage>("registration-promise-message");
}
