using System.Globalization;

namespace Entente.Platform.Data.Postgres;

/// <summary>What the system tells of the guard and the server below it.</summary>
public sealed partial class PrivateCluster
{
    // The guard itself waits for a word from us, and outlives a server that found the folder taken.
    private bool HasLostItsServer()
    {
        try
        {
            // It stays in the list after its end, as nobody waits for it yet.
            return File.ReadAllText($"/proc/{guard.Id}/task/{guard.Id}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .All(child => File.ReadLines($"/proc/{child}/status").Any(l => l.StartsWith("State:\tZ", StringComparison.Ordinal)));
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the server that holds the folder is below our guard; true where the system does not tell.</summary>
    private bool IsGuarded()
    {
        try
        {
            const int mostGenerations = 3;
            var pid = int.Parse(File.ReadLines(Path.Combine(held, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            for (var i = 0; i < mostGenerations && pid > 1; i++)
            {
                var parent = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal));
                pid = int.Parse(parent.AsSpan("PPid:".Length), CultureInfo.InvariantCulture);
                if (pid == guard.Id)
                    return true;
            }
            return false;
        }
        catch (Exception untold) when (untold is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return !guard.HasExited;
        }
    }
}
