using System.Diagnostics;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Host;

/// <summary>Runs one of PostgreSQL's own programs on a database that Entente knows how to reach.</summary>
internal static class PostgresTool
{
    /// <summary>Throws <see cref="ClusterException"/> with what the program said.</summary>
    /// <param name="connection">As Npgsql takes it.</param>
    public static async Task Run(string program, string connection, IEnumerable<string> arguments, CancellationToken ct)
    {
        var folder =
            PostgresBinaries.Find()
            ?? throw new ClusterException(
                $"{program} was not found. Install PostgreSQL 15 or newer (Debian, Ubuntu: apt-get install postgresql)."
            );
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(Path.Combine(folder, program), arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["PGHOST"] = to.Host,
                ["PGPORT"] = to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["PGUSER"] = to.Username,
                ["PGDATABASE"] = to.Database,
                ["PGPASSWORD"] = to.Password ?? "",
                ["PGSSLMODE"] = Ssl(to.SslMode),
                ["PGAPPNAME"] = "entente",
            },
        };
        using var process = Process.Start(start) ?? throw new ClusterException($"{program} is missing.");
        try
        {
            var said = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new ClusterException($"{program} failed: {said.Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static string Ssl(SslMode mode) =>
        mode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        };
}
