using Entente.Platform.Tenancy;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What tests about the policy start from.</summary>
internal static class PolicyStory
{
    /// <summary>Publishes it over whatever is in force.</summary>
    public static async Task PublishPolicy(this House house, Policy policy)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id));
        var newest = (await scope.ServiceProvider.GetRequiredService<PolicyShelf>().Load(RegistrationStory.Ct)).Newest;
        (
            await scope.ServiceProvider.GetRequiredService<PublishPolicy>().Run(new(newest, policy, null), RegistrationStory.Ct)
        ).Problem.ShouldBeNull();
    }
}
