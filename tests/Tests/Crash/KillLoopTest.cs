using System.Globalization;
using Entente.Crm;
using Entente.Crm.Port;

namespace Entente.Tests.Crash;

/// <summary>
/// The promise of the main job: nothing accepted is lost and nothing is written twice, whenever the process dies. The real program
/// with a durable PostgreSQL is killed again and again between a form's being sent and the CRM's holding it.
/// </summary>
/// <remarks>ENTENTE_CRASHES: how many kills in all (25); ENTENTE_SEED: the seed that a failed run printed.</remarks>
[Trait("part", "crash")]
public sealed class KillLoopTest(ITestOutputHelper output)
{
    [Theory]
    [InlineData(nameof(CrmKind.HubSpot))]
    [InlineData(nameof(CrmKind.Salesforce))]
    public async Task Every_accepted_registration_is_there_exactly_once_whenever_the_app_is_killed(string protocol)
    {
        var kind = Enum.Parse<CrmKind>(protocol);
        // A third of the kills are the sync's, below.
        var kills = Number("ENTENTE_CRASHES", 25) * 2 / 3;
        var seed = Number("ENTENTE_SEED", Environment.ProcessId);
        output.WriteLine($"{protocol}: seed {seed}");
        using var loop = new KillLoop(kind, new Random(seed + (int)kind));

        await loop.SetUp(Ct);
        await loop.Kill(kind == CrmKind.HubSpot ? kills - (kills / 2) : kills / 2, Ct);
        await loop.Settle(Ct);
        var (wrong, looked) = await loop.Reckon(Ct);

        output.WriteLine($"{protocol}: {loop.Figures}; {looked} rows and records looked at, {wrong.Count} wrong");
        wrong.ShouldBeEmpty($"seed {seed}; the app said: {string.Join('\n', loop.Said.TakeLast(40))}");
    }

    [Theory]
    [InlineData(nameof(CrmKind.HubSpot))]
    [InlineData(nameof(CrmKind.Salesforce))]
    public async Task The_mirror_is_the_CRM_record_by_record_whenever_the_app_is_killed_in_a_load_or_while_following(string protocol)
    {
        var kind = Enum.Parse<CrmKind>(protocol);
        var kills = Number("ENTENTE_CRASHES", 25) / 3;
        var seed = Number("ENTENTE_SEED", Environment.ProcessId);
        output.WriteLine($"{protocol}: seed {seed}");
        using var loop = new SyncKillLoop(kind, new Random(seed + (int)kind));

        await loop.SetUp(Ct);
        await loop.Kill(kind == CrmKind.HubSpot ? kills - (kills / 2) : kills / 2, Ct);
        await loop.Settle(Ct);
        var wrong = await loop.Reckon(Ct);

        output.WriteLine($"{protocol}: {loop.Figures}; {wrong.Count} wrong");
        wrong.ShouldBeEmpty($"seed {seed}; the app said: {string.Join('\n', loop.Said.TakeLast(40))}");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
