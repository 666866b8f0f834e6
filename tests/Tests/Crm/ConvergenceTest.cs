using System.Globalization;
using Entente.Crm.Port;
using Entente.Tests.Support;

namespace Entente.Tests.Crm;

/// <summary>
/// Any number of random acts on both sides, through a CRM that refuses, forgets and does not answer: a minute after the faults stop
/// both sides are what a model says they must be.
/// </summary>
/// <remarks>ENTENTE_ACTS: how many acts in all (120); ENTENTE_SEED: the seed that a failed run printed.</remarks>
public sealed class ConvergenceTest(TestCluster cluster, ITestOutputHelper output)
{
    /// <summary>Fixed: a run of the whole suite does what the run before it did.</summary>
    private const int UsualSeed = 20_261_120;

    [Theory]
    [InlineData(nameof(CrmKind.HubSpot))]
    [InlineData(nameof(CrmKind.Salesforce))]
    public async Task Both_sides_are_what_the_model_says_a_minute_after_the_faults_stop(string protocol)
    {
        var kind = Enum.Parse<CrmKind>(protocol);
        var (acts, seed) = (Number("ENTENTE_ACTS", 120) / 2, Number("ENTENTE_SEED", UsualSeed));
        output.WriteLine($"{protocol}: seed {seed}, {acts} acts");
        await using var story = await ConvergenceStory.Begin(cluster, kind, new Random(seed + (int)kind));

        // A long run is told in chapters: what is compared at the end of one is where the next begins.
        const int chapter = 500;
        for (var done = 0; done < acts; done += chapter)
        {
            for (var i = 0; i < Math.Min(chapter, acts - done); i++)
                await story.Act();
            await story.Settle();
            (await story.Differences()).ShouldBeEmpty($"seed {seed}, after {Math.Min(acts, done + chapter)} acts");
        }
        output.WriteLine($"{protocol}: {story.Figures}");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
