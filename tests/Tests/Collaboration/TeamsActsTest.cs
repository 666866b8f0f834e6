using Entente.Access;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Cards register and decide: by the use cases of the pages, for whoever presses, on what the card was made for.</summary>
public sealed class TeamsActsTest(TeamsHouse house) : IClassFixture<TeamsHouse>
{
    private static int made;

    private TeamsStandIn Teams => house.Teams;

    [Fact]
    public async Task A_partner_registers_a_deal_by_a_card_and_hears_its_number_and_by_when()
    {
        var (story, company) = (await TeamsStory.In(house), Company());
        await story.Comes(Teams.Alone(story.Ines, "register"));
        var card = story.Told(story.Ines)!;
        await story.Comes(Teams.Press(story.Ines, card, "register", story.Filled(company)));
        var claim = (await story.Claims(company)).ShouldHaveSingleItem();
        (claim.PartnerId, claim.SubmittedBy).ShouldBe((story.People.Kestrel, story.People.Ines.Person));
        var now = Teams.Updated.Last(u => u.Id == card.Id);
        now.Everything.ShouldContain($"We have it: {claim.Number}");
        now.Everything.ShouldContain("A decision, with the reason, by ");
        now.Button("register").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_wrong_stands_on_the_card_with_what_was_written_and_mended_it_is_one_registration()
    {
        var (story, company) = (await TeamsStory.In(house), Company());
        await story.Comes(Teams.Alone(story.Ines, "register"));
        var card = story.Told(story.Ines)!;
        var wrong = story
            .Filled(company)
            .Select(f => f.Field is "contactEmail" ? (f.Field, "nowhere") : f)
            .Where(f => f.Field != "consent");
        await story.Comes(Teams.Press(story.Ines, card, "register", wrong));
        (await story.Claims(company)).ShouldBeEmpty();
        var mended = Teams.Updated.Last(u => u.Id == card.Id);
        mended.Card.ToJsonString().ShouldContain("nowhere");
        mended.Card.ToJsonString().ShouldContain(company);
        foreach (var _ in Enumerable.Range(0, 2))
            await story.Comes(Teams.Press(story.Ines, mended, "register", story.Filled(company)));
        (await story.Claims(company)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Staff_register_for_the_partner_whose_channel_it_is_and_nowhere_else()
    {
        var (story, company) = (await TeamsStory.In(house), Company());
        var channel = await story.ChannelOf(story.People.Kestrel);
        await story.Comes(Teams.In(channel, story.Maren, "register", named: true));
        story.In(channel).ShouldBeEmpty();
        await story.Comes(Teams.Press(story.Maren, story.Told(story.Maren)!, "register", story.Filled(company)));
        (await story.Claims(company)).ShouldHaveSingleItem().PartnerId.ShouldBe(story.People.Kestrel);
        await story.Comes(Teams.Alone(story.Maren, "register"));
        story.Told(story.Maren)!.Everything.ShouldContain("in the channel that it shares with you");
    }

    [Fact]
    public async Task Deals_are_listed_for_their_own_partner_alone()
    {
        var story = await TeamsStory.In(house);
        await story.Comes(Teams.Alone(story.Ines, "deals"));
        story.Told(story.Ines)!.Everything.ShouldContain(story.Talk.Number);
        await story.Comes(Teams.Alone(story.Jonah, $"deals {story.Talk.Number}"));
        story.Told(story.Jonah)!.Everything.ShouldContain("no registration with this number");
        // In a channel everybody would read the answer.
        var channel = await story.ChannelOf(story.People.Kestrel);
        await story.Comes(Teams.In(channel, story.Ines, "deals", named: true));
        story.In(channel).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_has_not_added_the_bot_is_told_so_in_the_channel_and_nothing_else()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        var stranger = Teams.User("New here");
        Teams.NotAdded(stranger);
        await story.Comes(Teams.In(channel, stranger, "deals", named: true));
        var said = story.In(channel).ShouldHaveSingleItem().Everything;
        said.ShouldContain("Add me for yourself");
        said.ShouldNotContain("/teams/link/");
    }

    [Fact]
    public async Task A_reminder_carries_cards_and_approving_by_one_is_approving_once()
    {
        var story = await TeamsStory.In(house);
        var card = await story.Reminded();
        await story.Comes(Teams.Press(story.Maren, card, "approve"));
        var claim = await story.People.Load(story.Talk.Number);
        claim.State.ShouldBe(RegistrationState.Approved);
        var now = Teams.Updated.Last(u => u.Id == card.Id);
        now.Everything.ShouldContain("is approved");
        now.Everything.ShouldContain("Maren Voss");
        now.Button("approve").ShouldBeNull();
        await story.Comes(Teams.Press(story.Maren, card, "approve"));
        (await story.People.Load(story.Talk.Number)).Version.ShouldBe(claim.Version);
        story.Told(story.Maren)!.Everything.ShouldContain("changed while you looked");
    }

    [Fact]
    public async Task Asking_by_a_card_asks_and_a_card_that_is_out_of_date_hears_why_and_is_brought_up_to_date()
    {
        var story = await TeamsStory.In(house);
        var card = await story.Reminded();
        await story.Comes(Teams.Press(story.Maren, card, "ask", ("topic", "WhoDecides"), ("words", "Who decides there?")));
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.NeedsInfo);
        await story.Comes(Teams.Press(story.Maren, card, "approve"));
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.NeedsInfo);
        story.Told(story.Maren)!.Everything.ShouldContain("changed while you looked");
        Teams.Updated.Last(u => u.Id == card.Id).Everything.ShouldContain(story.Talk.Number);
    }

    [Fact]
    public async Task Declining_takes_a_reason_and_none_without_one()
    {
        var story = await TeamsStory.In(house);
        var card = await story.Reminded();
        await story.Comes(Teams.Press(story.Maren, card, "decline"));
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.InReview);
        await story.Comes(Teams.Press(story.Maren, card, "decline", ("reason", "NotQualified"), ("note", "Too early for us.")));
        var claim = await story.People.Load(story.Talk.Number);
        (claim.State, claim.Refusal).ShouldBe((RegistrationState.Declined, RefusalReason.NotQualified));
        Teams.Updated.Last(u => u.Id == card.Id).Everything.ShouldContain("was declined");
    }

    [Fact]
    public async Task Whoever_may_not_decide_decides_nothing_by_a_card_either()
    {
        var story = await TeamsStory.In(house);
        var card = await story.Reminded();
        foreach (var user in (TeamsUser[])[story.Ines, Teams.User("Nobody")])
        {
            await story.Comes(Teams.Press(user, card, "approve"));
            (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.InReview);
            story.Told(user)!.Everything.ShouldNotContain(story.Talk.Number);
        }
    }

    [Fact]
    public async Task Only_who_looks_after_Teams_maps_channels()
    {
        var story = await TeamsStory.In(house);
        var channel = Teams.Channel();
        foreach (var user in (TeamsUser[])[story.Maren, story.Ines])
        {
            await story.Comes(Teams.In(channel, user, "map Vantora", named: true));
            story.Told(user)!.Everything.ShouldContain("does not look after");
        }
    }

    private static string Company() => $"Teamsworthy Mills {Interlocked.Increment(ref made):000}";
}
