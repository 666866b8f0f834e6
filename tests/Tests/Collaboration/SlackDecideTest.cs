using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Approve and decline by button: as the page would do it, for whoever presses, on what the button was made for.</summary>
public sealed class SlackDecideTest(SlackHouse house) : IClassFixture<SlackHouse>
{
    private SlackStandIn Slack => house.Slack;

    [Fact]
    public async Task A_reminder_carries_buttons_and_approving_by_one_is_approving()
    {
        var (story, notice) = await Reminded();
        var approve = Button(notice, "approve");
        approve["confirm"].ShouldNotBeNull();
        await Press(story, story.Maren, notice, "approve");
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.Approved);
        var now = Slack.Updated.Last(u => u.Ts == notice.Ts);
        now.Everything.ShouldContain("is approved");
        now.Everything.ShouldContain("Maren Voss");
        now.Blocks.ShouldNotContain("\"approve\"");
    }

    [Fact]
    public async Task Pressed_twice_it_is_decided_once_and_the_second_is_told()
    {
        var (story, notice) = await Reminded();
        await Press(story, story.Maren, notice, "approve");
        var version = (await story.People.Load(story.Talk.Number)).Version;
        await Press(story, story.Maren, notice, "approve");
        (await story.People.Load(story.Talk.Number)).Version.ShouldBe(version);
        story.ToldAlone(story.Maren)!.ShouldContain("changed while you looked");
    }

    [Fact]
    public async Task A_button_that_is_out_of_date_decides_nothing_and_is_brought_up_to_date()
    {
        var (story, notice) = await Reminded();
        var old = Button(notice, "approve")["value"]!.GetValue<string>();
        // Somebody asked the partner something meanwhile, and was answered.
        await story.AskAndAnswer();
        await Press(story, story.Maren, notice, "approve");
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.InReview);
        story.ToldAlone(story.Maren)!.ShouldContain("changed while you looked");
        var fresh = Button(Slack.Updated.Last(u => u.Ts == notice.Ts), "approve")["value"]!.GetValue<string>();
        fresh.ShouldNotBe(old);
        await story.Comes(Slack.Press(story.Maren, notice.Channel, notice.Ts, "approve", fresh));
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task Whoever_may_not_decide_decides_nothing_by_a_button_either()
    {
        var (story, notice) = await Reminded();
        var seller = await story.AddStaff(StaffRole.Sales, "Sam Seller");
        var outsider = story.Ines;
        foreach (
            var (who, words) in new[]
            {
                (Slack.User(seller), "may not"),
                (outsider, "nothing here for you"),
                (Slack.User("x@nowhere.example"), "Link my account"),
            }
        )
        {
            await Press(story, who, notice, "approve");
            await Press(story, who, notice, "decline");
            (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.InReview);
            story.ToldAlone(who).ShouldNotBeNull(words);
        }
        story.ToldAlone(outsider)!.ShouldNotContain(story.Talk.Number);
    }

    [Fact]
    public async Task Declining_asks_for_the_reason_and_takes_no_decline_without_one()
    {
        var (story, notice) = await Reminded();
        var trigger = Slack.Trigger();
        await story.Comes(
            Slack.Press(story.Maren, notice.Channel, notice.Ts, "decline", Button(notice, "decline")["value"]!.GetValue<string>(), trigger)
        );
        var modal = Slack.Opened[trigger];
        var nothing = await story.Comes(Slack.Submit(story.Maren, modal, "VD1"));
        nothing!.Json!["errors"]!["reason"].ShouldNotBeNull();
        (await story.People.Load(story.Talk.Number)).State.ShouldBe(RegistrationState.InReview);

        await story.Comes(Slack.Submit(story.Maren, modal, "VD1", ("reason", "NotQualified"), ("note", "Too early for us.")));
        var claim = await story.People.Load(story.Talk.Number);
        (claim.State, claim.Refusal).ShouldBe((RegistrationState.Declined, RefusalReason.NotQualified));
        Slack.Updated.Last(u => u.Ts == notice.Ts).Everything.ShouldContain("was declined");
    }

    private async Task<(SlackStory Story, SlackSays Notice)> Reminded()
    {
        var story = await SlackStory.In(house);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.DecisionDue);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.DecisionLate);
        await story.RemindStaff();
        var notice = story.In(SlackStandIn.Direct(story.Maren)).LastOrDefault(s => s.Everything.Contains(story.Talk.Number));
        return (story, notice.ShouldNotBeNull());
    }

    private async Task Press(SlackStory story, string who, SlackSays notice, string action) =>
        await story.Comes(Slack.Press(who, notice.Channel, notice.Ts, action, Button(notice, action)["value"]!.GetValue<string>()));

    private static JsonObject Button(SlackSays message, string action) =>
        JsonNode
            .Parse(message.Blocks)!
            .AsArray()
            .Where(b => b!["type"]!.GetValue<string>() == "actions")
            .SelectMany(b => b!["elements"]!.AsArray())
            .Single(e => e!["action_id"]!.GetValue<string>() == action)!
            .AsObject();
}
