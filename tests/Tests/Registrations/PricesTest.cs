using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.RulesPage;
using Entente.Registrations.Status;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Discount band, price protection, and rules that name accounts. In a house of its own, whose policy grants prices.</summary>
public sealed class PricesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House house => web.House;

    [Fact]
    public async Task An_approval_grants_the_band_and_holds_prices_and_the_partner_reads_it_once_it_is_told()
    {
        var story = await Priced();
        var sent = await story.Submit(story.Ines, RegistrationStory.Claim("Granted Prices") with { Discount = "12.5" });
        sent.Problem.ShouldBeNull();
        var number = sent.Value.Number;
        var review = await Review(story, number);
        review!.Prices!.ShouldStartWith("Grants: discount of 5 % to 15 %, price list “2026”, held until ");
        review.Asked.ShouldBe("12.5 % discount is asked for.");
        (await Status(story, number))!.Prices.ShouldBeNull("nothing is granted yet");

        (await story.Decide(number)).Problem.ShouldBeNull();
        (await Status(story, number))!.Prices.ShouldBeNull("it can still be undone");
        story.LetStand();
        await house.Work();

        var prices = (await Status(story, number))!.Prices!;
        (prices.Band, prices.List, prices.Holds).ShouldBe(("5 % to 15 %", "2026", true));
        var kept = await story.Load(number);
        (kept.Prices!.Until!.Value - kept.Prices.From).TotalDays.ShouldBeInRange(30, 31, "thirty days, to the end of the last");
        house.Clock.Advance(TimeSpan.FromDays(31));
        (await Status(story, number))!.Prices!.Holds.ShouldBeFalse("the protection runs on, the prices do not");
    }

    [Fact]
    public async Task An_undone_approval_grants_nothing()
    {
        var story = await Priced();
        var number = await story.Submitted(story.Ines, "Undone Prices");
        (await story.Decide(number)).Problem.ShouldBeNull();
        (await story.Load(number)).Prices.ShouldNotBeNull();

        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(number, null, Ct))).Problem.ShouldBeNull();

        (await story.Load(number)).Prices.ShouldBeNull();
    }

    [Fact]
    public async Task Asking_for_more_than_the_band_is_told_to_whoever_decides_and_what_is_no_percentage_beside_its_field()
    {
        var story = await Priced();
        var wrong = await story.Submit(story.Ines, RegistrationStory.Claim("Asks Badly") with { Discount = "a lot" });
        wrong.Problem!.Fields!["discount"].ShouldBe("Write the discount in per cent, such as 12.5.");

        var sent = await story.Submit(story.Ines, RegistrationStory.Claim("Asks Much") with { Discount = "40 %" });

        var review = await Review(story, sent.Value.Number);
        review!.Asked.ShouldBe("40 % discount is asked for, more than the band.");
        review.Findings.ShouldContain(f => f.Title == "More discount than the band");
        review.Further.ShouldContain(("Discount asked for", "40 %"));
    }

    [Fact]
    public async Task A_company_on_a_list_is_received_like_any_other_and_its_partner_reads_no_name_from_the_list()
    {
        var story = await Priced();
        var listed = await story.Submit(story.Ines, RegistrationStory.Claim("Kept By Us"));
        var free = await story.Submit(story.Ines, RegistrationStory.Claim("Kept By Nobody"));
        (listed.Problem, free.Problem).ShouldBe((null, null));

        var (one, other) = (await Status(story, listed.Value.Number), await Status(story, free.Value.Number));
        (one!.Headline, one.Next).ShouldBe((other!.Headline.Replace("Kept By Nobody", "Kept By Us", StringComparison.Ordinal), other.Next));
        one.Terms.ShouldBe(other.Terms);
        (await Review(story, listed.Value.Number))!.Findings.ShouldContain(f => f.Title == "Not eligible");
        (await Review(story, free.Value.Number))!.Findings.ShouldNotContain(f => f.Title == "Not eligible");
        await using var scope = house.As(story.Ines);
        var rules = await scope.ServiceProvider.GetRequiredService<PublishedRules>().Load(story.Kestrel, Ct);
        var words = string.Join(' ', rules.Chapters.SelectMany(c => c.Sentences));
        words.ShouldContain("for accounts on a list of ours");
        words.ShouldNotContain("keptbyus", Case.Insensitive);
        rules.Deals.ShouldContain("A discount of 5 % to 15 %");
    }

    [Fact]
    public async Task The_rule_page_takes_prices_programs_products_and_accounts_and_shows_them_again()
    {
        var staff = await web.Staff(StaffRole.RevOps, "prices@corvane.example", "Priya Raman");
        (await staff.Submit("/w/corvane/settings/policy/draft", ("_handler", "begin"))).Status.ShouldBe(303);
        var wrong = await staff.Submit(
            "/w/corvane/settings/policy/draft/rule",
            ("Input.Name", "Priced"),
            ("Input.BandTo", "a lot"),
            ("Input.Accounts", "aldermere.example")
        );
        wrong.Status.ShouldBe(422);
        wrong.Words.ShouldContain("Write the most in per cent, such as 15.");
        wrong.Words.ShouldContain("Say whether the rule is for these accounts");

        var kept = await staff.Submit(
            "/w/corvane/settings/policy/draft/rule",
            ("Input.Name", "Priced"),
            ("Input.Program", "Partner program"),
            ("Input.Products", "Observe, Trace"),
            ("Input.AccountsAre", "except"),
            ("Input.Accounts", "aldermere.example\nOakhaven, Media"),
            ("Input.PriceDays", "45"),
            ("Input.PriceList", "2026")
        );
        kept.Status.ShouldBe(303, kept.Text);

        var page = await staff.Open("/w/corvane/settings/policy/draft/rule?name=Priced");
        page.Words.ShouldContain(
            "in the program “Partner program” for the product “Observe” or “Trace” for all accounts but “Oakhaven, Media” and “aldermere.example”: prices held for 45 days"
        );
        page.Document.QuerySelector("[name='Input.Accounts']")!.TextContent.ShouldContain("Oakhaven, Media");
        page.Document.QuerySelector("[name='Input.PriceDays']")!.GetAttribute("value").ShouldBe("45");
    }

    private async Task<RegistrationStory> Priced()
    {
        var story = await RegistrationStory.In(house);
        await using var scope = house.As(house.Corvane);
        var services = scope.ServiceProvider;
        if ((await services.GetRequiredService<PolicyShelf>().Load(Ct)).InForce.Policy.Rules.Count > 0)
            return story;
        var policy = Policy.Default with
        {
            Rules =
            [
                new("Deals", new(RegistrationKind.Deal)) { Band = new(500, 1500), Prices = new(30, "2026") },
                new("Kept", new() { Accounts = ["keptbyus.example"] }) { Eligibility = new(false, "We serve it."), WindowDays = 30 },
            ],
        };
        var result = await services.GetRequiredService<PublishPolicy>().Run(new(1, policy, null, new Dictionary<string, string>()), Ct);
        result.Problem.ShouldBeNull();
        return story;
    }

    private async Task<ReviewView?> Review(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Maren);
        return await scope.ServiceProvider.GetRequiredService<ReviewQuery>().Load(number, Ct);
    }

    private async Task<StatusView?> Status(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Ines);
        return await scope.ServiceProvider.GetRequiredService<StatusQuery>().Load(number, Ct);
    }
}
