using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Entente.Platform.Data.Postgres;

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
                $"Entente already runs on {Path.GetFullPath(options.DataFolder)}{Answers(options.DataFolder)}. Stop it first, or give another --data folder."
            );
        if (options.Reset)
            Empty(folder.Path);
        if (TakenPort(options) is { } taken)
            return await Commands.Refuse($"Port {taken} is taken by another program. Choose another one: ./run --port 6080");

        var host = new HostOptions($"http://localhost:{options.Port}", folder.Path, options.Database, options.Role);
        if (options.PublicUrl is { } url)
            host = host with { PublicUrl = url };
        await using var readiness = new Readiness(host, folder, Modules.All);
        await using var app = EntenteApp.Build(host, readiness);
        await app.StartAsync();
        await readiness.Prepare(CancellationToken.None);
        await readiness.Open(app.Services, CancellationToken.None);
        Readiness.LetWork(app.Services);
        Console.WriteLine($"Entente answers at {host.Url}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static string Answers(string folder)
    {
        var file = Path.Combine(folder, "run.json");
        if (!File.Exists(file))
            return "";
        using var run = JsonDocument.Parse(File.ReadAllText(file));
        return run.RootElement.TryGetProperty("app", out var url) ? $" and answers at {url.GetString()}" : "";
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
        foreach (var port in Enumerable.Range(options.Port, options.Role is Role.All ? 3 : 1))
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
