using System.Globalization;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Start;

/// <summary><c>--reset</c>: what lies in the data folder goes, and nothing else.</summary>
[Trait("part", "crash")]
public sealed class ResetTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-reset-").FullName;
    private readonly string elsewhere = Directory.CreateTempSubdirectory("entente-elsewhere-").FullName;
    private readonly int port = Ports.Free(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Leftover => Path.Combine(folder, "leftover.txt");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task A_reset_begins_with_an_empty_folder_and_follows_no_link_out_of_it()
    {
        using var first = await Launch().Ready(Ct);
        var (cluster, keys) = (await Cluster(), Keys());
        await first.Stop(Ct);
        await File.WriteAllTextAsync(Leftover, "old", Ct);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "kept.txt"), "somebody else's", Ct);
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), elsewhere);

        using var again = await Launch("--reset").Ready(Ct);

        (await Cluster()).ShouldNotBe(cluster, "another PostgreSQL, made anew");
        Keys().ShouldNotBe(keys);
        File.Exists(Leftover).ShouldBeFalse();
        Path.Exists(Path.Combine(folder, "linked")).ShouldBeFalse();
        File.Exists(Path.Combine(elsewhere, "kept.txt")).ShouldBeTrue();
        await again.Stop(Ct);
    }

    [Fact]
    public async Task A_folder_that_never_was_Ententes_is_not_emptied()
    {
        await File.WriteAllTextAsync(Leftover, "somebody's thesis", Ct);

        for (var n = 0; n < 2; n++)
        {
            using var refused = Launch("--reset");
            (await refused.Ended(Ct)).ShouldBe(2);
            refused.Said.ShouldContain("holds files that are not Entente's");
        }
        File.Exists(Leftover).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_in_which_only_a_build_left_something_is_begun_with()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, ".built"), "", Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "build.log"), "Build succeeded.", Ct);

        using var begun = await Launch("--reset").Ready(Ct);

        File.Exists(Path.Combine(folder, ".built")).ShouldBeTrue("the next start builds nothing anew");
        await begun.Stop(Ct);
    }

    [Fact]
    public async Task A_folder_in_use_is_not_emptied()
    {
        using var first = await Launch().Ready(Ct);
        await File.WriteAllTextAsync(Leftover, "in use", Ct);

        using var second = RunningProgram.Launch(Ports.Free(1), "--empty", "--no-sandbox", "--data", folder, "--reset");

        (await second.Ended(Ct)).ShouldBe(2);
        second.Said.ShouldContain("Entente already runs on " + folder);
        File.Exists(Leftover).ShouldBeTrue();
        await first.Ready(Ct);
        await first.Stop(Ct);
    }

    [Fact]
    public async Task With_a_database_of_somebody_elses_the_keys_to_it_stay_and_a_node_empties_nothing()
    {
        await using var server = await SharedDatabase.Start(Ct);
        var admin = await server.Person("dba", "superuser", Ct);
        using var first = await Launch("--database", admin).Ready(Ct);
        var keys = Keys();
        await first.Stop(Ct);
        await File.WriteAllTextAsync(Leftover, "old", Ct);

        using var node = Launch("--database", admin, "--role", "worker", "--reset");
        (await node.Ended(Ct)).ShouldBe(2);
        node.Said.ShouldContain("other nodes");
        File.Exists(Leftover).ShouldBeTrue();

        using var again = await Launch("--database", admin, "--reset").Ready(Ct);
        Keys().ShouldBe(keys);
        File.Exists(Leftover).ShouldBeFalse();
        await again.Stop(Ct);
    }

    private RunningProgram Launch(params string[] words) =>
        RunningProgram.Launch(port, ["--empty", "--no-sandbox", "--data", folder, .. words]);

    /// <summary>Every key file by name and content.</summary>
    private string Keys() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Path.Combine(folder, "keys"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(File.ReadAllBytes(f))}")
        );

    private async Task<string> Cluster()
    {
        const int socketLine = 4;
        var sockets = File.ReadLines(Path.Combine(folder, "pg", "postmaster.pid")).ElementAt(socketLine);
        await using var super = NpgsqlDataSource.Create($"Host={sockets};Username={Roles.Superuser};Database=postgres;Pooling=false");
        await using var command = super.CreateCommand("select system_identifier from pg_control_system()");
        return Convert.ToString(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture)!;
    }
}
