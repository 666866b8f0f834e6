using System.Diagnostics;

namespace Entente.Platform.Data.Postgres;

/// <summary>
/// Starts PostgreSQL's programs as a user they accept. They refuse to run as root: then as the package's user, with the right to
/// search folders only root may enter when the checkout lies below one.
/// </summary>
internal sealed class Launcher
{
    private const string ServerUser = "postgres";
    private readonly string binaries;
    private readonly string[] prefix;

    private Launcher(string binaries, string[] prefix, string user, string dataFolder) =>
        (this.binaries, this.prefix, User, DataFolder) = (binaries, prefix, user, dataFolder);

    /// <summary>The operating-system user that the server runs as.</summary>
    public string User { get; }

    public string DataFolder { get; }

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    public static async Task<Launcher> For(string folder, string binaries, CancellationToken ct)
    {
        var data = Path.Combine(folder, "pg");
        if (!IsRoot)
            return new Launcher(binaries, [], Environment.UserName, data);

        string[] drop = ["setpriv", $"--reuid={ServerUser}", $"--regid={ServerUser}", "--init-groups"];
        if (await Succeeds([.. drop, "test", "-x", folder], ct))
            return new Launcher(binaries, drop, ServerUser, data);

        string[] search = [.. drop, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
        if (await Succeeds([.. search, "test", "-x", folder], ct))
            return new Launcher(binaries, search, ServerUser, data);

        // No such right in this container: the cluster lies elsewhere and data/pg points to it. Modes of folders that are not ours stay as they are.
        var elsewhere = Path.Combine("/var/lib/entente", PrivateCluster.Short(folder));
        Directory.CreateDirectory(elsewhere);
        if (!Directory.Exists(data))
            Directory.CreateSymbolicLink(data, Path.Combine(elsewhere, "pg"));
        return new Launcher(binaries, drop, ServerUser, Path.Combine(elsewhere, "pg"));
    }

    /// <summary>Whether the server's user can reach a socket in this folder by name.</summary>
    public static bool CanEnter(string folder)
    {
        if (!IsRoot)
            return true;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }

    public string[] Command(string program, IEnumerable<string> arguments) => [.. prefix, Path.Combine(binaries, program), .. arguments];

    /// <summary>Runs a program to its end; throws with what it said when it fails.</summary>
    public async Task Run(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var (code, said) = await Execute(Command(program, arguments), ct);
        if (code != 0)
            throw new ClusterException($"{program} failed: {said.Trim()}");
    }

    /// <summary>Makes the server's user the owner of a path, so that PostgreSQL accepts it.</summary>
    public void Give(string path)
    {
        if (!IsRoot)
            return;
        using var chown = Process.Start("chown", ["-R", $"{ServerUser}:{ServerUser}", path]);
        chown.WaitForExit();
        if (Directory.Exists(path) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<bool> Succeeds(string[] command, CancellationToken ct) => (await Execute(command, ct)).Code == 0;

    private static async Task<(int Code, string Said)> Execute(string[] command, CancellationToken ct)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start) ?? throw new ClusterException($"{command[0]} is missing.");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output + await error);
    }
}
