using System.Diagnostics;
using Entente.Tests.Architecture;

namespace Entente.Tests.Start;

/// <summary>When <c>./run</c> builds: the launcher's own script, in a small checkout with a compiler that only counts.</summary>
public sealed class BuildsWhenNeededTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-builds-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public BuildsWhenNeededTest()
    {
        Write("tools/prepare.sh", Checkout.Read("tools/prepare.sh"));
        Write("Directory.Build.props", "");
        Write("Directory.Packages.props", "");
        Write("src/Host/Host.cs", "");
        Write("src/Host/Old.cs", "");
        // What a build leaves behind, and what an editor saves while it runs.
        Write(
            "path/dotnet",
            """
            #!/usr/bin/env bash
            program=$2/bin/Release/net10.0/Entente.${2#src/}
            mkdir -p "${program%/*}" "$2/obj"
            touch "$program" "$2/obj/made.cs"
            chmod +x "$program"
            echo "$2" >>builds
            if [ -f meanwhile ] && [ "$2" = src/Host ]; then rm meanwhile; sleep 0.05; touch src/Host/Host.cs; fi
            [ ! -f broken ]
            """
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_is_built_until_a_source_is_newer()
    {
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeFalse("nothing changed");
        await Touch("src/Host/Host.cs");
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_was_deleted_or_moved_with_its_old_date_is_a_change()
    {
        (await Builds()).ShouldBeTrue();
        File.Delete(In("src/Host/Old.cs"));
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeFalse();
        File.Move(In("src/Host/Host.cs"), In("src/Host/Start.cs"));
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_saved_while_it_builds_is_built_by_the_next_start()
    {
        Write("meanwhile", "");
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeTrue("it was saved after the compiler had read it");
        (await Builds()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_build_that_failed_counts_for_nothing()
    {
        Write("broken", "");
        (await Builds(code: 1)).ShouldBeTrue();
        File.Delete(In("broken"));
        (await Builds()).ShouldBeTrue();
        (await Builds()).ShouldBeFalse();
        Directory.EnumerateFiles(In("data"), ".building*").ShouldBeEmpty();
    }

    [Fact]
    public void The_test_script_takes_its_stamp_before_it_builds()
    {
        var script = Checkout.Read("test");
        var (stamp, build, kept) = (
            script.IndexOf("stamp=$(begin_stamp)", StringComparison.Ordinal),
            script.IndexOf("dotnet build Entente.slnx", StringComparison.Ordinal),
            script.IndexOf("mv \"$stamp\" data/.built", StringComparison.Ordinal)
        );
        stamp.ShouldBeInRange(0, build);
        kept.ShouldBeGreaterThan(build);
    }

    /// <summary>Whether a start builds.</summary>
    private async Task<bool> Builds(int code = 0)
    {
        var log = In("builds");
        File.Delete(log);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", "chmod +x path/dotnet; . tools/prepare.sh; build_app"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{In("path")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var bash = Process.Start(start)!;
        var said = await bash.StandardError.ReadToEndAsync(Ct);
        await bash.WaitForExitAsync(Ct);
        bash.ExitCode.ShouldBe(code, said);
        return File.Exists(log);
    }

    /// <summary>Saved again, a moment after whatever was stamped before.</summary>
    private async Task Touch(string path)
    {
        await Task.Delay(20, Ct);
        File.SetLastWriteTimeUtc(In(path), TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    private string In(string path) => Path.Combine(folder, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }
}
