using System.Net;
using System.Net.Sockets;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;

namespace Entente.Host;

/// <summary>
/// <c>./run</c>: takes the data folder, opens the socket, gets the database ready, starts the CRM sandbox, tells the demo story,
/// prints the doors, and stays until it is asked to stop.
/// </summary>
internal static class RunCommand
{
    public static async Task<int> Run(string[] words)
    {
        var (options, wrong) = RunOptions.Parse(words);
        if (options is null)
            return await Commands.Refuse(wrong + Environment.NewLine + RunOptions.Help);
        try
        {
            return await Run(options);
        }
        catch (ClusterException failure)
        {
            return await Commands.Refuse(failure.Message);
        }
    }

    private static async Task<int> Run(RunOptions options)
    {
        using var folder = DataFolder.Take(options.DataFolder);
        if (folder is null)
            return await Commands.Refuse(
                $"Entente already runs on {Path.GetFullPath(options.DataFolder)}{RunJson.WhoAnswers(options.DataFolder)}. Stop it first, or give another --data folder."
            );
        if (options.Reset)
            Empty(folder.Path);
        RunJson.Remove(folder.Path);
        if (TakenPort(options) is { } taken)
            return await Commands.Refuse($"Port {taken} is taken by another program. Choose another one: ./run --port 6080");
        if (StoryMark.WasInterrupted(folder.Path))
        {
            if (options.Database is not null)
                return await Commands.Refuse(StoryMark.HalfToldElsewhere);
            Console.WriteLine("The demo's story was interrupted before its end. What there was of it is removed, and it is told anew.");
            Empty(folder.Path);
        }
        return await Serve(options, folder);
    }

    private static async Task<int> Serve(RunOptions options, DataFolder folder)
    {
        var clock = new StoryClock();
        var host = new HostOptions($"http://localhost:{options.Port}", folder.Path, options.Database, options.Role)
        {
            Clock = clock,
            TrustedProxies = options.TrustedProxies ?? [],
            // Tried out on one's own machine, and in the demo, no mail leaves: the outbox is where it arrives.
            OutboxIsMailbox = () => options.PublicUrl is null || StoryMark.WasTold(folder.Path),
        };
        if (options.PublicUrl is { } url)
            host = host with { PublicUrl = url };
        await using var readiness = new Readiness(host, folder, Modules.All);
        await using var app = EntenteApp.Build(host, readiness);
        await app.StartAsync();
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            // Both take their time, and neither needs the other.
            var starting = StartSandbox(options, folder.Path, stopping);
            try
            {
                await readiness.Prepare(stopping);
            }
            catch
            {
                await Dispose(starting);
                throw;
            }
            await using var sandbox = await starting;
            await Readiness.Check(app.Services, stopping);
            if (sandbox is not null)
                await RunStory.TellOrSeal(options, folder.Path, app.Services, clock, sandbox, stopping);
            await readiness.Open(app.Services, stopping);
            Readiness.LetWork(app.Services);
            await SayDoors(host, folder.Path, app.Services, sandbox, stopping);
            await app.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it was ready.
        }
        RunJson.Remove(folder.Path);
        return 0;
    }

    private static async Task<SandboxProcess?> StartSandbox(RunOptions options, string folder, CancellationToken ct) =>
        options.HasSandbox ? await SandboxProcess.Start(options, folder, StoryMark.MayBeTold(options, folder), ct) : null;

    private static async Task Dispose(Task<SandboxProcess?> starting)
    {
        try
        {
            if (await starting is { } sandbox)
                await sandbox.DisposeAsync();
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            // The first failure is the one to tell.
        }
    }

    private static async Task SayDoors(
        HostOptions host,
        string folder,
        IServiceProvider services,
        SandboxProcess? sandbox,
        CancellationToken ct
    )
    {
        var workspaces = await services.GetRequiredService<Workspaces>().All(ct);
        var doors = await Doors.Make(host, folder, services, workspaces, ct);
        if (sandbox is not null)
            RunJson.Write(folder, host.Url, sandbox, doors);
        Console.WriteLine(doors.Words(host.Address, sandbox));
    }

    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(e => e.Name is not ("lock" or ".built")))
        {
            if (entry is DirectoryInfo { LinkTarget: null } directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    private static int? TakenPort(RunOptions options)
    {
        foreach (var port in Enumerable.Range(options.Port, options.HasSandbox ? 3 : 1))
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException)
            {
                return port;
            }
        }
        return null;
    }
}
