using System.Globalization;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Host;
using Entente.Platform;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Entente.Bench;

/// <summary>
/// The app and the sandbox, each a program of its own, and a hand in the app's database: what an admin would do on the connection's page is
/// done from here, by the same use cases.
/// </summary>
internal sealed class Stand : IAsyncDisposable
{
    public const string Slug = "bench";
    private readonly ServiceProvider services;

    private Stand(RunningApp app, SandboxProgram sandbox, ServiceProvider services, WorkspaceCard workspace) =>
        (App, Sandbox, this.services, Workspace, Database) = (
            app,
            sandbox,
            services,
            workspace,
            NpgsqlDataSource.Create(Connection(app.Folder, "entente_maint"))
        );

    public RunningApp App { get; }

    public SandboxProgram Sandbox { get; }

    public WorkspaceCard Workspace { get; }

    /// <summary>As the role that sees all rows.</summary>
    public NpgsqlDataSource Database { get; }

    /// <param name="more">Further options of the app.</param>
    public static async Task<Stand> Start(params string[] more)
    {
        var sandbox = await SandboxProgram.Start();
        var app = RunningApp.Start(null, ["--empty", "--no-sandbox", .. more]);
        await app.UntilOk("/health/ready", System.Diagnostics.Stopwatch.StartNew());
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        var database = Connection(app.Folder, "entente_app") + ";Max Auto Prepare=256";
        collection.AddEntente(Modules.All, () => database, Path.Combine(app.Folder, "keys"));
        var built = collection.BuildServiceProvider();
        var created = await built.GetRequiredService<Workspaces>().Create(Slug, "Bench", "Europe/Berlin", "EUR", 178, default);
        return new Stand(app, sandbox, built, created.Value);
    }

    /// <summary>Connects the sandbox; the whole of the published limit is Entente's, or the share that is given.</summary>
    public async Task<CrmConnectionId> Connect(CrmKind kind, int share)
    {
        var input =
            kind == CrmKind.HubSpot
                ? new ConnectCrm.Input(kind, Sandbox.HubSpot.ToString(), SandboxProgram.Token, AppSecret: SandboxProgram.AppSecret)
                : new ConnectCrm.Input(kind, Sandbox.Salesforce.ToString(), "bench-secret", "bench-client");
        var id = (await Act<ConnectCrm, Result<CrmConnectionId>>(c => c.Run(input, default))).Value;
        var limited = await Act<ChangeConnection, Result>(c => c.Limits(id, new(share, ReconcileHours: 24, PollSeconds: 60), default));
        if (!limited.Ok)
            throw new InvalidOperationException(limited.Problem?.Message);
        return id;
    }

    public async Task Begin(CrmConnectionId id)
    {
        var started = await Act<StartSync, Result<StartSync.Started>>(s => s.Run(id, default));
        if (!started.Ok)
            throw new InvalidOperationException(started.Problem.Message);
    }

    /// <summary>Connects, loads what there is, and has the CRM push to the app.</summary>
    public async Task<CrmConnectionId> GoLive(int share)
    {
        var id = await Connect(CrmKind.HubSpot, share);
        await Begin(id);
        await Until($"select state = 'Live' from crm_connection where id = '{id.Value}'");
        await Sandbox.Put("webhooks", new { targetUrl = HookOf(id).ToString() });
        return id;
    }

    public Uri HookOf(CrmConnectionId id) => new(App.Url, $"/hooks/{Slug}/{id.Short()}");

    /// <summary>One act in a scope of Entente's own.</summary>
    public async Task<TResult> Act<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(Workspace.Id, Channel.Console));
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Whatever somebody does in a scope of their own.</summary>
    public async Task<TResult> As<TResult>(Actor who, Func<IServiceProvider, Task<TResult>> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(who);
        return await act(scope.ServiceProvider);
    }

    /// <summary>Asks a question of one truth value until it is true.</summary>
    public async Task Until(string sql)
    {
        while (await Ask(sql) is not true)
            await Task.Delay(100);
    }

    public async Task<object?> Ask(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 600;
        return await command.ExecuteScalarAsync();
    }

    public async Task<long> Count(string sql) => Convert.ToInt64(await Ask(sql) ?? 0L, CultureInfo.InvariantCulture);

    /// <summary>A connection string to the app's private PostgreSQL.</summary>
    public static string Connection(string folder, string role) =>
        $"Host={RunningApp.Sockets(folder)};Username={role};Database=entente;Maximum Pool Size=40";

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await services.DisposeAsync();
        await App.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
