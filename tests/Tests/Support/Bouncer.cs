using System.Diagnostics;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Tests.Support;

/// <summary>A pgbouncer in transaction mode before the run's cluster: the hardest place for a per-connection setting.</summary>
internal sealed class Bouncer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Bouncer(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>Whether the program is on this machine; <c>./test</c> installs it where it may.</summary>
    public static string? Program { get; } =
        new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    public static async Task<Bouncer> Start(string connectionString)
    {
        var behind = new NpgsqlConnectionStringBuilder(connectionString);
        var home = Directory.CreateTempSubdirectory("entente-bouncer-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(home, "pgbouncer.ini"),
            $"""
            [databases]
            {behind.Database} = host={behind.Host} dbname={behind.Database} user={behind.Username}
            [pgbouncer]
            listen_addr =
            unix_socket_dir = {home}
            listen_port = 6432
            auth_type = any
            pool_mode = transaction
            default_pool_size = 2
            logfile = {home}/log
            pidfile = {home}/pid
            """
        );
        var start = new ProcessStartInfo("sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            Environment.IsPrivilegedProcess
                ? $"chown -R postgres {home} && exec setpriv --reuid=postgres --regid=postgres --init-groups {Program} -q {home}/pgbouncer.ini"
                : $"exec {Program} -q {home}/pgbouncer.ini"
        );
        var started = Process.Start(start)!;
        for (var i = 0; i < 250 && !File.Exists(Path.Combine(home, ".s.PGSQL.6432")); i++)
            await Task.Delay(20);
        return new Bouncer(started, home);
    }

    /// <summary>The app's connection, through the pooler; prepared statements do not go with transaction pooling.</summary>
    public string Through(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = folder,
            Port = 6432,
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            Username = Roles.App,
        }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
