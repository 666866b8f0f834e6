using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Start;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Demo;

/// <summary>The program itself, with its whole story: interrupted, told, started again.</summary>
[Trait("part", "crash")]
public sealed class RunsTheStoryTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-demo-").FullName;
    private readonly int port = Ports.Free(3);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string RunJson => Path.Combine(folder, "run.json");

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_interrupted_story_is_told_anew_and_a_told_one_is_found_again_at_the_next_start()
    {
        using (var killed = Launch())
        {
            await Until(() => Directory.Exists(Path.Combine(folder, "sandbox")) && File.Exists(Path.Combine(folder, "story")), killed);
            killed.Kill(entireProcessTree: false);
            await killed.WaitForExitAsync(Ct);
        }
        File.Exists(RunJson).ShouldBeFalse("nobody is let into half a story");
        // PostgreSQL and the sandbox end by themselves when the app does.
        await Task.Delay(1500, Ct);

        JsonElement first;
        using (var app = Launch())
        {
            await Until(() => File.Exists(RunJson), app);
            first = Read();
            await TheDoorsOpen(first);
            await NobodyMovesTheClock(first);
            (await Setting("synchronous_commit")).ShouldBe("on", "only the story is told without waiting for the disk");
            await Stop(app);
        }
        File.Exists(RunJson).ShouldBeFalse("nothing answers any more");
        await AnotherCrmIsNotSilentlyIgnored();

        using var again = Launch();
        await Until(() => File.Exists(RunJson), again);
        var second = Read();
        second.GetProperty("hubspot").ToString().ShouldBe(first.GetProperty("hubspot").ToString());
        second
            .GetProperty("doors")
            .GetProperty("staff")
            .GetString()
            .ShouldNotBe(first.GetProperty("doors").GetProperty("staff").GetString(), "fresh doors");
        await TheDoorsOpen(second);
        await Stop(again);
    }

    private async Task TheDoorsOpen(JsonElement run)
    {
        foreach (var name in (string[])["staff", "partner", "register"])
        {
            using var page = await http.GetAsync(run.GetProperty("doors").GetProperty(name).GetString(), Ct);
            page.StatusCode.ShouldBe(HttpStatusCode.OK, name);
        }
        foreach (
            var (side, keys) in ((string, string[])[])
                [("hubspot", ["url", "token", "appSecret"]), ("salesforce", ["url", "clientId", "clientSecret", "username", "password"])]
        )
        foreach (var key in keys)
            run.GetProperty(side).GetProperty(key).GetString().ShouldNotBeNullOrEmpty($"{side}.{key}");
    }

    private async Task NobodyMovesTheClock(JsonElement run)
    {
        var url = run.GetProperty("hubspot").GetProperty("url").GetString() + "/sandbox/admin/clock";
        using var answer = await http.PutAsJsonAsync(url, new { now = DateTimeOffset.UnixEpoch }, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private async Task AnotherCrmIsNotSilentlyIgnored()
    {
        using var other = RunningProgram.Launch(port, "--data", folder, "--crm", "salesforce");
        (await other.Ended(Ct)).ShouldBe(2);
        other.Said.ShouldContain("was told with hubspot");
        other.Said.ShouldContain("--reset --crm salesforce");
    }

    private async Task<string?> Setting(string name)
    {
        const int socketLine = 4;
        var sockets = (await File.ReadAllLinesAsync(Path.Combine(folder, "pg", "postmaster.pid"), Ct))[socketLine];
        await using var database = NpgsqlDataSource.Create($"Host={sockets};Username={Roles.App};Database={Roles.Database};Pooling=false");
        await using var show = database.CreateCommand($"show {name}");
        return await show.ExecuteScalarAsync(Ct) as string;
    }

    private JsonElement Read() => JsonDocument.Parse(File.ReadAllText(RunJson)).RootElement;

    private Process Launch()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Host"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["run", "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(word);
        var app = Process.Start(start)!;
        app.OutputDataReceived += (_, _) => { };
        app.BeginOutputReadLine();
        app.ErrorDataReceived += (_, _) => { };
        app.BeginErrorReadLine();
        return app;
    }

    private static async Task Until(Func<bool> happened, Process app)
    {
        var patience = Stopwatch.StartNew();
        while (!happened())
        {
            app.HasExited.ShouldBeFalse();
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(9));
            await Task.Delay(50, Ct);
        }
    }

    private static async Task Stop(Process app)
    {
        const int term = 15;
        Kill(app.Id, term).ShouldBe(0);
        await app.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(15), Ct);
        app.ExitCode.ShouldBe(0);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
