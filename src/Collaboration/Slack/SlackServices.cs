using Entente.Access;
using Entente.Access.Oidc;
using Entente.Access.StepUp;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Collaboration.Slack.Acts;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.People;
using Entente.Collaboration.Slack.Settings;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack;

/// <summary>What Slack needs, in one place.</summary>
internal static class SlackServices
{
    public static WorkCatalog Work(WorkCatalog work) =>
        work.Hear<MessageShared, ShareInSlack>("slack-share")
            .Hear<AccessCut, CutInSlack>("slack-cut")
            .Run<WorkSlack, RunWorkSlack>()
            .Run<SendSlackPost, RunSlackPost>();

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TakeSlack>();
        services
            .AddScoped<SlackClient>()
            .AddScoped<SlackOut>()
            .AddScoped<IChatOut>(s => s.GetRequiredService<SlackOut>())
            .AddScoped<SlackDirect>()
            .AddScoped<SlackPeople>();
        services
            .AddScoped<SlackActs>()
            .AddScoped<SlackAnswers>()
            .AddScoped<RegisterInSlack>()
            .AddScoped<DealsInSlack>()
            .AddScoped<DecideInSlack>()
            .AddScoped<SaidInSlack>()
            .AddScoped<MapInSlack>();
        services.AddScoped(s => new SlackLinks(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new SlackChannels(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<SlackClient>(),
            s.GetRequiredService<IEnumerable<IInboundClaims>>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(s => new SlackDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<CurrentSession>(),
            s.GetRequiredService<SecretBox>(),
            s.GetRequiredService<SlackClient>(),
            s.GetRequiredService<GuardedHttp>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IMenu, SlackMenu>();
    }
}

/// <summary>The connection among the settings; what is wrong with it is seen there.</summary>
internal sealed class SlackMenu(EntenteDb db, Actor actor) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageChat))
            return [];
        var refused = await db.Set<SlackApp>().AnyAsync(a => a.State == SlackState.Refused, ct);
        return
        [
            MenuEntry.Setting(
                SettingsArea.Records,
                178,
                "chat",
                "settings/slack",
                "Slack",
                Permissions.ManageChat,
                "The vendor’s app in Slack, and which channel is which partner’s."
            ) with
            {
                Whole = true,
                Count = refused ? "!" : null,
                Tone = refused ? Ui.Tone.Bad : null,
            },
        ];
    }
}
