using System.Text;
using System.Text.Json.Nodes;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Only Slack is heard; each thing once, in whatever order it comes; and nothing that is none of our business is kept.</summary>
public sealed class SlackIntakeTest(SlackHouse house) : IClassFixture<SlackHouse>
{
    private SlackStandIn Slack => house.Slack;

    [Theory]
    [InlineData("forged")]
    [InlineData("another secret")]
    [InlineData("old")]
    [InlineData("of tomorrow")]
    [InlineData("changed")]
    [InlineData("unsigned")]
    public async Task What_Slack_did_not_sign_just_now_is_refused_and_leaves_nothing(string how)
    {
        var story = await SlackStory.In(house);
        var good = Slack.Command("/register", "", story.Ines, "C0ANY");
        var raw = how switch
        {
            "forged" => good with { Signature = "v0=" + new string('a', 64) },
            "another secret" => Slack.Signed(good.ContentType, Encoding.UTF8.GetString(good.Body), "another-secret"),
            "old" => Slack.Signed(good.ContentType, Encoding.UTF8.GetString(good.Body), old: TimeSpan.FromMinutes(5)),
            "of tomorrow" => Slack.Signed(good.ContentType, Encoding.UTF8.GetString(good.Body), old: -TimeSpan.FromMinutes(5)),
            "changed" => good with { Body = [.. good.Body, (byte)' '] },
            _ => good with { Signature = null },
        };
        var (kept, asked) = (await story.Requests(), Slack.Asked.Count);
        (await story.Comes(raw)).ShouldBeNull();
        (await story.Requests()).ShouldBe(kept);
        Slack.Asked.Count.ShouldBe(asked);
        (await story.Comes(good)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_workspace_hears_only_what_its_own_secret_signed()
    {
        var story = await SlackStory.In(house);
        (await story.Take(Slack.Command("/register", "", story.Ines, "C0ANY"), house.House.Other)).ShouldBeNull();
    }

    [Fact]
    public async Task Slack_is_shown_that_the_address_is_ours()
    {
        var story = await SlackStory.In(house);
        var asked = new JsonObject { ["type"] = "url_verification", ["challenge"] = "3eZbrw1aB" }.ToJsonString();
        (await story.Take(Slack.Signed("application/json", asked)))!.Text.ShouldBe("3eZbrw1aB");
    }

    [Fact]
    public async Task What_Slack_sends_again_is_done_once()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        (await story.Talk.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.House.Work();
        var root = story.In(channel).Single().Ts;
        var answer = Slack.Event(SlackStandIn.Message(channel, story.Ines, "On Thursday.", Slack.Ts(), root));
        foreach (var _ in Enumerable.Range(0, 3))
            (await story.Comes(answer, work: false)).ShouldNotBeNull();
        await house.House.Work();
        (await story.Comes(answer)).ShouldNotBeNull();
        (await story.Lines(story.People.Maren)).Count(l => l == "On Thursday.").ShouldBe(1);
    }

    [Fact]
    public async Task The_same_words_by_two_events_are_the_same_message_when_they_have_one_ts()
    {
        var story = await SlackStory.In(house);
        var (channel, root, ts) = await Thread(story);
        foreach (var _ in Enumerable.Range(0, 2))
            await story.Comes(Slack.Event(SlackStandIn.Message(channel, story.Ines, "Once.", ts, root)));
        (await story.Lines(story.People.Maren)).Count(l => l == "Once.").ShouldBe(1);
    }

    [Fact]
    public async Task Answers_stand_in_the_order_in_which_they_were_said()
    {
        var story = await SlackStory.In(house);
        var (channel, root, _) = await Thread(story);
        house.House.Clock.Advance(TimeSpan.FromSeconds(30));
        var (first, second) = (Slack.Ts(-TimeSpan.FromSeconds(20)), Slack.Ts(-TimeSpan.FromSeconds(10)));
        await story.Comes(Slack.Event(SlackStandIn.Message(channel, story.Ines, "Said second.", second, root)));
        await story.Comes(Slack.Event(SlackStandIn.Message(channel, story.Ines, "Said first.", first, root)));
        var lines = (await story.Talk.See(story.People.Maren))!.Lines.OrderBy(l => l.At).Select(l => l.Text).ToList();
        lines.IndexOf("Said first.").ShouldBeLessThan(lines.IndexOf("Said second."));
    }

    [Fact]
    public async Task An_answer_that_comes_before_we_know_its_thread_waits_for_it_and_one_to_a_thread_of_others_is_left()
    {
        var story = await SlackStory.In(house);
        var (channel, root, ts) = await Thread(story);
        var others = Slack.Event(SlackStandIn.Message(channel, story.Ines, "To others.", ts, "1.000001"), "Ev-others");
        await story.Comes(others);
        (await story.Request("event:Ev-others")).DoneAt.ShouldBeNull("our own message may not have been written down yet");
        house.House.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.House.Work();
        (await story.Request("event:Ev-others")).Outcome.ShouldBe("a thread of others");
        (await story.Lines(story.People.Maren)).ShouldNotContain("To others.");
        root.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_said_elsewhere_or_by_an_app_is_not_kept()
    {
        var story = await SlackStory.In(house);
        var (channel, root, ts) = await Thread(story);
        var kept = await story.Requests();
        await story.Comes(Slack.Event(SlackStandIn.Message(Slack.Channel("lunch"), story.Ines, "Noodles?", ts, root)));
        await story.Comes(Slack.Event(SlackStandIn.Message(channel, story.Ines, "Not in a thread.", ts, null)));
        var echo = SlackStandIn.Message(channel, SlackStandIn.Bot, "Our own.", ts, root);
        echo["bot_id"] = "B0BOT";
        await story.Comes(Slack.Event(echo));
        await story.Comes(Slack.Signed("application/json", "{\"type\":"));
        (await story.Requests()).ShouldBe(kept);
    }

    private async Task<(string Channel, string Root, string Ts)> Thread(SlackStory story)
    {
        var channel = await story.ChannelOf(story.People.Kestrel);
        (await story.Talk.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.House.Work();
        return (channel, story.In(channel).Single().Ts, Slack.Ts());
    }
}
