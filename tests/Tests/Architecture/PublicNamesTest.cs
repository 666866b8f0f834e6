using System.Reflection;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;

namespace Entente.Tests.Architecture;

/// <summary>
/// Names that others keep: events, jobs, schedules, handlers, problem codes. They change on purpose only:
/// <c>ENTENTE_ACCEPT=1 ./test slices</c> writes the new list.
/// </summary>
public sealed class PublicNamesTest
{
    [Fact]
    public void Public_names_are_those_of_the_snapshot()
    {
        var file = Path.Combine(Checkout.Root, "tests/Tests/Architecture/public-names.txt");
        var names = string.Join('\n', Names().Distinct().Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable("ENTENTE_ACCEPT") == "1")
            File.WriteAllText(file, names);

        names.ShouldBe(File.ReadAllText(file));
    }

    private static IEnumerable<string> Names()
    {
        var types = Entente.Host.Modules.All.Assemblies.SelectMany(a => a.GetTypes()).ToList();
        foreach (var type in types)
        {
            if (type.GetCustomAttribute<EventNameAttribute>() is { } told)
                yield return $"event {told.Name} {told.Version}";
            if (type.GetCustomAttribute<JobNameAttribute>() is { } job)
                yield return $"job {job.Name}";
        }
        foreach (var schedule in Entente.Host.Modules.All.All.SelectMany(m => m.Schedules))
            yield return $"schedule {schedule.Name}";
        foreach (var line in ProblemCodes())
            yield return $"problem {line}";
        // The panel's refusals carry a status and a title of their own and are no Problem.
        foreach (
            var code in Checkout
                .Read("src/Crm/Panel/PanelRefusal.cs")
                .Split('"')
                .Where(t => t.StartsWith("panel.", StringComparison.Ordinal))
        )
            yield return $"problem {code}";
    }

    // Codes stand as literals where the refusal is made: Problem.Conflict("registration.already_decided", …).
    private static IEnumerable<string> ProblemCodes() =>
        from file in Checkout.Files("src", ".cs")
        where !file.StartsWith("src/Sandbox/", StringComparison.Ordinal)
        from piece in Checkout.Read(file).Split("Problem.").Skip(1)
        let open = piece.IndexOf("(\"", StringComparison.Ordinal)
        let word = piece.Split('(')[0]
        where word is "Invalid" or "NotFound" or "Forbidden" or "Conflict" or "Stale"
        let start = piece.IndexOf('"', StringComparison.Ordinal) + 1
        where start > 0 && start < word.Length + 40
        let code = piece[start..piece.IndexOf('"', start)]
        where code.Contains('.', StringComparison.Ordinal) && !code.Contains(' ', StringComparison.Ordinal)
        select code;
}
