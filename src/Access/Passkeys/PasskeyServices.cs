using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Passkeys;

/// <summary>The framework's handler, over our store: discoverable keys, unlocked by their owner, for this address alone, no attestation asked.</summary>
internal static class PasskeyServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddIdentityCore<PasskeyOwner>();
        services.AddScoped<IUserStore<PasskeyOwner>, PasskeyStore>();
        services.AddScoped<IPasskeyHandler<PasskeyOwner>, PasskeyHandler<PasskeyOwner>>();
        services.AddScoped<PasskeyDesk>();
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<PublicAddress>(
                (options, address) =>
                {
                    var root = new Uri(address.Root);
                    options.ServerDomain = root.Host;
                    options.UserVerificationRequirement = "required";
                    options.ResidentKeyRequirement = "required";
                    options.AttestationConveyancePreference = "none";
                    options.AuthenticatorTimeout = PasskeyCeremony.GoodFor;
                    options.ValidateOrigin = said =>
                        ValueTask.FromResult(!said.CrossOrigin && said.Origin == root.GetLeftPart(UriPartial.Authority));
                }
            );
    }
}
