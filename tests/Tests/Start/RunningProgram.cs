using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Entente.Tests.Start;

/// <summary>The program, started with these words after <c>run</c>; what it says is kept.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private RunningProgram(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public Uri Url => new($"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}");

    public string Said => string.Join('\n', said);

    public static RunningProgram Launch(int port, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Host"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["run", "--port", port.ToString(CultureInfo.InvariantCulture), .. words])
            start.ArgumentList.Add(word);
        var program = new RunningProgram(Process.Start(start)!, port);
        program.process.OutputDataReceived += (_, line) => program.Keep(line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Keep(line.Data);
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Until it answers as ready.</summary>
    public async Task<RunningProgram> Ready(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Url };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(2))
        {
            process.HasExited.ShouldBeFalse(Said);
            try
            {
                if ((await http.GetAsync("/health/ready", ct)).IsSuccessStatusCode)
                    return this;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50, ct);
        }
        throw new TimeoutException("The program did not get ready: " + Said);
    }

    /// <summary>Until it ends by itself; its exit code.</summary>
    public async Task<int> Ended(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromMinutes(2), ct);
        return process.ExitCode;
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    public async Task Stop(CancellationToken ct)
    {
        const int term = 15;
        Signal(process.Id, term).ShouldBe(0);
        (await Ended(ct)).ShouldBe(0, Said);
    }

    /// <summary>kill −9, of the program alone.</summary>
    public async Task Kill(CancellationToken ct)
    {
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync(ct);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: false);
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            said.Enqueue(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
