using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Entente.Tests.Support;

namespace Entente.Tests.Start;

/// <summary>The program itself, with a PostgreSQL of its own: it starts on anything and leaves nothing behind.</summary>
[Trait("part", "crash")]
public sealed class StartsAndStopsTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-run-").FullName;
    private readonly int port = Ports.Free(3);

    private const int Interrupt = 2;
    private const int Terminate = 15;

    private string RunJson => Path.Combine(folder, "run.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_kill_9_of_the_app_ends_its_postgres_within_a_second_and_the_next_start_recovers()
    {
        // Somebody else may have the machine for a moment: the best of three counts.
        const int times = 3;
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < times; i++)
        {
            using var app = await Start();
            var server = ServerPid();
            var since = Stopwatch.StartNew();
            app.Kill(entireProcessTree: false);
            (await Gone(server)).ShouldBeTrue();
            var took = since.Elapsed;
            await app.WaitForExitAsync(Ct);
            TestContext.Current.TestOutputHelper?.WriteLine($"PostgreSQL gone {took.TotalSeconds:0.00} s after the kill");
            best = took < best ? took : best;
        }
        best.ShouldBeLessThan(TimeSpan.FromSeconds(1));

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

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task A_signal_to_the_whole_group_as_Ctrl_C_is_one_ends_everything_cleanly(int signal)
    {
        using var app = Launch(port, inGroupOfItsOwn: true);
        var said = app.StandardError.ReadToEndAsync(Ct);
        await AllUp(app);
        var server = ServerPid();

        Kill(-app.Id, signal).ShouldBe(0);
        await app.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(15), Ct);

        app.ExitCode.ShouldBe(0);
        (await said).ShouldBeEmpty();
        Directory.Exists($"/proc/{server}").ShouldBeFalse("it has waited for its PostgreSQL");
        File.Exists(Path.Combine(folder, "pg", "postmaster.pid")).ShouldBeFalse("a clean stop removes it");
        File.Exists(RunJson).ShouldBeFalse();
        Kill(-app.Id, 0).ShouldBe(-1, "the sandbox has left too");
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
    public async Task A_second_run_on_the_same_data_says_where_the_first_one_answers_and_stops()
    {
        using var app = await Start();
        await AllUp(app);

        using var second = Launch(Ports.Free(3));
        var said = await second.StandardError.ReadToEndAsync(Ct);
        await second.WaitForExitAsync(Ct);

        second.ExitCode.ShouldBe(2);
        said.ShouldContain($"Entente already runs on {folder} and answers at http://localhost:{port}.");
        await Stop(app);
    }

    [Fact]
    public async Task Without_a_sandbox_the_doors_are_written_down_all_the_same()
    {
        using var app = Launch(port, "--no-sandbox");
        _ = app.StandardError.ReadToEndAsync(Ct);
        await AllUp(app);

        using (var run = JsonDocument.Parse(await File.ReadAllTextAsync(RunJson, Ct)))
        {
            run.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["app", "doors"]);
            run.RootElement.GetProperty("app").GetString().ShouldBe($"http://localhost:{port}");
            using var http = new HttpClient();
            using var setup = await http.GetAsync(run.RootElement.GetProperty("doors").GetProperty("setup").GetString(), Ct);
            setup.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await Stop(app);
        File.Exists(RunJson).ShouldBeFalse("nothing answers any more");
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

    // All that was asked for answers, and its doors are made.
    private async Task AllUp(Process app)
    {
        for (var patience = Stopwatch.StartNew(); !File.Exists(RunJson); await Task.Delay(50, Ct))
        {
            app.HasExited.ShouldBeFalse();
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    private Process Launch(int at, params string[] more) => Launch(at, inGroupOfItsOwn: false, more);

    private Process Launch(int at, bool inGroupOfItsOwn, params string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Entente.Host");
        // As a terminal starts it: whoever started these tests in the background may have had them ignore Ctrl-C.
        string[] command = inGroupOfItsOwn ? ["env", "--default-signal=INT,TERM", "setsid", program] : [program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["run", "--empty", "--data", folder, "--port", at.ToString(CultureInfo.InvariantCulture), .. more])
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    private static async Task Stop(Process app)
    {
        Kill(app.Id, Terminate).ShouldBe(0);
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
