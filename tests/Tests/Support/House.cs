using Entente.Collaboration;
using Entente.Platform;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Support;

/// <summary>
/// The whole house on a database of its own, with two workspaces and a clock that stands still; no web server, no background
/// services: <see cref="Work"/> runs what is due. Use it as a class fixture.
/// </summary>
public class House : IAsyncLifetime
{
    /// <summary>Behind the @ of the addresses that these houses hand out.</summary>
    internal const string MailDomain = "in.corvane.example";

    /// <summary>The relay in front of them, whose word on a sender is believed.</summary>
    internal const string Relay = "mx.corvane.example";

    private readonly TestCluster cluster;
    private readonly string folder = Directory.CreateTempSubdirectory("entente-house-").FullName;
    private string database = "";
    private ServiceProvider? services;

    public House(TestCluster cluster) => this.cluster = cluster;

    internal TestClock Clock { get; } = new();

    internal WorkspaceCard Corvane { get; private set; } = null!;

    /// <summary>Another vendor in the same database, whom nothing may reach.</summary>
    internal WorkspaceCard Other { get; private set; } = null!;

    /// <summary>Where its keys lie; an app that shares it opens what was closed here.</summary>
    internal string Folder => folder;

    internal IServiceProvider Services => services ?? throw new InvalidOperationException("Not started.");

    internal string AppConnection => cluster.Cluster.ConnectionString(Roles.App, database);

    internal string OwnerConnection => cluster.Cluster.ConnectionString(Roles.Owner, database);

    internal string MaintenanceConnection => cluster.Cluster.ConnectionString(Roles.Maintenance, database);

    public async ValueTask InitializeAsync()
    {
        database = await cluster.Clone();
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddEntente(TestCluster.Modules, () => AppConnection, Path.Combine(folder, "keys"));
        CollaborationModule.AddMail(collection, MailDomain, [Relay]);
        Add(collection);
        services = collection.BuildServiceProvider(validateScopes: true);
        var workspaces = services.GetRequiredService<Workspaces>();
        Corvane = (await workspaces.Create("corvane", "Corvane", "Europe/London", "EUR", 178, default)).Value;
        Other = (await workspaces.Create("halden", "Halden", "America/New_York", "USD", 20, default)).Value;
    }

    /// <summary>What a house has that others have not.</summary>
    private protected virtual void Add(IServiceCollection collection) { }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (services is not null)
            await services.DisposeAsync();
        await cluster.Drop(database);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A scope in which somebody acts.</summary>
    internal AsyncServiceScope As(Actor actor)
    {
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return scope;
    }

    internal AsyncServiceScope As(WorkspaceCard workspace) => As(Actor.System(workspace.Id));

    /// <summary>Runs everything that is due by now, and what that makes due.</summary>
    internal Task<int> Work() => Services.GetRequiredService<Worker>().Drain(default);

    /// <summary>
    /// Seals everything saved so far. The transaction horizon is the cluster's, so tests beside this one may hold it back for a moment.
    /// </summary>
    internal async Task Seal(WorkspaceCard workspace)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await Services.GetRequiredService<Sealer>().Seal(workspace.Id, default);
            await using var scope = As(workspace);
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            if (await db.Set<AuditEntry>().CountAsync() == await db.Set<AuditSeal>().CountAsync())
                return;
            await Task.Delay(50);
        }
        throw new TimeoutException("A transaction held the horizon back for ten seconds.");
    }

    /// <summary>One act: a use case of type <typeparamref name="T"/>, made from the scope of <paramref name="actor"/>.</summary>
    internal async Task<TResult> Act<T, TResult>(Actor actor, Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = As(actor);
        return await act(ActivatorUtilities.GetServiceOrCreateInstance<T>(scope.ServiceProvider));
    }
}
