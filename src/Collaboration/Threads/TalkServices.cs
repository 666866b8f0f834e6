using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.MailActs;
using Entente.Collaboration.Threads.Search;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Threads;

internal static class TalkServices
{
    /// <summary>Looks for tasks whose day has come; a day is a workspace's own, so it begins at any hour.</summary>
    public static Schedule Reminders { get; } = new("collaboration.remind_tasks", TimeSpan.FromHours(1), typeof(TellTasks));

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ThreadHosts>().AddScoped<ThreadReader>().AddScoped<ReplyDoors>().AddScoped<AnswerDoors>();
        services.AddScoped<ReadersOf>().AddScoped<ResolveAudience>().AddScoped<NamePeople>().AddScoped<LineParts>();
        services.AddScoped(s => new PostMessage(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<ResolveAudience>(),
            s.GetRequiredService<NamePeople>(),
            s.GetRequiredService<FileStore>()
        ));
        services.AddScoped(s => new ThreadQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<Fields>(),
            s.GetRequiredService<ReadersOf>(),
            s.GetRequiredService<NamePeople>(),
            s.GetRequiredService<LineParts>(),
            s.GetRequiredService<AccessApi>()
        ));
        services.AddScoped(s => new React(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadQuery>()
        ));
        services.AddScoped<MessageFilesEndpoint.Giver>();
        services.AddScoped(s => new TaskDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<ReadersOf>(),
            s.GetRequiredService<NamePeople>(),
            s.GetRequiredService<ResolveAudience>(),
            s.GetRequiredService<Fields>(),
            s.GetRequiredService<LineParts>()
        ));
        services.AddScoped(s => new GiveTask(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<ReadersOf>()
        ));
        services.AddScoped<TaskNotices>();
        services.AddScoped<MailActKeys>().AddScoped<ActByMail>();
        services.AddScoped<OwnTasks>().AddScoped<FinishOwn>().AddScoped<ITodayItem, TasksToday>().AddScoped<IHomeBlock, TasksAtHome>();
        services.AddScoped(s => new FindMessages(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<ThreadQuery>()
        ));
        services.AddScoped(s => new Conversations(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<ThreadQuery>()
        ));
        services.AddScoped<IMenu, MessagesMenu>();
    }
}

/// <summary>What was said last, on both sides; what staff have to do.</summary>
internal sealed class MessagesMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 49, "check", "tasks", "Tasks") { Group = "Desk" },
            new(MemberSide.Staff, 50, "chat", "messages", "Messages") { Group = "Desk" },
            new(MemberSide.Partner, 20, "chat", "portal/messages", "Messages") { Foot = true },
        ]);
}
