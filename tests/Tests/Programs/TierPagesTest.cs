using Entente.Access;
using Entente.Partners;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Programs;

public sealed class TierPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => web.House;

    [Fact]
    public async Task A_plan_is_kept_tried_out_and_published_and_partners_read_it()
    {
        var partner = await House.Made(web.Corvane, "Paged");
        await House.Won(partner, "paged-1", 60_000_00);
        var maren = await web.Owner();
        const string page = "/w/corvane/settings/tiers/Reseller";

        var bad = await maren.Submit(
            page,
            ("Input.Criteria[0].Words", "Revenue won"),
            ("Input.Criteria[0].Kind", "Sum"),
            ("Input.Criteria[0].Fact", "deal.won"),
            ("Input.Criteria[0].Select", "a lot"),
            ("Input.Criteria[0].Elite", "200000")
        );
        bad.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        bad.Words.ShouldContain("Write a number");
        bad.Text.ShouldContain("Revenue won");

        var kept = await maren.Submit(
            page,
            ("Input.Criteria[0].Words", "Revenue won"),
            ("Input.Criteria[0].Kind", "Sum"),
            ("Input.Criteria[0].Fact", "deal.won"),
            ("Input.Criteria[0].Currency", "EUR"),
            ("Input.Criteria[0].Select", "50000"),
            ("Input.Criteria[0].Elite", "200000"),
            ("Input.Criteria[1].Words", "Customers won"),
            ("Input.Criteria[1].Kind", "Share"),
            ("Input.Criteria[1].Fact", "deal.won"),
            ("Input.Criteria[1].Select", "50"),
            ("Input.Benefits[1].Margin", "15")
        );
        kept.Status.ShouldBe(303, kept.Words);
        var refused = await maren.Submit(page, ("Out.Note", "First"));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("has no share");

        (await maren.Submit(page, ("Input.Criteria[1].Kind", "Count"))).Status.ShouldBe(303);
        (await maren.Open(page + "/what-if")).Words.ShouldContain("Paged");
        (await maren.Open(page)).Words.ShouldContain(
            "Revenue won, in the last four full quarters: Select from €50,000, Elite from €200,000."
        );
        (await maren.Submit(page, ("Out.Note", "First"))).Status.ShouldBe(303);
        await web.Work();

        (await maren.Open("/w/corvane/settings/tiers")).Words.ShouldContain("15 % margin");
        (await maren.Open("/w/corvane/tiers")).Words.ShouldContain("Paged");
        (await maren.Open(PartnerLooks.PartnerHref("corvane", partner))).Words.ShouldContain("Path to Elite");
        var tier = await maren.Open(PartnerLooks.PartnerHref("corvane", partner) + "/tier");
        tier.Words.ShouldContain("Revenue won");
        (
            await maren.Submit(PartnerLooks.PartnerHref("corvane", partner) + "/tier", ("Input.Do", "hold"), ("Input.Until", ""))
        ).Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);

        var ines = await web.PartnerPerson(partner, email: "ines@paged.example");
        var program = await ines.Open("/w/corvane/portal/program");
        program.Words.ShouldContain("Path to Elite");
        program.Words.ShouldContain("At the review on");
        (await ines.Open("/w/corvane/portal")).Words.ShouldContain("Path to Elite");
        (await ines.Submit("/w/corvane/portal/program", ("Appeal.Words", " "))).Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        (await ines.Submit("/w/corvane/portal/program", ("Appeal.Words", "Count the Linmere deal"))).Status.ShouldBe(303);
        (await maren.Open("/w/corvane/today")).Words.ShouldContain("Appeals against its tier");
        (await maren.Open("/w/corvane/tiers?view=deciding")).Words.ShouldContain("Appeals");
    }

    [Fact]
    public async Task Plans_are_for_their_roles_and_every_address_that_is_not_there_says_so()
    {
        var partner = await House.Made(web.Corvane, "Gated");
        var ines = await web.PartnerPerson(partner, email: "ines@gated.example");
        var sal = await web.Staff(StaffRole.Sales, "sal.gate@corvane.example", "Sal Gate");
        var maren = await web.Owner();

        (await ines.Get("/w/corvane/tiers")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await ines.Get("/w/corvane/settings/tiers")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await ines.Open("/w/corvane/portal/program")).Words.ShouldContain("Program");
        (await sal.Get("/w/corvane/settings/tiers/Reseller")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await maren.Get("/w/corvane/settings/tiers/Weather")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get("/w/corvane/settings/tiers/3")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get("/w/corvane/settings/tiers/Oem/what-if")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get("/w/corvane/partners/nobody/tier")).Status.ShouldBe(StatusCodes.Status404NotFound);
        // No button for who may only look.
        (await sal.Open(PartnerLooks.PartnerHref("corvane", partner) + "/tier"))
            .Document.QuerySelectorAll("main form")
            .ShouldBeEmpty();
    }
}
