using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Threads there are conversations here, both ways, without an echo; and what is internal is read by nobody outside.</summary>
public sealed class TeamsTalkTest(TeamsHouse house) : IClassFixture<TeamsHouse>
{
    private TeamsStandIn Teams => house.Teams;

    [Fact]
    public async Task A_shared_message_begins_a_thread_in_the_partners_channel_and_answers_come_back_once()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When do you meet?");
        var root = story.In(channel).ShouldHaveSingleItem();
        root.Root.ShouldBeNull();
        root.Everything.ShouldContain(story.Talk.Number);
        root.Everything.ShouldContain("both read it");

        await story.Comes(Teams.In(channel, story.Ines, "On &lt;Thursday&gt; &amp; Friday.", root.Id));
        (await story.Lines(story.People.Maren)).Count(l => l == "On <Thursday> & Friday.").ShouldBe(1);
        story.In(channel).Count.ShouldBe(1, "what was said there is not said there again");

        await Say(story, "Good.");
        story.In(channel).Count.ShouldBe(2);
        story.In(channel)[1].Root.ShouldBe(root.Id);
    }

    [Fact]
    public async Task What_is_said_in_one_channel_is_said_in_the_partners_other_one()
    {
        var story = await TeamsStory.In(house);
        var (first, second) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Kestrel));
        await Say(story, "To both.");
        await story.Comes(Teams.In(first, story.Ines, "From the first.", story.In(first).Single().Id));
        story.In(first).Count.ShouldBe(1);
        story.In(second).Count(s => s.Everything.Contains("From the first.")).ShouldBe(1);
    }

    [Fact]
    public async Task A_partners_channel_never_shows_what_is_internal_nor_what_is_anothers()
    {
        var story = await TeamsStory.In(house);
        var (own, others) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Vantora));
        (await story.Talk.Say(story.People.Maren, "They are bluffing.", ReadBy.Internal)).Problem.ShouldBeNull();
        await Say(story, "Shared with Kestrel.");
        story.In(own).ShouldHaveSingleItem().Everything.ShouldContain("Shared with Kestrel.");
        story.In(others).ShouldBeEmpty();
        Teams.Said.Where(s => s.Conversation == own || s.Conversation == others).ShouldAllBe(s => !s.Everything.Contains("bluffing"));
    }

    [Fact]
    public async Task Somebody_of_another_partner_or_of_nobody_says_nothing_in_it()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var root = story.In(channel).Single().Id;
        await story.Comes(Teams.In(channel, story.Jonah, "I am listening.", root));
        story.Told(story.Jonah)!.Everything.ShouldContain("not passed on");
        var stranger = Teams.User("Somebody");
        await story.Comes(Teams.In(channel, stranger, "So am I.", root));
        story.Told(stranger)!.Everything.ShouldContain("Link my account");
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
    }

    [Fact]
    public async Task A_channel_that_is_another_partners_now_takes_no_answers_for_the_first()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var root = story.In(channel).Single().Id;
        await story.MapTo(channel, story.People.Vantora);
        await story.Comes(Teams.In(channel, story.Maren, "Meant for others.", root));
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
        await Say(story, "Afterwards.");
        story.In(channel).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_notification_is_answered_on_its_card_and_its_readers_stand_there()
    {
        var story = await TeamsStory.In(house);
        await story.Wants(story.People.Maren, NoticeEvents.Message);
        (await story.Talk.Say(story.Talk.InesSignedIn, "We meet on Monday.")).Problem.ShouldBeNull();
        await house.House.Work();
        var told = story.Told(story.Maren)!;
        told.Everything.ShouldContain("We meet on Monday.");
        told.Everything.ShouldContain("both read it");
        (await story.Mailed(story.People.Maren, "We meet on Monday.")).ShouldBe(0);
        await story.Comes(Teams.Press(story.Maren, told, "say", ("words", "See you there.")));
        (await story.Lines(story.Talk.InesSignedIn)).ShouldContain("See you there.");
    }

    [Fact]
    public async Task An_answer_to_what_only_staff_were_told_stays_among_staff()
    {
        var story = await TeamsStory.In(house);
        var told = await story.Reminded();
        told.Everything.ShouldContain("Only Corvane’s staff read it");
        await story.Comes(Teams.Press(story.Maren, told, "say", ("words", "I doubt it.")));
        (await story.Lines(story.People.Maren)).ShouldContain("I doubt it.");
        (await story.Lines(story.Talk.InesSignedIn)).ShouldNotContain("I doubt it.");
    }

    [Fact]
    public async Task An_edit_follows_what_was_said_though_it_came_before_and_what_is_taken_back_stays()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var said = Teams.In(channel, story.Ines, "On Monday.", story.In(channel).Single().Id);
        house.House.Clock.Advance(TimeSpan.FromSeconds(2));
        await story.Comes(Teams.Changed(said, "messageUpdate", "On Tuesday."));
        await story.Comes(said);
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.House.Work();
        (await story.Lines(story.People.Maren)).ShouldBe(["When?", "On Monday.", "Changed in Teams to: On Tuesday."], ignoreOrder: true);
        await story.Comes(Teams.Changed(said, "messageDelete", null));
        (await story.Lines(story.People.Maren)).ShouldContain("On Monday.");
        story.Told(story.Ines)!.Everything.ShouldContain("it stays");
    }

    [Fact]
    public async Task A_message_that_may_not_be_written_is_answered_with_why()
    {
        var story = await TeamsStory.In(house);
        var viewer = await story.Talk.Colleague("Vera Viewer", Entente.Access.PartnerRole.Viewer);
        var user = Teams.User("Vera V");
        await story.Link(user, viewer);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        await story.Comes(Teams.In(channel, user, "May I?", story.In(channel).Single().Id));
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
        story.Told(user)!.Everything.ShouldContain("Your role reads messages and writes none");
    }

    private async Task Say(TeamsStory story, string words)
    {
        (await story.Talk.Say(story.People.Maren, words)).Problem.ShouldBeNull();
        await house.House.Work();
    }
}
