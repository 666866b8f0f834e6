using Entente.Access;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Plans;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Partners;

/// <summary>What is looked at before a partner ends stands on its page.</summary>
public sealed class LeavingPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task The_checklist_leads_to_what_is_open_refuses_the_end_and_takes_it_when_it_is_ticked()
    {
        var (partner, plan) = await Leaving("Leaving Page");
        var address = PartnerLooks.PartnerHref("corvane", partner);
        var maren = await web.Owner();
        var page = await maren.Open(address);
        page.Words.ShouldContain("Before it ends");
        page.Words.ShouldContain("1 action plan");
        page.Words.ShouldContain("No claim is open");
        page.Document.QuerySelector("#leaving").ShouldNotBeNull().InnerHtml.ShouldContain($"/w/corvane/plans/{plan}");

        var refused = await maren.Submit(
            page,
            ("_handler", "change-status"),
            ("Step.To", "Ended"),
            ("Step.Reason", "Contract ended in June")
        );

        refused.Status.ShouldBe(StatusCodes.Status409Conflict);
        refused.Words.ShouldContain("Leaving Page still has 1 action plan open.");
        refused.Document.QuerySelector("#step-status-reason")!.TextContent.ShouldContain("Contract ended in June");
        refused.Document.QuerySelector("#step-all-the-same").ShouldNotBeNull();
        var done = await maren.Submit(
            refused,
            ("_handler", "change-status"),
            ("Step.To", "Ended"),
            ("Step.Reason", "Contract ended in June"),
            ("Step.AllTheSame", "true")
        );
        done.Status.ShouldBe(303, done.Words);
        var ended = await maren.Open(address);
        ended.Words.ShouldContain("Contract ended in June. Ended all the same, with 1 action plan open.");
        ended.Words.ShouldNotContain("Before it ends");
    }

    [Fact]
    public async Task The_form_that_lists_nothing_ends_nothing_that_is_open_and_readers_are_shown_no_checklist()
    {
        var (partner, _) = await Leaving("Leaving Form");
        var address = PartnerLooks.PartnerHref("corvane", partner);
        var maren = await web.Owner();

        var refused = await maren.Submit(
            address + "/edit",
            ("Input.Status", "Ended"),
            ("Input.Reason", "Contract ended"),
            ("Input.Region", "Nordics")
        );

        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Document.QuerySelector("#input-status-error").ShouldNotBeNull().TextContent.ShouldContain("1 action plan open");
        refused.Document.QuerySelector("#input-region")!.GetAttribute("value").ShouldBe("Nordics");
        var sales = await web.Staff(StaffRole.Sales, "leaving.sales@corvane.example", "Sal Brandt");
        (await sales.Open(address)).Words.ShouldNotContain("Before it ends");
    }

    private async Task<(PartnerId Partner, string Plan)> Leaving(string name)
    {
        var story = new PlanStory(web.House);
        var partner = await web.House.Made(web.Corvane, name);
        var plan = await story.Plan(await story.Staff(), partner);
        var maren = await web.Owner(name);
        var moved = await maren.Submit(
            PartnerLooks.PartnerHref("corvane", partner),
            ("_handler", "change-status"),
            ("Step.To", "Offboarding"),
            ("Step.Reason", "Contract ends")
        );
        moved.Status.ShouldBe(303, moved.Words);
        return (partner, plan);
    }
}
