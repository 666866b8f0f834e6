using System.Diagnostics;
using System.Globalization;

namespace Entente.Platform.Data.Postgres;

/// <summary>
/// Starts PostgreSQL's programs as a user they accept. They refuse to run as root: then as the package's user, with the right to
/// search folders only root may enter when the checkout lies below one.
/// </summary>
internal sealed class Launcher
{
    private const string ServerUser = "postgres";
    private const string Elsewhere = "/var/lib/entente";
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
        return new Launcher(binaries, drop, ServerUser, Linked(folder, data));
    }

    /// <summary>Where the cluster of a folder lies that had to be put elsewhere; null where it lies in the folder, or belongs to another one.</summary>
    public static string? Outside(string folder) =>
        new DirectoryInfo(Path.Combine(folder, "pg")).LinkTarget is { } target && IsPlaceOf(folder, target) ? target : null;

    private static string Linked(string folder, string data)
    {
        if (new DirectoryInfo(data).LinkTarget is { } there && !IsPlaceOf(folder, there))
            throw new ClusterException(
                $"{data} points to {there}, the database of another data folder: this one was moved or copied. Move it back, or carry it over with ./entente backup and ./entente restore."
            );
        if (Outside(folder) is not { } target)
        {
            if (Directory.Exists(data))
                throw new ClusterException(
                    $"The user {ServerUser} may not enter {folder}, where the database lies. Allow it, or move the folder."
                );
            // What lies there without a link belonged to a folder that is gone: its keys went with it.
            target = Enumerable.Range(1, int.MaxValue).Select(n => Place(folder, n)).First(p => !Path.Exists(p));
            Directory.CreateSymbolicLink(data, target);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return target;
    }

    private static string Place(string folder, int number) =>
        Path.Combine(
            Elsewhere,
            PrivateCluster.Short(folder) + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}")),
            "pg"
        );

    private static bool IsPlaceOf(string folder, string target) =>
        target.StartsWith(Path.Combine(Elsewhere, PrivateCluster.Short(folder)), StringComparison.Ordinal);

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
