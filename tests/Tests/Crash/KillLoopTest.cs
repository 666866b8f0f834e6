using System.Globalization;
using Entente.Crm;
using Entente.Crm.Port;

namespace Entente.Tests.Crash;

/// <summary>Both loops through HubSpot's protocol.</summary>
public sealed class HubSpotKillLoopTest(ITestOutputHelper output) : KillLoopTest(CrmKind.HubSpot, output);

/// <summary>Both loops through Salesforce's protocol.</summary>
public sealed class SalesforceKillLoopTest(ITestOutputHelper output) : KillLoopTest(CrmKind.Salesforce, output);

/// <summary>
/// The promise of the main job: nothing accepted is lost and nothing is written twice, whenever the process dies. The real program
/// with a durable PostgreSQL is killed again and again between a form's being sent and the CRM's holding it, and while claims take
/// their course. A class for each protocol, so that the long run can give each a core.
/// </summary>
/// <remarks>
/// ENTENTE_CRASHES: how many kills (25) the claims' loop has, over both protocols; the sync's has a third as many on top. ENTENTE_SEED: the
/// seed that a failed run printed.
/// </remarks>
[Trait("part", "crash")]
[Trait("long", "kills")]
public abstract class KillLoopTest
{
    private const int Chapter = 60;

    private readonly CrmKind kind;
    private readonly ITestOutputHelper output;

    // The tests may see what the product keeps to itself; their own base class may not show it.
    private protected KillLoopTest(CrmKind kind, ITestOutputHelper output) => (this.kind, this.output) = (kind, output);

    [Fact]
    public async Task Every_accepted_registration_is_there_exactly_once_whenever_the_app_is_killed()
    {
        foreach (var (kills, seed) in Chapters(Share(Kills)))
        {
            output.WriteLine($"{kind}: seed {seed}");
            using var loop = new KillLoop(kind, new Random(seed + (int)kind));

            await loop.SetUp(Ct);
            await loop.Kill(kills, Ct);
            await loop.Settle(Ct);
            var (wrong, looked) = await loop.Reckon(Ct);
            loop.Struck.ShouldBe(kills);

            output.WriteLine($"{kind}: {loop.Figures}; {looked} rows and records looked at, {wrong.Count} wrong");
            wrong.ShouldBeEmpty($"seed {seed}; the app said: {string.Join('\n', loop.Said.TakeLast(40))}");
        }
    }

    [Fact]
    public async Task The_mirror_is_the_CRM_record_by_record_whenever_the_app_is_killed_in_a_load_or_while_following()
    {
        foreach (var (kills, seed) in Chapters(Share(Kills / 3)))
        {
            output.WriteLine($"{kind}: seed {seed}");
            using var loop = new SyncKillLoop(kind, new Random(seed + (int)kind));

            await loop.SetUp(Ct);
            await loop.Kill(kills, Ct);
            await loop.Settle(Ct);
            var wrong = await loop.Reckon(Ct);
            loop.Struck.ShouldBe(kills);

            output.WriteLine($"{kind}: {loop.Figures}; {wrong.Count} wrong");
            wrong.ShouldBeEmpty($"seed {seed}; the app said: {string.Join('\n', loop.Said.TakeLast(40))}");
        }
    }

    /// <summary>
    /// A long run in parts, each on an empty house: in one house each life would have more to take up than the one before, and a loss would be
    /// found hours after it. A part is repeated by its own seed.
    /// </summary>
    private static IEnumerable<(int Kills, int Seed)> Chapters(int kills)
    {
        var seed = Number("ENTENTE_SEED", Environment.ProcessId);
        for (var left = kills; left > 0; left -= Chapter)
            yield return (Math.Min(left, Chapter), seed + (kills - left));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Kills => Number("ENTENTE_CRASHES", 25);

    private int Share(int kills) => kind == CrmKind.HubSpot ? kills - (kills / 2) : kills / 2;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
