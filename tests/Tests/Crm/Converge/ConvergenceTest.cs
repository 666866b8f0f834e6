using System.Diagnostics;
using System.Globalization;
using Entente.Crm.Port;
using Entente.Tests.Support;

namespace Entente.Tests.Crm.Converge;

public sealed class HubSpotConvergence(TestCluster cluster, ITestOutputHelper output) : ConvergenceTest(cluster, output)
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceConvergence(TestCluster cluster, ITestOutputHelper output) : ConvergenceTest(cluster, output)
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>
/// Any number of random acts on both sides, through a CRM that refuses, forgets and does not answer: a minute after the faults stop
/// both sides are what a model says they must be.
/// </summary>
/// <remarks>ENTENTE_ACTS: how many acts in all (160, half of them on each protocol); ENTENTE_SEED: the seed that a failed run printed.</remarks>
public abstract class ConvergenceTest(TestCluster cluster, ITestOutputHelper output)
{
    /// <summary>Fixed: a run of the whole suite does what the run before it did.</summary>
    private const int UsualSeed = 20_261_120;

    /// <summary>A long run rests now and then: what is compared at the end of a chapter is where the next begins.</summary>
    private const int Chapter = 1_000;

    /// <summary>So many acts set some fifteen faults of each kind: one that never happened is one that this story does not try.</summary>
    private const int EveryFault = 5_000;

    private protected abstract CrmKind Kind { get; }

    [Fact]
    public async Task Both_sides_are_what_the_model_says_a_minute_after_the_faults_stop()
    {
        var (acts, seed, took) = (Number("ENTENTE_ACTS", 160) / 2, Number("ENTENTE_SEED", UsualSeed), Stopwatch.StartNew());
        output.WriteLine($"{Kind}: seed {seed}, {acts} acts");
        await using var story = await Story.Begin(cluster, Kind, new Random(seed + (int)Kind));

        for (var done = 0; done < acts; done += Chapter)
        {
            for (var i = 0; i < Math.Min(Chapter, acts - done); i++)
                await story.Act();
            var isLast = done + Chapter >= acts;
            var wrong = await story.Rest(everything: isLast);
            wrong.ShouldBeEmpty($"{Kind}, seed {seed}, after {Math.Min(acts, done + Chapter)} acts");
            if (!isLast && done % (5 * Chapter) == 0)
                output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{Kind}: {done + Chapter} acts in {took.Elapsed.TotalSeconds:0} s")
                );
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kind}: {acts} acts in {took.Elapsed.TotalSeconds:0.0} s"));
        foreach (var line in story.Figures)
            output.WriteLine($"{Kind}: {line}");
        if (acts >= EveryFault)
            story.Unseen.ShouldBeEmpty($"{Kind}, seed {seed}: faults that never happened");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
