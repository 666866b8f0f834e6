using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.Bench;

/// <summary>The program as <c>./run</c> starts it, on a data folder of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly bool keep;

    private RunningApp(Process process, string folder, int port, bool keep) =>
        (this.process, this.folder, Port, this.keep) = (process, folder, port, keep);

    public int Port { get; }

    public Uri Url => new($"http://localhost:{Port}");

    public string Folder => folder;

    public int Pid => process.Id;

    /// <summary>Starts it and returns at once; see <see cref="Ready"/>.</summary>
    public static RunningApp Start(string? folder = null, params string[] more)
    {
        var (home, keep, port) = (folder ?? Directory.CreateTempSubdirectory("entente-bench-").FullName, folder is not null, FreePort());
        var start = new ProcessStartInfo(Program())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["run", "--data", home, "--port", port.ToString(CultureInfo.InvariantCulture), .. more])
            start.ArgumentList.Add(word);
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new(started, home, port, keep);
    }

    /// <summary>Waits for <c>run.json</c> and returns what it says.</summary>
    public async Task<JsonElement> Ready()
    {
        var file = Path.Combine(folder, "run.json");
        while (!File.Exists(file))
        {
            if (process.HasExited)
                throw new InvalidOperationException("The app ended before it was ready.");
            await Task.Delay(50);
        }
        return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
    }

    /// <summary>Time until <paramref name="path"/> answers 200, asked every two milliseconds.</summary>
    public async Task<TimeSpan> UntilOk(string path, Stopwatch since, string? cookie = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                    return since.Elapsed;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        if (!keep)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Where the private PostgreSQL of a data folder listens: beside its data, or in a folder of the temporary one that is named after the
    /// path, when that is too long or closed.
    /// </summary>
    public static string Sockets(string folder)
    {
        var near = Path.Combine(folder, "sock");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..12];
        return Directory.Exists(near) ? near : Path.Combine(Path.GetTempPath(), "entente-" + name);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Program() =>
        Path.Combine(AppContext.BaseDirectory.Replace("/bench/bin/", "/src/Host/bin/", StringComparison.Ordinal), "Entente.Host");
}
