using System.Text.Json.Nodes;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Threads there are conversations here, both ways, without an echo; and what is internal is read by nobody outside.</summary>
public sealed class SlackTalkTest(SlackHouse house) : IClassFixture<SlackHouse>
{
    private SlackStandIn Slack => house.Slack;

    [Fact]
    public async Task A_shared_message_begins_a_thread_in_the_partners_channel_and_answers_come_back_once()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When do you meet?");
        var root = story.In(channel).ShouldHaveSingleItem();
        root.Thread.ShouldBeNull();
        root.Everything.ShouldContain(story.Talk.Number);
        root.Everything.ShouldContain("both read it");

        await Answers(story, channel, story.Ines, "On &lt;Thursday&gt; &amp; Friday.", root.Ts);
        (await story.Lines(story.People.Maren)).Count(l => l == "On <Thursday> & Friday.").ShouldBe(1);
        story.In(channel).Count.ShouldBe(1, "what was said there is not said there again");

        await Say(story, "Good.");
        story.In(channel).Count.ShouldBe(2);
        story.In(channel)[1].Thread.ShouldBe(root.Ts);
    }

    [Fact]
    public async Task What_is_said_in_one_channel_is_said_in_the_partners_other_one()
    {
        var story = await SlackStory.In(house);
        var (first, second) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Kestrel));
        await Say(story, "To both.");
        await Answers(story, first, story.Ines, "From the first.", story.In(first).Single().Ts);
        story.In(first).Count.ShouldBe(1);
        story.In(second).Count(s => s.Everything.Contains("From the first.")).ShouldBe(1);
    }

    [Fact]
    public async Task A_partners_channel_never_shows_what_is_internal_nor_what_is_anothers()
    {
        var story = await SlackStory.In(house);
        var (own, others) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Vantora));
        (await story.Talk.Say(story.People.Maren, "They are bluffing, @Maren Voss.", ReadBy.Internal)).Problem.ShouldBeNull();
        await Say(story, "Shared with Kestrel.");
        story.In(own).ShouldHaveSingleItem().Everything.ShouldContain("Shared with Kestrel.");
        story.In(others).ShouldBeEmpty();
        Slack.Said.Where(s => s.Channel == own || s.Channel == others).ShouldAllBe(s => !s.Everything.Contains("bluffing"));
    }

    [Fact]
    public async Task Somebody_of_another_partner_says_nothing_in_it()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        await Answers(story, channel, story.Jonah, "I am listening.", story.In(channel).Single().Ts);
        await Answers(story, channel, Slack.User("who@nowhere.example"), "So am I.", story.In(channel).Single().Ts);
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
        story.ToldAlone(story.Jonah)!.ShouldContain("not passed on");
    }

    [Fact]
    public async Task A_channel_that_is_another_partners_now_takes_no_answers_for_the_first()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var root = story.In(channel).Single().Ts;
        var mapped = await house.House.Act<Entente.Collaboration.Slack.Settings.SlackChannels, Entente.Platform.Values.Result<string>>(
            house.Admin,
            c => c.Map(channel, story.People.Vantora, SlackStory.Ct)
        );
        mapped.Problem.ShouldBeNull();
        await Answers(story, channel, story.Maren, "Meant for others.", root);
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
        await Say(story, "Afterwards.");
        story.In(channel).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_notification_says_who_reads_an_answer_and_the_answer_is_read_by_them()
    {
        var story = await SlackStory.In(house);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.Message);
        (await story.Talk.Say(story.Talk.InesSignedIn, "We meet on Monday.")).Problem.ShouldBeNull();
        await house.House.Work();
        var direct = SlackStandIn.Direct(story.Maren);
        var told = story.In(direct).Single(s => s.Everything.Contains("We meet on Monday."));
        told.Everything.ShouldContain("both read it");
        (await story.Talk.Mails(await story.Email(story.People.Maren))).ShouldAllBe(m => !m.Text.Contains("We meet on Monday."));

        await Answers(story, direct, story.Maren, "See you there.", told.Ts);
        (await story.Lines(story.Talk.InesSignedIn)).ShouldContain("See you there.");
    }

    [Fact]
    public async Task An_answer_to_what_only_staff_were_told_stays_among_staff()
    {
        var story = await SlackStory.In(house);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.DecisionDue);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.DecisionLate);
        await story.RemindStaff();
        var direct = SlackStandIn.Direct(story.Maren);
        var told = story.In(direct).Last(s => s.Everything.Contains(story.Talk.Number));
        told.Everything.ShouldContain("only Corvane’s staff read it");
        await Answers(story, direct, story.Maren, "I doubt it.", told.Ts);
        (await story.Lines(story.People.Maren)).ShouldContain("I doubt it.");
        (await story.Lines(story.Talk.InesSignedIn)).ShouldNotContain("I doubt it.");
    }

    [Fact]
    public async Task An_edit_follows_what_was_said_and_what_is_taken_back_stays()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var (root, ts) = (story.In(channel).Single().Ts, Slack.Ts());
        var said = SlackStandIn.Message(channel, story.Ines, "On Monday.", ts, root);
        // The edit overtakes what it edits.
        await story.Comes(Changed(channel, said, "On Tuesday."));
        await story.Comes(Slack.Event(said));
        house.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.House.Work();
        (await story.Lines(story.People.Maren)).ShouldBe(["When?", "On Monday.", "Changed in Slack to: On Tuesday."], ignoreOrder: true);
        await story.Comes(
            Slack.Event(
                new JsonObject
                {
                    ["type"] = "message",
                    ["subtype"] = "message_deleted",
                    ["channel"] = channel,
                    ["deleted_ts"] = ts,
                    ["previous_message"] = said.DeepClone(),
                }
            )
        );
        (await story.Lines(story.People.Maren)).ShouldContain("On Monday.");
        story.ToldAlone(story.Ines)!.ShouldContain("it stays");
    }

    [Fact]
    public async Task A_partners_words_call_nobody_together()
    {
        var story = await SlackStory.In(house);
        var (first, second) = (await story.ChannelOf(story.People.Kestrel), await story.ChannelOf(story.People.Kestrel));
        await Say(story, "When?");
        await Answers(
            story,
            first,
            story.Ines,
            "<!here> &lt;!here&gt; <@U0BOT> @channel <https://evil.example|Approve> &lt;https://evil.example|Approve&gt; &amp; fine",
            story.In(first).Single().Ts
        );
        var said = story.In(second).Last();
        said.Everything.ShouldContain("&lt;!here&gt;");
        said.Everything.ShouldContain("fine");
        said.Everything.ShouldNotContain("<");
        said.Everything.ShouldNotContain("@channel");
        said.Everything.ShouldNotContain("@here");
    }

    [Fact]
    public async Task A_message_that_may_not_be_written_is_answered_with_why()
    {
        var story = await SlackStory.In(house);
        var viewer = await story.Talk.Colleague("Vera Viewer", Entente.Access.PartnerRole.Viewer);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await Say(story, "When?");
        var user = Slack.User(await story.Email(viewer));
        await Answers(story, channel, user, "May I?", story.In(channel).Single().Ts);
        (await story.Lines(story.People.Maren)).ShouldBe(["When?"]);
        story.ToldAlone(user)!.ShouldContain("Your role reads messages and writes none");
    }

    private async Task Say(SlackStory story, string words)
    {
        (await story.Talk.Say(story.People.Maren, words)).Problem.ShouldBeNull();
        await house.House.Work();
    }

    private Task Answers(SlackStory story, string channel, string user, string words, string root) =>
        story.Comes(Slack.Event(SlackStandIn.Message(channel, user, words, Slack.Ts(), root)));

    private Entente.Collaboration.Slack.Intake.RawSlack Changed(string channel, JsonObject said, string words)
    {
        var now = said.DeepClone().AsObject();
        now["text"] = words;
        now["edited"] = new JsonObject { ["ts"] = "1773310900.000000" };
        return Slack.Event(
            new JsonObject
            {
                ["type"] = "message",
                ["subtype"] = "message_changed",
                ["channel"] = channel,
                ["message"] = now,
                ["previous_message"] = said.DeepClone(),
            }
        );
    }
}
