using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Entente.Platform.Data.Postgres;

/// <summary>How durable a private cluster is.</summary>
public enum Durability
{
    /// <summary>Production: what was committed survives.</summary>
    Durable,

    /// <summary>Tests: fast, and lost with the machine.</summary>
    Throwaway,
}

/// <summary>
/// A PostgreSQL of Entente's own, in one folder, reachable through a socket only. Works when started as root (PostgreSQL then
/// runs as the package's user) and as anyone else. It lives in a session of its own, so that Ctrl-C reaches the app alone; a
/// guard on a pipe stops it the moment this process ends, however it ends.
/// </summary>
public sealed partial class PrivateCluster : IAsyncDisposable
{
    // More than the app has kinds of statements that come often; with fewer the least recent ones are parsed and planned anew each time.
    private const int StatementsKept = 256;

    /// <summary>By then the guard has begun its server.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly Process guard;

    private readonly string held;

    private PrivateCluster(string socketFolder, Process guard, string data) =>
        (SocketFolder, this.guard, held) = (socketFolder, guard, data);

    public string SocketFolder { get; }

    /// <summary>How long a server that is stopping already may hold the folder.</summary>
    private static readonly TimeSpan AnothersEnd = TimeSpan.FromSeconds(30);

    /// <summary>A connection string for one of the roles of <see cref="Roles"/>.</summary>
    public string ConnectionString(string role, string database = Roles.Database) => Told(SocketFolder, role, database);

    /// <summary>The same for a cluster that is still to be started in a folder.</summary>
    public static string ConnectionStringIn(DataFolder taken, string role) => Told(SocketFolderFor(taken.Path), role, Roles.Database);

    /// <summary>The same for a cluster that another process runs in a folder.</summary>
    public static string ConnectionStringBeside(string folder, string role) =>
        Told(SocketFolderFor(Path.GetFullPath(folder)), role, Roles.Database);

    private static string Told(string sockets, string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = sockets,
            Username = role,
            Database = database,
            MaxAutoPrepare = role == Roles.App ? StatementsKept : 0,
            MaxPoolSize = 40,
            // Nothing is ever set for a session, only for a transaction: there is nothing to reset, eight statements at each use.
            NoResetOnClose = role == Roles.App,
            IncludeErrorDetail = false,
        }.ConnectionString;

