using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Entente.Browser.Support;

/// <summary>
/// The program as <c>./run</c> starts it, with its sandbox, on a data folder of its own. One per protocol with the demo's story, and one
/// empty, each started once for the run.
/// </summary>
public abstract class RunningEntente(string crm, bool empty = false) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-browser-").FullName;
    private Process? app;
    private JsonElement run;

    /// <summary><c>hubspot</c> or <c>salesforce</c>: which protocol this one speaks with the sandbox.</summary>
    public string Crm => crm;

    public string Url => run.GetProperty("app").GetString()!;

    public string SandboxUrl => run.GetProperty("hubspot").GetProperty("url").GetString()!;

    /// <summary>A value of run.json: <c>hubspot</c>, <c>token</c>.</summary>
    public string Key(string side, string name) => run.GetProperty(side).GetProperty(name).GetString()!;

    public string HubSpotToken => Key("hubspot", "token");

    /// <summary>Where it listens for mail; <see cref="Relay"/> is whose word on a sender it believes.</summary>
    public int SmtpPort { get; private set; }

    public const string MailDomain = "in.corvane.example";

    public const string Relay = "mx.corvane.example";

    public string SalesforceUrl => Key("salesforce", "url");

    /// <summary>A ready-made link of run.json: staff, partner, register; on an empty one, setup.</summary>
    public string Door(string name) => run.GetProperty("doors").GetProperty(name).GetString()!;

    public async ValueTask InitializeAsync()
    {
        if (!empty && Environment.GetEnvironmentVariable("ENTENTE_RUN") is { Length: > 0 } running)
        {
            // While writing tests: one that already runs, by its data/run.json.
            run = JsonDocument.Parse(await File.ReadAllTextAsync(running)).RootElement;
            SmtpPort = int.Parse(Environment.GetEnvironmentVariable("ENTENTE_SMTP") ?? "0", CultureInfo.InvariantCulture);
            return;
        }
        var port = FreePort();
        SmtpPort = port + 3;
        var start = new ProcessStartInfo(Program("Host", "Entente.Host"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] words = ["run", "--crm", crm, "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture)];
        string[] mail =
        [
            "--smtp-port",
            SmtpPort.ToString(CultureInfo.InvariantCulture),
            "--mail-domain",
            MailDomain,
            "--trusted-relay",
            Relay,
        ];
        foreach (var word in empty ? [.. words, "--empty"] : (string[])[.. words, .. mail])
            start.ArgumentList.Add(word);
        app = Process.Start(start)!;
        var said = app.StandardError.ReadToEndAsync();
        app.OutputDataReceived += (_, _) => { };
        app.BeginOutputReadLine();
        var doors = Path.Combine(folder, "run.json");
        var patience = Stopwatch.StartNew();
        while (!File.Exists(doors))
        {
            if (app.HasExited || patience.Elapsed > TimeSpan.FromMinutes(9))
                throw new InvalidOperationException(
                    $"./run did not get ready for {crm}: {(app.HasExited ? await said : "it took too long")}"
                );
            await Task.Delay(100);
        }
        run = JsonDocument.Parse(await File.ReadAllTextAsync(doors)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is { HasExited: false })
        {
            app.Kill(entireProcessTree: false);
            await app.WaitForExitAsync();
        }
        app?.Dispose();
        // PostgreSQL and the sandbox end by themselves when the app does; give them a moment before their folder goes.
        await Task.Delay(500);
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Program(string project, string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        return Path.Combine(Root(), "src", project, "bin", configuration, output.Name, name);
    }

    private static string Root([CallerFilePath] string here = "")
    {
        for (var at = new DirectoryInfo(Path.GetDirectoryName(here)!); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Entente.slnx")))
                return at.FullName;
        throw new InvalidOperationException("The tests must run where they were built.");
    }

    private static int FreePort()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            if (port < 65_000 && IsFree(port + 1) && IsFree(port + 2) && IsFree(port + 3))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public sealed class OnHubSpot() : RunningEntente("hubspot");

public sealed class OnSalesforce() : RunningEntente("salesforce");

/// <summary>Nothing in it yet: <c>./run --empty</c>.</summary>
public sealed class OnEmpty() : RunningEntente("hubspot", empty: true);
