using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>/register: the form of the portal in a modal, taken by the use case of every other channel, answered with nothing but their own input.</summary>
public sealed class SlackRegisterTest(SlackHouse house) : IClassFixture<SlackHouse>
{
    private static int made;

    private SlackStandIn Slack => house.Slack;

    [Fact]
    public async Task A_partner_registers_a_deal_and_hears_its_number_and_by_when()
    {
        var (story, company) = (await SlackStory.In(house), Company());
        var modal = await story.Modal("/register", "", story.Ines, "C0ANY");
        var receipt = await story.Comes(Slack.Submit(story.Ines, modal, "V1" + company[^1], story.Filled(company)));

        var claim = (await story.Claims(company)).ShouldHaveSingleItem();
        (claim.PartnerId, claim.SubmittedBy).ShouldBe((story.People.Kestrel, story.People.Ines.Person));
        var said = receipt!.Json!.ToJsonString();
        said.ShouldContain($"We have it: {claim.Number}");
        said.ShouldContain("A decision, with the reason, by ");
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_mended_it_is_one_registration()
    {
        var (story, company) = (await SlackStory.In(house), Company());
        var modal = await story.Modal("/register", "", story.Ines, "C0ANY");
        var view = "V2" + company[^3..];
        var wrong = await story.Comes(
            Slack.Submit(
                story.Ines,
                modal,
                view,
                story.Filled(company).Select(f => f.Field is "contactEmail" ? (f.Field, "nowhere") : f).Where(f => f.Field != "consent")
            )
        );
        wrong!.Json!["response_action"]!.GetValue<string>().ShouldBe("errors");
        wrong.Json["errors"]!.AsObject().Select(e => e.Key).Order().ShouldBe(["consent", "contactEmail"]);
        (await story.Claims(company)).ShouldBeEmpty();

        foreach (var _ in Enumerable.Range(0, 2))
            await story.Comes(Slack.Submit(story.Ines, modal, view, story.Filled(company)));
        (await story.Claims(company)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_company_that_somebody_else_holds_is_received_in_the_same_words()
    {
        var (story, company) = (await SlackStory.In(house), Company());
        var held = await story.People.Submitted(story.People.Jonah, company);
        (await story.People.Approve(held)).Problem.ShouldBeNull();
        var modal = await story.Modal("/register", "", story.Ines, "C0ANY");
        var receipt = await story.Comes(Slack.Submit(story.Ines, modal, "V3" + company[^3..], story.Filled(company)));
        var own = (await story.Claims(company)).Single(c => c.PartnerId == story.People.Kestrel);
        var said = receipt!.Json!.ToJsonString();
        said.ShouldContain(own.Number);
        foreach (var word in (string[])[held, "Vantora", "Jonah", "protected", "conflict", "registered by"])
            said.ShouldNotContain(word, Case.Insensitive);
    }

    [Fact]
    public async Task Who_is_nobody_here_is_told_what_to_do_and_nothing_else()
    {
        var story = await SlackStory.In(house);
        var strangers = new[]
        {
            Slack.User("stranger@nowhere.example"),
            Slack.User(story.People.InesEmail, confirmed: false),
            Slack.User(null),
            // Of another company's Slack, whose admins choose its addresses, and outside its channel.
            Slack.User(story.People.InesEmail, team: "T0OTHER"),
        };
        foreach (var stranger in strangers)
        {
            var trigger = Slack.Trigger();
            await story.Comes(Slack.Command("/register", "", stranger, "C0ANY", trigger));
            Slack.Opened.ContainsKey(trigger).ShouldBeFalse();
            story.ToldAlone(stranger)!.ShouldContain("Link my account");
        }
    }

    [Fact]
    public async Task A_guest_of_a_shared_channel_is_believed_for_that_partner_alone()
    {
        var story = await SlackStory.In(house);
        var (own, others) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Vantora));
        var ines = Slack.User(story.People.InesEmail, team: "T0KESTREL");
        // Their admins may give anybody the address of the vendor's staff.
        var maren = Slack.User(await story.Email(story.People.Maren), team: "T0KESTREL");
        (await story.Modal("/register", "", ines, own)).ShouldNotBeNull();
        foreach (var (who, where) in new[] { (ines, others), (maren, own) })
        {
            var trigger = Slack.Trigger();
            await story.Comes(Slack.Command("/register", "", who, where, trigger));
            Slack.Opened.ContainsKey(trigger).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Staff_register_for_the_partner_whose_channel_it_is()
    {
        var (story, company) = (await SlackStory.In(house), Company());
        var channel = await story.ChannelOf(story.People.Vantora);
        var modal = await story.Modal("/register", "", story.Maren, channel);
        await story.Comes(Slack.Submit(story.Maren, modal, "V4" + company[^3..], story.Filled(company)));
        (await story.Claims(company)).ShouldHaveSingleItem().PartnerId.ShouldBe(story.People.Vantora);
        await story.Comes(Slack.Command("/register", "", story.Maren, "C0ANY"));
        story.ToldAlone(story.Maren)!.ShouldContain("in the channel that it shares with you");
    }

    [Fact]
    public async Task A_form_that_did_not_open_in_time_says_so()
    {
        var story = await SlackStory.In(house);
        Slack.Trouble("views.open", new(200, "expired_trigger_id"));
        await story.Comes(Slack.Command("/register", "", story.Ines, "C0ANY"));
        story.ToldAlone(story.Ines)!.ShouldContain("try it once more");
    }

    [Fact]
    public async Task What_was_kept_and_not_answered_is_done_later_and_told()
    {
        var (story, company) = (await SlackStory.In(house), Company());
        var modal = await story.Modal("/register", "", story.Ines, "C0ANY");
        house.House.Clock.Advance(TimeSpan.FromMinutes(11));
        // Slack is asked who it is, and is slow.
        Slack.Trouble("users.info", new(503, "busy"));
        var receipt = await story.Take(Slack.Submit(story.Ines, modal, "V5" + company[^3..], story.Filled(company)));
        receipt!.Json!.ToJsonString().ShouldContain("takes a little longer");
        (await story.Claims(company)).ShouldBeEmpty();
        house.House.Clock.Advance(TimeSpan.FromSeconds(20));
        await house.House.Work();
        var claim = (await story.Claims(company)).ShouldHaveSingleItem();
        story.In(SlackStandIn.Direct(story.Ines)).ShouldContain(s => s.Everything.Contains(claim.Number));
    }

    [Fact]
    public async Task Deals_are_listed_for_their_own_partner()
    {
        var story = await SlackStory.In(house);
        await story.Comes(Slack.Command("/deal", "", story.Ines, "C0ANY"));
        story.ToldAlone(story.Ines)!.ShouldContain(story.Talk.Number);
        await story.Comes(Slack.Command("/deal", story.Talk.Number, story.Jonah, "C0ANY"));
        story.ToldAlone(story.Jonah)!.ShouldContain("no registration with this number");
    }

    private static string Company() => $"Slackworthy Mills {Interlocked.Increment(ref made):000}";
}