    /// <summary>
    /// Creates the cluster in <paramref name="taken"/> if need be, and starts it. Throws <see cref="ClusterException"/> with
    /// a sentence for the person at the terminal.
    /// </summary>
    public static async Task<PrivateCluster> Start(DataFolder taken, Durability durability, CancellationToken ct)
    {
        var binaries =
            PostgresBinaries.Find()
            ?? throw new ClusterException(
                "PostgreSQL 15 or newer was not found. Install it (Debian, Ubuntu: apt-get install postgresql), or give --database."
            );
        var launcher = await Launcher.For(taken.Path, binaries, ct);
        var data = launcher.DataFolder;
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
            await Create(launcher, data, durability, ct);
        Access(launcher, data);
        var sockets = SocketFolderFor(taken.Path);
        Directory.CreateDirectory(sockets);
        launcher.Give(sockets);
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct))
        {
            var cluster = await StartServer(launcher, data, sockets, taken.Path, ct);
            var failure = await cluster.WaitUntilReady(ct);
            if (failure is null)
                return cluster;
            await cluster.DisposeAsync();
            // An app that died while it was starting its server leaves one that takes the folder a moment later, and stops at once: ours ends
            // because of it, and whoever knocks hears the other one shutting down.
            if (patience.Elapsed > AnothersEnd)
                throw new ClusterException($"PostgreSQL did not start; its log is postgres.log in the data folder. {failure}");
        }
    }

    /// <summary>Removes what a folder's cluster keeps outside of it, where it had to be put elsewhere. Nobody may run it any more.</summary>
    public static void RemoveOutside(DataFolder taken)
    {
        if (Launcher.Outside(taken.Path) is { } target && Directory.Exists(target))
            Directory.Delete(target, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await guard.StandardInput.WriteLineAsync("stop");
            guard.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
        await guard.WaitForExitAsync(CancellationToken.None);
        guard.Dispose();
    }

    private static async Task Create(Launcher launcher, string data, Durability durability, CancellationToken ct)
    {
        // Into a neighbour, then renamed: a kill in the middle leaves nothing half made.
        var fresh = data + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh);
        launcher.Give(fresh);
        await launcher.Run(
            "initdb",
            ["-D", fresh, "-E", "UTF8", "--locale=C.UTF-8", "--auth=reject", "-U", Roles.Superuser, "--no-instructions"],
            ct
        );
        await File.AppendAllTextAsync(Path.Combine(fresh, "postgresql.conf"), Settings(durability), ct);
        Directory.Move(fresh, data);
    }

    private static string Settings(Durability durability) =>
        """

            # Entente
            listen_addresses = ''
            unix_socket_permissions = 0777
            max_connections = 100
            shared_buffers = 256MB
            log_min_messages = warning
            log_timezone = 'UTC'
            timezone = 'UTC'

            """
        + (
            durability is Durability.Throwaway
                ? "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\nmax_connections = 200\n"
                : ""
        );

    // Who may be which role: the operating system vouches for the user at the other end of the socket.
    private static void Access(Launcher launcher, string data)
    {
        File.WriteAllText(Path.Combine(data, "pg_hba.conf"), "local all all peer map=entente\n");
        var users = new[] { Environment.UserName, "root", launcher.User }.Distinct(StringComparer.Ordinal);
        var roles = new[] { Roles.Superuser, Roles.Owner, Roles.App, Roles.Maintenance };
        File.WriteAllLines(Path.Combine(data, "pg_ident.conf"), users.SelectMany(u => roles.Select(r => $"entente \"{u}\" \"{r}\"")));
        launcher.Give(Path.Combine(data, "pg_hba.conf"));
        launcher.Give(Path.Combine(data, "pg_ident.conf"));
    }

    // A socket's path may not be longer than 107 bytes.
    private static string SocketFolderFor(string folder)
    {
        var near = Path.Combine(folder, "sock");
        return Encoding.UTF8.GetByteCount(near) + "/.s.PGSQL.5432".Length <= 100 && Launcher.CanEnter(folder)
            ? near
            : Path.Combine(Path.GetTempPath(), "entente-" + Short(folder));
    }

    internal static string Short(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];

    private static async Task<PrivateCluster> StartServer(
        Launcher launcher,
        string data,
        string sockets,
        string folder,
        CancellationToken ct
    )
    {
        if (StalePid(data) is { } alive)
        {
            // A server of this very folder outlived its app: end it and start our own, so that one guard watches it.
            try
            {
                await launcher.Run("pg_ctl", ["-D", data, "-m", "fast", "-w", "stop"], ct);
            }
            catch (ClusterException) when (!IsServerOf(alive, data))
            {
                // Its guard was quicker: there is nothing left to stop.
            }
        }
        // A line says stop, and PostgreSQL may take its time to write everything back. An end without one is the death of the app: half a
        // second is given, then PostgreSQL leaves as it stands and replays its log at the next start. It is told until it has left: a server
        // that has not yet come to hear signals, on a busy machine, would miss the only one and stay for good.
        const string watch = """
            log=$1; shift; umask 077; [ "$(wc -c 2>/dev/null <"$log" || echo 0)" -gt 20000000 ] && mv -f "$log" "$log.1"; "$@" </dev/null >>"$log" 2>&1 & p=$!; trap "" INT TERM HUP
            if read -r _; then kill -INT $p; wait $p; else kill -INT $p; (while sleep 0.5; do kill -QUIT $p || exit; done) & t=$!; wait $p; kill -KILL $t; fi 2>/dev/null
            """;
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (
            var argument in (string[])
                [
                    "sh",
                    "-c",
                    watch,
                    "guard",
                    Path.Combine(folder, "postgres.log"),
                    .. launcher.Command("postgres", ["-D", data, "-k", sockets]),
                ]
        )
            start.ArgumentList.Add(argument);
        var watched = Process.Start(start) ?? throw new ClusterException("PostgreSQL could not be started: setsid is missing.");
        return new PrivateCluster(sockets, watched, data);
    }

    // PostgreSQL clears a stale pid file itself, unless the number now belongs to another process of the same user.
    private static int? StalePid(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file))
            return null;
        var first = File.ReadLines(file).FirstOrDefault();
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return null;
        if (IsServerOf(pid, data))
            return pid;
        File.Delete(file);
        return null;
    }

    private static bool IsServerOf(int pid, string data)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim() == "postgres"
                && new DirectoryInfo($"/proc/{pid}/cwd").ResolveLinkTarget(returnFinalTarget: true)?.FullName
                    == new DirectoryInfo(data).FullName;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Null when it answers; otherwise what was heard last, its process having ended or a minute being over.</summary>
    private async Task<string?> WaitUntilReady(CancellationToken ct)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    ConnectionString(Roles.Superuser, "postgres") + ";Pooling=false;Timeout=2"
                );
                await connection.OpenAsync(ct);
                if (IsGuarded())
                    return null;
                if (guard.HasExited || (patience.Elapsed > Settled && HasLostItsServer()))
                    return "Another server holds the folder.";
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            }
            catch (NpgsqlException failure)
            {
                if (guard.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60) || (patience.Elapsed > Settled && HasLostItsServer()))
                    return failure.Message;
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            }
        }
    }
}

/// <summary>The private PostgreSQL cannot run here; the message is for the person at the terminal.</summary>
public sealed class ClusterException(string message) : Exception(message);
