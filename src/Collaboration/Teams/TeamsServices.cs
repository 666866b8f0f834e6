using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Collaboration.Teams.Acts;
using Entente.Collaboration.Teams.Intake;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Out;
using Entente.Collaboration.Teams.People;
using Entente.Collaboration.Teams.Settings;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams;

/// <summary>What Teams needs, in one place.</summary>
internal static class TeamsServices
{
    public static WorkCatalog Work(WorkCatalog work) =>
        work.Hear<MessageShared, ShareInTeams>("teams-share")
            .Hear<AccessCut, CutInTeams>("teams-cut")
            .Run<WorkTeams, RunWorkTeams>()
            .Run<SendTeamsPost, RunTeamsPost>();

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TakeTeams>().AddSingleton<TeamsTokens>();
        services
            .AddScoped<TeamsClient>()
            .AddScoped<TeamsOut>()
            .AddScoped<IChatOut>(s => s.GetRequiredService<TeamsOut>())
            .AddScoped<TeamsDirect>()
            .AddScoped<TeamsPeople>();
        services
            .AddScoped<TeamsActs>()
            .AddScoped<TeamsAnswers>()
            .AddScoped<RegisterInTeams>()
            .AddScoped<DealsInTeams>()
            .AddScoped<DecideInTeams>()
            .AddScoped<SaidInTeams>()
            .AddScoped<MapInTeams>();
        services.AddScoped(s => new TeamsLinks(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new TeamsChannels(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<IEnumerable<IInboundClaims>>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new TeamsDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<TeamsTokens>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IMenu, TeamsMenu>();
    }
}

/// <summary>The connection among the settings; what is wrong with it is seen there.</summary>
internal sealed class TeamsMenu(EntenteDb db, Actor actor) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageChat))
            return [];
        var refused = await db.Set<TeamsApp>().AnyAsync(a => a.State == TeamsState.Refused, ct);
        return
        [
            MenuEntry.Setting(
                SettingsArea.Records,
                178,
                "chat",
                "settings/teams",
                "Microsoft Teams",
                Permissions.ManageChat,
                "The vendor’s bot in Teams, and which channel is which partner’s."
            ) with
            {
                Whole = true,
                Count = refused ? "!" : null,
                Tone = refused ? Ui.Tone.Bad : null,
            },
        ];
    }
}
