using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Entente.Tests.Support;

namespace Entente.Tests.Start;

/// <summary>The program itself, with a PostgreSQL of its own: it starts on anything and leaves nothing behind.</summary>
[Trait("part", "crash")]
public sealed class StartsAndStopsTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-run-").FullName;
    private readonly int port = Ports.Free(3);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_kill_9_of_the_app_ends_its_postgres_and_the_next_start_recovers()
    {
        using (var app = await Start())
        {
            var server = ServerPid();
            var since = Stopwatch.StartNew();
            app.Kill(entireProcessTree: false);
            await app.WaitForExitAsync(Ct);

            (await Gone(server)).ShouldBeTrue();
            TestContext.Current.TestOutputHelper?.WriteLine($"PostgreSQL gone {since.Elapsed.TotalSeconds:0.00} s after the kill");
        }

        using var again = await Start();
        await Stop(again);
    }

    [Fact]
    public async Task A_term_signal_stops_the_app_and_its_postgres_cleanly()
    {
        using var app = await Start();
        var server = ServerPid();

        await Stop(app);

        app.ExitCode.ShouldBe(0);
        (await Gone(server)).ShouldBeTrue();
        File.Exists(Path.Combine(folder, "pg", "postmaster.pid")).ShouldBeFalse("a clean stop removes it");
    }

    [Fact]
    public async Task A_stale_pid_file_does_not_keep_it_from_starting()
    {
        using (var app = await Start())
            await Stop(app);
        // The number of a process that lives, but is not PostgreSQL: this test's own.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pg", "postmaster.pid"),
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n/nowhere\n0\n5432\n\n\n",
            Ct
        );

        using var again = await Start();
        await Stop(again);
    }

    [Fact]
    public async Task A_second_run_on_the_same_data_says_so_and_stops()
    {
        using var app = await Start();

        using var second = Launch(Ports.Free(3));
        var said = await second.StandardError.ReadToEndAsync(Ct);
        await second.WaitForExitAsync(Ct);

        second.ExitCode.ShouldBe(2);
        said.ShouldContain("Entente already runs on " + folder);
        await Stop(app);
    }

    [Fact]
    public async Task A_taken_port_is_a_clear_error_that_names_the_option()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();

        using var app = Launch(port);
        var said = await app.StandardError.ReadToEndAsync(Ct);
        await app.WaitForExitAsync(Ct);

        app.ExitCode.ShouldBe(2);
        said.ShouldContain($"Port {port} is taken");
        said.ShouldContain("--port");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Process> Start()
    {
        var app = Launch(port);
        _ = app.StandardError.ReadToEndAsync(Ct);
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            app.HasExited.ShouldBeFalse();
            try
            {
                if ((await http.GetAsync("/health/ready", Ct)).IsSuccessStatusCode)
                    return app;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Ct);
            }
        }
        throw new TimeoutException("The app did not get ready.");
    }

    private Process Launch(int at)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Host"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["run", "--empty", "--data", folder, "--port", at.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    private static async Task Stop(Process app)
    {
        const int term = 15;
        Kill(app.Id, term).ShouldBe(0);
        await app.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(15), Ct);
    }

    private int ServerPid() =>
        int.Parse(File.ReadLines(Path.Combine(folder, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    // A quiet machine needs hundredths of a second; one that is busy with everything else is given time.
    private static async Task<bool> Gone(int pid)
    {
        var within = TimeSpan.FromSeconds(30);
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < within)
        {
            if (!Directory.Exists($"/proc/{pid}"))
                return true;
            await Task.Delay(10, Ct);
        }
        return false;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
