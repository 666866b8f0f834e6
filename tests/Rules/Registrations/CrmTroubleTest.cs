using Entente.Crm;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Registrations.Review;

namespace Entente.Rules.Registrations;

public sealed class CrmTroubleTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly CrmConnectionId Id = Ids.New<CrmConnectionId>(Now);

    [Fact]
    public void What_is_written_or_on_its_way_is_no_trouble()
    {
        CrmTrouble.Of([Write(CrmWriteStanding.Done)], Connection(CrmConnectionState.Live), wanted: true).ShouldBeNull();
        CrmTrouble.Of([Write(CrmWriteStanding.Waiting)], Connection(CrmConnectionState.Live), wanted: true).ShouldBeNull();
        CrmTrouble.Of([], null, wanted: false).ShouldBeNull("a claim that is not approved belongs into no CRM");
    }

    [Fact]
    public void What_the_crm_refused_says_why_and_leads_to_the_error_queue()
    {
        var trouble = CrmTrouble.Of(
            [Write(CrmWriteStanding.Done), Write(CrmWriteStanding.Failed, "A required field is missing.")],
            Connection(CrmConnectionState.Live),
            wanted: true
        )!;

        (trouble.Refused, trouble.Queued).ShouldBe((true, true));
        trouble.Words.ShouldStartWith("A required field is missing. The decision stands");
    }

    [Theory]
    [InlineData(CrmConnectionState.Paused, "paused")]
    [InlineData(CrmConnectionState.Broken, "credentials")]
    [InlineData(CrmConnectionState.Connected, "first load")]
    public void A_write_that_waits_for_its_connection_says_so(CrmConnectionState state, string word) =>
        CrmTrouble.Of([Write(CrmWriteStanding.Waiting)], Connection(state), wanted: true)!.Words.ShouldContain(word);

    [Fact]
    public void An_approval_without_a_crm_waits_for_one() =>
        CrmTrouble.Of([], null, wanted: true)!.Words.ShouldBe("No CRM is connected. It is written as soon as one is.");

    private static CrmWriteCard Write(CrmWriteStanding standing, string? trouble = null) =>
        new(Ids.New<CrmWriteId>(Now), Id, standing, Now, trouble);

    private static CrmConnectionCard Connection(CrmConnectionState state) => new(Id, CrmKind.HubSpot, "Corvane", "EUR", state, "", null);
}
