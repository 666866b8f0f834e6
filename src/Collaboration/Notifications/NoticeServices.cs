using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Notifications;

internal static class NoticeServices
{
    public static void Add(IServiceCollection services)
    {
        services
            .AddScoped<NoticeWishes>()
            .AddScoped<UnsubscribeKeys>()
            .AddScoped<NoticeInbox>()
            .AddScoped<NoticeDelivery>()
            .AddScoped<NoticeDefaults>()
            .AddScoped<Chats>()
            .AddScoped<ChatComposer>()
            .AddScoped<MailInstead>();
        services.AddScoped(s => new Notices(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<MailQueue>(),
            s.GetRequiredService<MailDelivery>(),
            s.GetRequiredService<NoticeWishes>(),
            s.GetRequiredService<UnsubscribeKeys>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<PublicAddress>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Chats>(),
            s.GetRequiredService<AnswerDoors>()
        ));
        services.AddScoped(s => new ChooseNotices(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<NoticeWishes>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Chats>()
        ));
        services.AddScoped(s => new StopNotices(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<UnsubscribeKeys>(),
            s.GetRequiredService<NoticeWishes>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IMenu, NoticeMenu>();
    }
}

/// <summary>The bell of both sides, with how many are new, and the defaults among the settings.</summary>
internal sealed class NoticeMenu(NoticeInbox inbox) : IMenu
{
    private const int Most = 99;

    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var fresh = await inbox.New(ct);
        var count =
            fresh == 0 ? null
            : fresh > Most ? $"{Most}+"
            : Format.Number(fresh);
        return
        [
            new(MemberSide.Staff, 1, "bell", "notifications", "Notifications") { Bell = true, Count = count },
            new(MemberSide.Partner, 1, "bell", "notifications", "Notifications") { Bell = true, Count = count },
            MenuEntry.Setting(
                SettingsArea.Records,
                179,
                "bell",
                "settings/notifications",
                "Notifications by role",
                Permissions.ManageNotifications,
                "What people are told who chose nothing themselves."
            ),
        ];
    }
}
