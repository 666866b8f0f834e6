using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Intake.Hooks;

internal static class MailHookServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TakeMailHook>().AddSingleton<IMenu, MailHookMenu>();
        services.AddScoped(s => new MailHookDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>()
        ));
    }
}

/// <summary>The addresses of mail providers, among the settings.</summary>
internal sealed class MailHookMenu : IMenu
{
    private static readonly IReadOnlyList<MenuEntry> All =
    [
        MenuEntry.Setting(
            SettingsArea.Records,
            179,
            "mail",
            "settings/mail-in",
            "Mail in",
            Permissions.ManageChat,
            "Providers that receive your partners’ mail and hand it over."
        ) with
        {
            Whole = true,
        },
    ];

    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) => ValueTask.FromResult(All);
}
