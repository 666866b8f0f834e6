using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Privacy;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Entente.Platform;

/// <summary>The floor's table of contents.</summary>
public static class PlatformServices
{
    /// <summary>Registers the floor and all modules. <paramref name="connectionString"/> gives the connection of the role <c>entente_app</c>; asked when it is first needed.</summary>
    public static IServiceCollection AddEntente(
        this IServiceCollection services,
        ModuleList modules,
        Func<string> connectionString,
        string keyFolder
    )
    {
        var work = new WorkCatalog();
        work.Run<DeliverMail, DeliverMailJob>();
        foreach (var module in modules.All)
        {
            module.AddServices(services);
            module.AddWork(work);
            foreach (var schedule in module.Schedules)
                work.Add(schedule);
        }
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(modules).AddSingleton(work).AddSingleton<WorkSignal>().AddSingleton<WorkGate>();
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString()));
        services
            .AddSingleton<Workspaces>()
            .AddSingleton<DueList>()
            .AddSingleton<WorkPapers>()
            .AddSingleton<MailDelivery>()
            .AddSingleton<Sealer>();
        services.AddSingleton(s => new Worker(
            s.GetRequiredService<IServiceScopeFactory>(),
            s.GetRequiredService<WorkCatalog>(),
            s.GetRequiredService<DueList>(),
            s.GetRequiredService<WorkPapers>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<Worker>>()
        ));
        services.AddScoped<ActorSlot>();
        services.AddScoped(s => new PageMemo(s.GetRequiredService<ActorSlot>(), s.GetRequiredService<EntenteDb>()));
        services.AddScoped(s =>
            s.GetRequiredService<ActorSlot>().Current
            ?? throw new InvalidOperationException("Nobody acts in this scope: fill the ActorSlot first.")
        );
        services.TryAddSingleton(MailRelay.None);
        services.AddScoped<MailStops>().AddScoped<MailReturns>().AddScoped<MailAgain>();
        services.AddScoped<Numbers>().AddScoped<MailQueue>().AddScoped<Files.FileStore>().AddScoped<MailBox>().AddScoped<DeadLetters>();
        // One set of options for all: built anew for each scope they cost more than many a query.
        services.AddDbContext<EntenteDb>(
            (s, o) => Configure(o, s.GetRequiredService<NpgsqlDataSource>()),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddScoped<AuditExport>().AddSingleton(_ => new AuditKey(keyFolder));
        KeyRing.Add(services, keyFolder);
        services.AddSingleton<ReadLog>().AddScoped<Reads>();
        services.AddSingleton<SecretBox>();
        services
            .AddScoped<IPersonalData, PlatformPersonalData>()
            .AddScoped<ErasedMarks>()
            .AddScoped<IRetention, PlatformRetention>()
            .AddScoped<RetentionRows>()
            .AddScoped<Persons>();
        return services;
    }

    /// <summary>The services that run by themselves; not on a node of role <c>web</c>.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services) =>
        services.AddHostedService<WorkerService>().AddHostedService<SealerService>();

    /// <summary>What every node that shows pages runs: reads are gathered where they happen.</summary>
    public static IServiceCollection AddReaders(this IServiceCollection services) => services.AddHostedService<ReadLogService>();

    /// <summary>
    /// What EF has made of queries. Its own cache ends at 1,024 of them, commands included, and this house asks more than a thousand: it would make the
    /// rare ones anew each time.
    /// </summary>
    private static readonly MemoryCache Queries = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource database) =>
        options
            .UseMemoryCache(Queries)
            .UseNpgsql(database, n => n.MigrationsAssembly("Entente.Migrations").MigrationsHistoryTable("schema_history"))
            .AddInterceptors(new WorkspaceFence());
}
