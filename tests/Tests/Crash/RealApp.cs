using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Crash;

/// <summary>The real program with a durable PostgreSQL of its own, on one data folder; started and killed again and again.</summary>
internal sealed class RealApp : IDisposable
{
    private const int LinesKept = 400;
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;
    private int kills;

    public string Folder { get; } = Directory.CreateTempSubdirectory("entente-crash-").FullName;

    /// <summary>The app's; the two above it are free as well.</summary>
    public int Port { get; } = Ports.Free(3);

    public Uri Url => new($"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>What is typed after <c>run</c> besides.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public int Kills => kills;

    /// <summary>The last lines the program said, of all its lives.</summary>
    public IReadOnlyCollection<string> Said => said;

    /// <summary>Launches it; it answers some time later.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Host"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // A life lasts a second or two: code that is measured to be made faster later is work for nothing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (
            var word in (string[])["run", "--no-sandbox", "--data", Folder, "--port", Port.ToString(CultureInfo.InvariantCulture), .. Words]
        )
            start.ArgumentList.Add(word);
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        Volatile.Write(ref process, started);
    }

    /// <summary>Until it answers, or was killed.</summary>
    public async Task WaitUntilReady(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Url };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (process is not { HasExited: false })
                throw new InvalidOperationException("The app ended by itself: " + string.Join('\n', said.TakeLast(20)));
            try
            {
                if (await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), ct) == "ready")
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or SocketException)
            {
                // Not listening yet.
            }
            await Task.Delay(15, ct);
        }
        throw new TimeoutException("The app did not get ready: " + string.Join('\n', said.TakeLast(20)));
    }

    public async Task Start(CancellationToken ct)
    {
        Launch();
        await WaitUntilReady(ct);
    }

    /// <summary>kill −9, of the app alone. A second one in the same life does nothing.</summary>
    public void Kill()
    {
        if (Interlocked.Exchange(ref process, null) is not { } living)
            return;
        living.Kill(entireProcessTree: false);
        living.WaitForExit();
        living.Dispose();
        Interlocked.Increment(ref kills);
    }

    /// <summary>Work that waits: lines of the due-list, schedules left out.</summary>
    public async Task<long> Waiting(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(Connection(Roles.Maintenance));
        await using var command = source.CreateCommand("select count(*) from due_item where kind not like 'schedule:%'");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>A connection to the running app's PostgreSQL, whose pid file tells where its socket is.</summary>
    public string Connection(string role)
    {
        const int socketLine = 4;
        var sockets = File.ReadLines(Path.Combine(Folder, "pg", "postmaster.pid")).ElementAt(socketLine);
        return new NpgsqlConnectionStringBuilder
        {
            Host = sockets,
            Username = role,
            Database = Roles.Database,
            Pooling = false,
        }.ConnectionString;
    }

    public void Dispose()
    {
        Kill();
        // PostgreSQL's guard needs a moment to stop it; the folder can only go then.
        var pid = Path.Combine(Folder, "pg", "postmaster.pid");
        SpinWait.SpinUntil(() => !File.Exists(pid), TimeSpan.FromSeconds(10));
        Directory.Delete(Folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        said.Enqueue(line);
        while (said.Count > LinesKept)
            said.TryDequeue(out _);
    }
}
