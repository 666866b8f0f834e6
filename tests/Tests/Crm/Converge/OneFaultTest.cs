using Entente.Crm.Port;
using Entente.Sandbox.Admin;
using Entente.Tests.Support;

namespace Entente.Tests.Crm.Converge;

public sealed class HubSpotOneFault(TestCluster cluster, ITestOutputHelper output) : OneFaultTest(cluster, output)
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceOneFault(TestCluster cluster, ITestOutputHelper output) : OneFaultTest(cluster, output)
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>
/// Each fault that the CRM can have, alone: the long story's draw may hide one behind another. What people do on both sides meanwhile is drawn
/// as there, and compared with the same model.
/// </summary>
public abstract class OneFaultTest(TestCluster cluster, ITestOutputHelper output)
{
    private const int Acts = 40;
    private const int MostActs = 400;

    /// <summary>Fixed: a run does what the run before it did.</summary>
    private const int Seed = 20_261_123;

    public static TheoryData<string> Kinds => [.. Trouble.Kinds.Distinct().Select(f => f.ToString())];

    private protected abstract CrmKind Kind { get; }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Both_sides_are_what_the_model_says_after_a_fault_of_this_kind_only(string name)
    {
        var fault = Enum.Parse<Fault>(name);
        await using var story = await Story.Begin(cluster, Kind, new Random(Seed + (int)fault), fault);

        var acts = 0;
        while (acts < Acts || (story.Happened(fault) == 0 && acts < MostActs))
        {
            if (acts++ % 4 == 0)
                await story.Fail();
            await story.Act();
        }
        var wrong = await story.Rest(everything: true);

        output.WriteLine($"{Kind}: {story.Happened(fault)} × {fault} in {acts} acts");
        wrong.ShouldBeEmpty($"{Kind}, {fault}");
        story.Happened(fault).ShouldBePositive("one that never happened was not tried");
    }
}
