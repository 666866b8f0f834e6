using Entente.Access;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Leads;

public sealed class LeadPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Rules = "/w/corvane/settings/leads";
    private const string List = "/w/corvane/leads";
    private const string Portal = "/w/corvane/portal/leads";

    [Fact]
    public async Task Rules_are_written_published_a_lead_goes_by_them_is_accepted_spoken_of_and_closed()
    {
        var maren = await web.Owner();
        var kestrel = await web.House.Made(web.Corvane, "Lead Pages");
        var ines = await web.PartnerPerson(kestrel, email: "ines@lead-pages.example");

        var wrong = await maren.Submit(
            Rules,
            ("Input.Rules[0].Name", "All of Germany"),
            ("Input.Rules[0].Countries", "Germany, Atlantis"),
            ("Input.Rules[0].AcceptHours", "soon")
        );
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("“Atlantis” is no country.");
        wrong.Words.ShouldContain("Write a whole number.");
        wrong.Text.ShouldContain("All of Germany");
        (
            await maren.Submit(
                Rules,
                ("Input.Rules[0].Name", "All of Germany"),
                ("Input.Rules[0].Countries", "Germany"),
                ("Input.Rules[0].AcceptHours", "0")
            )
        ).Status.ShouldBe(303);
        var refused = await maren.Submit(Rules, ("_handler", "publish"), ("Out.Note", "First"));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("Give between 1 and 720 hours to accept.");
        (await maren.Submit(Rules, ("Input.Rules[0].AcceptHours", "24"))).Status.ShouldBe(303);
        (await maren.Open(Rules)).Words.ShouldContain("A lead from Germany goes in turn to all active partners.");
        (await maren.Submit(Rules, ("_handler", "publish"), ("Out.Note", "First"))).Status.ShouldBe(303);
        (await maren.Open(Rules)).Words.ShouldContain("Version 1 counts");

        var unfit = await maren.Submit(List + "/new", ("Input.Company", "Quellbach Foods"), ("Input.Country", "Nowhere"));
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("Choose the country");
        unfit.Text.ShouldContain("Quellbach Foods");
        var taken = await maren.Submit(
            List + "/new",
            ("Input.Company", "Quellbach Foods"),
            ("Input.Country", "Germany"),
            ("Input.ContactName", "Hilda Quellbach"),
            ("Input.Product", "Observe"),
            ("Input.Amount", "60000")
        );
        taken.Status.ShouldBe(303, taken.Words);
        var number = taken.Location!.Split('/')[^1];
        await web.Work();

        (await maren.Open(List + "?state=offered&q=quellbach")).Words.ShouldContain("Lead Pages");
        (await maren.Open(taken.Location!)).Words.ShouldContain("Rule “All of Germany”");
        var home = await ines.Open("/w/corvane/portal");
        home.Words.ShouldContain("Take the lead Observe, Germany?");
        var offered = await ines.Open($"{Portal}/{number}");
        foreach (var page in new[] { home, offered, await ines.Open(Portal), await ines.Open("/w/corvane/notifications") })
            page.Text.ShouldNotContain("Quellbach");
        (await ines.Submit(offered, ("_handler", "decline"))).Words.ShouldContain("Choose a reason");
        var accepted = await ines.Submit(offered, ("_handler", "accept"));
        accepted.Status.ShouldBe(303, accepted.Words);
        (await ines.Open($"{Portal}/{number}")).Words.ShouldContain("Hilda Quellbach");
        (await ines.Submit($"{Portal}/{number}", ("Says.Progress", "Meeting"))).Status.ShouldBe(303);
        (await maren.Open(taken.Location!)).Words.ShouldContain("Meeting");
        var form = await ines.Submit($"{Portal}/{number}", ("_handler", "register"));
        form.Status.ShouldBe(303, form.Words);
        (await ines.Open(form.Location!)).Text.ShouldContain("Quellbach Foods");

        var page2 = await ines.Open($"{Portal}/{number}");
        var closed = await maren.Submit(taken.Location!, ("Input.Why", "They signed"), ("Input.End", "Won"), ("Input.Do", "close"));
        closed.Status.ShouldBe(303, closed.Words);
        var late = await ines.Submit(page2, ("Says.Progress", "Qualified"));
        late.Status.ShouldBe(StatusCodes.Status409Conflict);
        late.Words.ShouldContain("This lead is closed.");
        (await maren.Open(List + "?state=closed")).Words.ShouldContain("Won");
        (await maren.Open(List + "/partners")).Words.ShouldContain("1 lead won in 90 days: +10 %");
    }

    [Fact]
    public async Task A_partner_is_paused_and_limited_and_what_stays_in_house_stands_on_Today()
    {
        var maren = await web.Owner();
        var partner = await web.House.Made(web.Corvane, "Paused Pages");
        var page = $"{List}/partners/{partner.Short()}";

        (await maren.Submit(page, ("Input.Most", "none"))).Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        var past = await maren.Submit(page, ("Input.Paused", "true"), ("Input.Until", "2001-01-01"));
        past.Words.ShouldContain("This day has passed");
        (await maren.Submit(page, ("Input.Most", "3"), ("Input.Paused", "true"), ("Input.Why", "Moves house"))).Status.ShouldBe(303);
        (await maren.Open(List + "/partners")).Words.ShouldContain("until you end it: Moves house");

        var taken = await maren.Submit(List + "/new", ("Input.Company", "Nobodys Foods"), ("Input.Country", "PT"));
        taken.Status.ShouldBe(303, taken.Words);
        await web.Work();
        (await maren.Open("/w/corvane/today")).Words.ShouldContain("Nobodys Foods");
        (await maren.Submit(taken.Location!, ("Says.Progress", "Contacted"))).Status.ShouldBe(303);
        (await maren.Open("/w/corvane/today")).Words.Contains("Nobodys Foods").ShouldBeFalse("somebody of us works on it");
        var before = await maren.Open(taken.Location!);
        (await maren.Submit(before, ("Says.Progress", "NotInterested"))).Status.ShouldBe(303);
        (await maren.Submit(before, ("Says.Progress", "Meeting"))).Status.ShouldBe(StatusCodes.Status409Conflict);
    }

    [Fact]
    public async Task Who_may_not_is_not_shown_and_not_heard()
    {
        var finance = await web.Staff(StaffRole.Finance, "fin.leads@corvane.example", "Fin Leads");
        // Not active: the other tests' leads do not go to it.
        var partner = await web.House.Made(web.Corvane, "Other Leads", PartnerStatus.Onboarding);
        var person = await web.PartnerPerson(partner, email: "p@other-leads.example");

        (await finance.Get(List)).Status.ShouldBe(200);
        (await finance.Get(List + "/new")).Status.ShouldBe(403);
        (await finance.Get(Rules)).Status.ShouldBe(403);
        (await finance.Get(List + "/partners")).Status.ShouldBe(403);
        (await finance.Get(List + "/VL-1")).Status.ShouldBe(404);
        (await person.Get(Portal + "/VL-1")).Status.ShouldBe(404);
        (await person.Get(List)).Status.ShouldNotBe(200);
    }
}
