using System.Diagnostics;

namespace Entente.Tests.Support;

/// <summary>A mail client on the command line that we did not write.</summary>
internal static class Swaks
{
    /// <summary>Hands over one mail; fails with the whole talk when it was not taken.</summary>
    public static async Task Send(int port, string from, string to, string subject, params string[] more)
    {
        var start = new ProcessStartInfo(
            "swaks",
            ["--server", "127.0.0.1", "--port", $"{port}", "--from", from, "--to", to, "--h-Subject", subject, .. more]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var swaks = Process.Start(start)!;
        var errors = swaks.StandardError.ReadToEndAsync();
        var said = await swaks.StandardOutput.ReadToEndAsync();
        await swaks.WaitForExitAsync();
        swaks.ExitCode.ShouldBe(0, said + await errors);
    }
}
