using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>What a connector makes of a CRM that is tired, slow or gone.</summary>
public abstract partial class ConnectorContract
{
    [Theory]
    [InlineData("rateLimited", "Throttled")]
    [InlineData("serverError", "Transient")]
    public async Task A_tired_CRM_is_told_from_a_refusal(string fault, string expected)
    {
        var connector = await Ready();
        await sandbox.Break(Protocol, fault, 1);
        (await connector.ReadOwners(Ct)).Error!.Class.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task A_CRM_that_does_not_answer_at_all_may_come_back()
    {
        // A sandbox that has just started answers its first question late.
        (await (await Ready()).ReadPipelines(Ct)).Error.ShouldBeNull();
        using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(1500) };
        var connector = Connect(ConnectorFacts.Unknown, impatient);
        (await connector.ReadPipelines(Ct)).Error.ShouldBeNull();
        await sandbox.Break(Protocol, "timeout", 1);
        var error = (await connector.ReadPipelines(Ct)).Error!;
        (error.Class, error.Code).ShouldBe((CrmErrorClass.Transient, "timeout"));
        (await connector.ReadPipelines(Ct)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_CRM_that_is_not_there_may_come_back()
    {
        using var nowhere = new HttpClient(new Unreachable());
        var error = (await Connect(ConnectorFacts.Unknown, nowhere).ReadPipelines(Ct)).Error!;
        (error.Class, error.Code).ShouldBe((CrmErrorClass.Transient, "network"));
    }
}
