using System.Net;
using System.Net.Sockets;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Jobs;
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
        if (options.IsOneOfMany)
            return await RunBeside(options);
        if (options.Reset && !DataFolder.MayClear(options.DataFolder))
            return await Commands.Refuse(
                $"{Path.GetFullPath(options.DataFolder)} holds files that are not Entente's. --reset empties only a folder in which it ran before; give another --data folder."
            );
        using var folder = DataFolder.Take(options.DataFolder);
        if (folder is null)
            return await Commands.Refuse(
                $"Entente already runs on {Path.GetFullPath(options.DataFolder)}{RunJson.WhoAnswers(options.DataFolder)}. Stop it first, or give another --data folder."
            );
        if (options.Reset)
            Empty(folder, options);
        RunJson.Remove(folder.Path);
        if (TakenPort(options) is { } taken)
            return await Commands.Refuse($"Port {taken} is taken by another program. Choose another one: ./run --port 6080");
        if (StoryMark.WhyNotOtherCrm(options, folder.Path) is { } other)
            return await Commands.Refuse(other);
        if (StoryMark.WasInterrupted(folder.Path))
        {
            if (options.Database is not null)
                return await Commands.Refuse(StoryMark.HalfToldElsewhere);
            Console.WriteLine("The demo's story was interrupted before its end. What there was of it is removed, and it is told anew.");
            Empty(folder, options);
        }
        return await Serve(options, folder.Path, folder);
    }

    /// <summary>One of several nodes: the folder is not its own, so it empties nothing, tells nothing and writes no run.json.</summary>
    private static async Task<int> RunBeside(RunOptions options)
    {
        if (options.Reset)
            return await Commands.Refuse(
                "--reset empties the data folder, which other nodes of this database use. Reset where --role is all."
            );
        if (TakenPort(options) is { } taken)
            return await Commands.Refuse($"Port {taken} is taken by another program. Choose another one: ./run --port 6080");
        var path = Path.GetFullPath(options.DataFolder);
        if (StoryMark.WasInterrupted(path))
            return await Commands.Refuse(StoryMark.NotYetTold);
        return await Serve(options, path, null);
    }

    private static async Task<int> Serve(RunOptions options, string path, DataFolder? folder)
    {
        var (relay, wrong) = RelayOptions.Read(options, path);
        var (mailIn, unheard) = MailInOptions.Read(options);
        if ((wrong ?? unheard) is { } sentence)
            return await Commands.Refuse(sentence);
        var clock = new StoryClock();
        var host = new HostOptions($"http://localhost:{options.Port}", path, options.Database, options.Role)
        {
            Clock = clock,
            FilesUrl = options.FilesUrl,
            TrustedProxies = options.TrustedProxies ?? [],
            MailIn = mailIn,
            MailDomain = options.MailDomain,
            TrustedRelays = options.TrustedRelays ?? [],
            MailRelay = relay,
            MailFrom = options.MailFrom,
            // Tried out on one's own machine, and in the demo, no mail leaves: the outbox is where it arrives.
            OutboxIsMailbox = () => relay is null && (options.PublicUrl is null || StoryMark.WasTold(path)),
        };
        if (options.PublicUrl is { } url)
            host = host with { PublicUrl = url };
        await using var readiness = new Readiness(host, folder, Modules.All);
        await using var app = EntenteApp.Build(host, readiness);
        await app.StartAsync();
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            // All three take their time, and none needs the other.
            var rehearsal = readiness.Rehearse(app.Services);
            var starting = StartSandbox(options, path, stopping);
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
            await rehearsal;
            await Readiness.Check(app.Services, stopping);
            if (sandbox is not null)
            {
                await RunStory.TellOrSeal(options, path, app.Services, readiness, clock, sandbox, stopping);
                await RunStory.Introduce(options, app.Services, sandbox, stopping);
            }
            await readiness.Open(app.Services, stopping);
            if (options.WorksAlone)
                await app.Services.GetRequiredService<Worker>().TakeOver(stopping);
            Readiness.LetWork(app.Services);
            await SayDoors(host, folder, app.Services, sandbox, stopping);
            await app.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it was ready.
        }
        if (folder is not null)
            RunJson.Remove(path);
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

    /// <param name="own">The data folder where it is this process's own: there the doors are written down too.</param>
    private static async Task SayDoors(
        HostOptions host,
        DataFolder? own,
        IServiceProvider services,
        SandboxProcess? sandbox,
        CancellationToken ct
    )
    {
        if (host.Role is Role.Worker)
        {
            Console.WriteLine($"Entente's worker runs; {host.Url}/health/ready answers. Ctrl-C stops it.");
            return;
        }
        var workspaces = await services.GetRequiredService<Workspaces>().All(ct);
        var doors = await Doors.Make(host, host.DataFolder, services, workspaces, ct);
        if (own is not null)
            RunJson.Write(own.Path, host.Url, sandbox, doors);
        Console.WriteLine(doors.Words(host.Address, sandbox));
    }

    // What the keys open lies in the database: with one of somebody else's it stays, and so do they.
    private static void Empty(DataFolder folder, RunOptions options) => folder.Clear(options.Database is null ? [] : ["keys"]);

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
