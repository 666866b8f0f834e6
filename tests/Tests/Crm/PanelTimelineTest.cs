using Entente.Access;
using Entente.Crm.Port;
using Entente.Tests.Support;

namespace Entente.Tests.Crm;

/// <summary>What was said last in the CRM, in the panel that stands beside it.</summary>
public sealed class PanelTimelineTest(PanelHouse house) : IClassFixture<PanelHouse>
{
    private WebHouse Web => house.Web;

    [Fact]
    public async Task The_last_messages_of_the_timeline_and_the_next_task_stand_in_the_panel_and_the_card_does_not_wait_for_them()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Talked About");
        await house.OnTimeline(CrmKind.HubSpot, CrmObject.Note, deal, "Call", "They want the audit before autumn.");
        await house.OnTimeline(CrmKind.HubSpot, CrmObject.Email, deal, "Quote attached", "Please find the quote.");
        await house.OnTimeline(CrmKind.HubSpot, CrmObject.Task, deal, "Ask for the budget", "By Friday");
        var email = await house.Staff(StaffRole.PartnerManager, "talked@corvane.example");
        await house.Sandbox.ForgetRequests();
        var launched = await house.FromHubSpot(email, deal);
        launched.Status.ShouldBe(200);
        (await house.Sandbox.Requests()).ShouldNotContain(r => r.Contains("/associations/", StringComparison.Ordinal), "the card is quick");

        var panel = await Web.Guest().Get(new Uri(launched.Url).PathAndQuery);

        panel.Words.ShouldContain("Last messages");
        panel.Words.ShouldContain("They want the audit before autumn.");
        panel.Words.ShouldContain("Quote attached");
        panel.Words.ShouldContain("Ask for the budget");
    }

    [Fact]
    public async Task A_CRM_that_does_not_answer_leaves_the_rest_of_the_panel()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Silent Timeline");
        var email = await house.Staff(StaffRole.PartnerManager, "silent@corvane.example");
        var launched = await house.FromHubSpot(email, deal);
        await house.Sandbox.Break("hubSpot", "serverError", 3);

        var panel = await Web.Guest().Get(new Uri(launched.Url).PathAndQuery);

        panel.Status.ShouldBe(200, panel.Text);
        panel.Words.ShouldContain("Silent Timeline");
        panel.Words.ShouldContain("did not answer in time");
        await house.Sandbox.Http.DeleteAsync(
            new Uri(house.Sandbox.HubSpot, "/sandbox/admin/faults"),
            TestContext.Current.CancellationToken
        );
    }
}
