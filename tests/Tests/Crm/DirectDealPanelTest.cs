using Entente.Access;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Guard;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Crm;

/// <summary>The guard of a protected account, and the open conflict, inside the CRM.</summary>
public sealed class DirectDealPanelTest(PanelHouse house) : IClassFixture<PanelHouse>
{
    private WebHouse Web => house.Web;

    [Fact]
    public async Task A_rep_meets_the_guard_beside_the_new_deal_and_gives_the_reason_without_a_cookie()
    {
        var (number, deal, account) = await Guarded("Guarded There");
        var email = await house.Staff(StaffRole.Sales, "guard@corvane.example");
        var (visitor, panel) = await house.OpenFromHubSpot(email, deal);

        panel.Words.ShouldContain("This account is protected");
        panel.Words.ShouldContain(number);
        var none = await visitor.Submit(panel, ("section", DirectDealPanel.Section), ("Input.Reason", ""), ("Input.Words", "Because."));
        none.Status.ShouldBe(422, none.Text);
        none.Words.ShouldContain("Choose why the deal goes direct.");
        none.Document.QuerySelector("[name='Input.Words']")!.TextContent.ShouldBe("Because.");
        var done = await visitor.Submit(none, ("section", DirectDealPanel.Section), ("Input.Reason", "OtherNeed"));

        done.Status.ShouldBe(200, done.Text);
        done.Words.ShouldContain("The reason is on record.");
        done.Words.ShouldContain("Another product or another part of the company");
        done.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        done.Document.QuerySelector("[name='Input.Reason']").ShouldBeNull();

        Web.Clock.Advance(TimeSpan.FromMinutes(20));
        await Web.Work();
        var (_, beside) = await house.OpenFromHubSpot(email, account, "0-2");
        beside.Words.ShouldContain("Another product or another part of the company");
        beside.Words.ShouldContain("Conflict CF-", Case.Sensitive, "the case that the watch has opened meanwhile");
        beside.Words.ShouldContain("At risk");
        var page = await (await Web.SignIn(email)).Open($"/w/corvane/registrations/{number}");
        page.Words.ShouldContain("Another product or another part of the company");
    }

    [Fact]
    public async Task A_deal_of_another_record_is_not_answered_here()
    {
        var (_, deal, _) = await Guarded("Guarded Here");
        var (_, elsewhere, _) = await Guarded("Guarded Elsewhere");
        var email = await house.Staff(StaffRole.PartnerManager, "guard-other@corvane.example");
        var (_, other) = await house.OpenFromHubSpot(email, elsewhere);
        var foreign = other.Document.QuerySelector("[name='deal']")!.GetAttribute("value")!;
        var (visitor, panel) = await house.OpenFromHubSpot(email, deal);

        var forged = await visitor.Submit(panel, ("section", DirectDealPanel.Section), ("deal", foreign), ("Input.Reason", "Mistake"));

        forged.Status.ShouldBe(404);
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, still) = await house.OpenFromHubSpot(email, elsewhere);
        still.Words.ShouldContain("This account is protected");
    }

    // Kestrel is protected in the CRM; then a rep makes a deal with the same company.
    private async Task<(string Number, string Deal, string Account)> Guarded(string company)
    {
        var story = await RegistrationStory.In(Web.House);
        await house.Connection(CrmKind.HubSpot);
        var number = await house.Registered(story, company);
        var version = (await story.Load(number)).Version;
        var approved = await house.Act<ApproveRegistration, Result>(a =>
            a.Run(new(number, version), TestContext.Current.CancellationToken)
        );
        approved.Problem.ShouldBeNull();
        story.LetStand();
        await Web.Work();
        Web.Clock.Advance(TimeSpan.FromHours(1));
        var (account, deal) = await house.Deal(CrmKind.HubSpot, company);
        return (number, deal, account);
    }
}
