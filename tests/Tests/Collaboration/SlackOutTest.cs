using System.Text.Json.Nodes;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.Settings;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Who chose Slack is told there, once, and by mail where Slack does not take it: nobody is told less.</summary>
public sealed class SlackOutTest(SlackHouse house) : IClassFixture<SlackHouse>
{
    private SlackStandIn Slack => house.Slack;

    [Fact]
    public async Task Who_chose_Slack_is_told_there_once_and_not_by_mail()
    {
        var story = await Wanting();
        await Write(story, "Told once.");
        Told(story, "Told once.").Count.ShouldBe(1);
        (await Mailed(story, "Told once.")).ShouldBe(0);
        // What tells it again, by whatever path.
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            foreach (var id in await db.Set<SlackPost>().Select(p => p.Id).ToListAsync(SlackStory.Ct))
                Entente.Platform.Jobs.Enqueueing.Enqueue(db, new SendSlackPost(id));
            await db.SaveChangesAsync(SlackStory.Ct);
        }
        await house.House.Work();
        Told(story, "Told once.").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_not_known_in_Slack_is_told_by_mail_although_they_chose_it()
    {
        var story = await SlackStory.In(house);
        var choice = NoticeChoice.Usual with { Channel = NoticeChannel.Slack };
        await house.House.Act<Entente.Collaboration.Notifications.ChooseNotices, Entente.Platform.Values.Result>(
            story.People.Maren,
            c => c.Run(new(new Dictionary<string, NoticeChoice> { [NoticeEvents.Message.Key] = choice }, "", "", ""), SlackStory.Ct)
        );
        await Write(story, "By mail then.");
        (await Mailed(story, "By mail then.")).ShouldBe(1);
    }

    [Fact]
    public async Task Slack_that_is_busy_is_asked_again_when_it_says()
    {
        var story = await Wanting();
        Slack.Trouble("chat.postMessage", new(429, "ratelimited", RetryAfter: 30));
        await Write(story, "After a while.");
        Told(story, "After a while.").ShouldBeEmpty();
        house.House.Clock.Advance(TimeSpan.FromSeconds(29));
        await house.House.Work();
        Told(story, "After a while.").ShouldBeEmpty();
        house.House.Clock.Advance(TimeSpan.FromSeconds(2));
        await house.House.Work();
        Told(story, "After a while.").Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_Slack_took_without_saying_so_is_found_and_not_said_again()
    {
        var story = await Wanting();
        Slack.Trouble("chat.postMessage", new(502, "bad gateway", Done: true));
        await Write(story, "Said and not heard.");
        Told(story, "Said and not heard.").Count.ShouldBe(1);
        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.House.Work();
        Told(story, "Said and not heard.").Count.ShouldBe(1);
        (await Post(Told(story, "Said and not heard.").Single().Ts)).ShouldNotBeNull();
        (await Mailed(story, "Said and not heard.")).ShouldBe(0);
    }

    [Fact]
    public async Task What_Slack_does_not_take_for_a_quarter_of_an_hour_goes_by_mail_once()
    {
        var story = await Wanting();
        for (var i = 0; i < 40; i++)
            Slack.Trouble("chat.postMessage", new(503, "down"));
        await Write(story, "Mail in the end.");
        for (var i = 0; i < 20; i++)
        {
            house.House.Clock.Advance(TimeSpan.FromMinutes(1));
            await house.House.Work();
        }
        Slack.Calm();
        house.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.House.Work();
        (await Mailed(story, "Mail in the end.")).ShouldBe(1);
        Told(story, "Mail in the end.").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_Slack_will_never_take_goes_by_mail_at_once()
    {
        var story = await Wanting();
        Slack.Trouble("chat.postMessage", new(200, "invalid_blocks"));
        await Write(story, "Refused there.");
        (await Mailed(story, "Refused there.")).ShouldBe(1);
    }

    [Theory]
    [InlineData("token_revoked")]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    public async Task A_token_that_was_taken_back_ends_the_connection_and_mail_takes_over(string error)
    {
        var story = await Wanting();
        Slack.Trouble("chat.postMessage", new(200, error));
        await Write(story, $"Without a token: {error}.");
        (await Mailed(story, $"Without a token: {error}.")).ShouldBe(1);
        var app = await story.App();
        (app.State, app.Token).ShouldBe((SlackState.Refused, null));
        await Write(story, $"And afterwards: {error}.");
        (await Mailed(story, $"And afterwards: {error}.")).ShouldBe(1);
        await house.Connect();
        await Write(story, $"There again: {error}.");
        Told(story, $"There again: {error}.").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("app_uninstalled")]
    [InlineData("tokens_revoked")]
    public async Task Slack_says_itself_that_the_app_is_out(string how)
    {
        var story = await SlackStory.In(house);
        var what = new JsonObject { ["type"] = how };
        if (how == "tokens_revoked")
            what["tokens"] = new JsonObject { ["bot"] = new JsonArray(SlackStandIn.Bot) };
        await story.Comes(Slack.Event(what));
        var view = await house.House.Act<SlackDesk, SlackView?>(house.Admin, d => d.Show(SlackStory.Ct));
        (view!.State, view.Why.Length > 0).ShouldBe(("Refused", true));
        // Nobody is answered, and nothing breaks.
        await story.Comes(Slack.Command("/deal", "", story.Ines, "C0ANY"));
        await house.Connect();
    }

    [Fact]
    public async Task A_channel_that_was_archived_meanwhile_is_noticed_shown_and_left_alone()
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        Slack.Archive(channel);
        (await story.Talk.Say(story.People.Maren, "Into the void.")).Problem.ShouldBeNull();
        await house.House.Work();
        (await Row(channel)).GoneWhy.ShouldBe("archived in Slack");
        var asked = Slack.Asked.Count(a => a.Method == "chat.postMessage");
        (await story.Talk.Say(story.People.Maren, "And again.")).Problem.ShouldBeNull();
        await house.House.Work();
        Slack.Asked.Count(a => a.Method == "chat.postMessage").ShouldBe(asked);
        (await story.Lines(story.People.Maren)).Count.ShouldBe(2, "in the conversation nothing is lost");
    }

    [Theory]
    [InlineData("channel_archive", "archived in Slack")]
    [InlineData("channel_deleted", "gone in Slack")]
    [InlineData("group_left", "closed to the app: invite it again")]
    public async Task Slack_says_itself_that_a_channel_is_gone(string how, string words)
    {
        var story = await SlackStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await story.Comes(Slack.Event(new JsonObject { ["type"] = how, ["channel"] = channel }));
        (await Row(channel)).GoneWhy.ShouldBe(words);
        await story.Comes(Slack.Event(new JsonObject { ["type"] = "channel_unarchive", ["channel"] = channel }));
        (await Row(channel)).GoneWhy.ShouldBeNull();
    }

    [Fact]
    public async Task Who_left_does_nothing_in_Slack_any_more_and_is_told_nothing()
    {
        var story = await Wanting();
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<Entente.Access.AccessApi>();
            await access.Suspend(story.People.Maren.Person!.Value, SlackStory.Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(SlackStory.Ct);
        }
        await Write(story, "After they left.");
        Told(story, "After they left.").ShouldBeEmpty();
        await story.Comes(Slack.Command("/entente", "help", story.Maren, "C0ANY"));
        story.ToldAlone(story.Maren)!.ShouldContain("Link my account");
    }

    [Fact]
    public async Task Another_Slack_workspace_knows_nobody_of_the_first()
    {
        var story = await Wanting();
        var channel = await story.ChannelOf(story.People.Kestrel);
        await house.Connect("T0OTHER");
        (await house.House.Act<SlackChannels, IReadOnlyList<SlackChannelRow>>(house.Admin, c => c.List(SlackStory.Ct))).ShouldNotContain(
            c => c.Id == channel
        );
        await Write(story, "To the first one.");
        Told(story, "To the first one.").ShouldBeEmpty();
        (await Mailed(story, "To the first one.")).ShouldBe(1);
        await house.Connect();
    }

    [Fact]
    public async Task What_is_erased_of_a_person_is_erased_here_too()
    {
        var story = await Wanting();
        await story.Comes(Slack.Command("/entente", $"help for {story.Maren}", story.Maren, "C0ANY"));
        var email = await story.Email(story.People.Maren);
        await using var scope = house.House.As(house.House.Corvane);
        var room = scope
            .ServiceProvider.GetServices<Entente.Platform.Privacy.IPersonalData>()
            .OfType<Entente.Collaboration.Privacy.TalkPersonalData>()
            .Single();
        await room.Erase(new([email], [], [story.People.Maren.Person!.Value], ["Maren Voss"]), SlackStory.Ct);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<SlackMember>().CountAsync(m => m.UserId == story.Maren, SlackStory.Ct)).ShouldBe(0);
        var bodies = await db.Set<SlackRequest>().AsNoTracking().Select(r => r.Body).ToListAsync(SlackStory.Ct);
        bodies.ShouldAllBe(b => !System.Text.Encoding.UTF8.GetString(b).Contains(story.Maren));
    }

    [Fact]
    public async Task Only_who_looks_after_Slack_maps_channels()
    {
        var story = await SlackStory.In(house);
        var channel = Slack.Channel("mine");
        await story.Comes(Slack.Command("/entente", "link Vantora", story.Maren, channel));
        story.ToldAlone(story.Maren)!.ShouldContain("does not look after");
        await story.Comes(Slack.Command("/entente", "link Vantora", story.Ines, channel));
        story.ToldAlone(story.Ines)!.ShouldContain("does not look after");
        var admin = Slack.User(await story.AddStaff(Entente.Access.StaffRole.Admin, "Ada Admin"));
        await story.Comes(Slack.Command("/entente", "link No Such Company", admin, channel));
        story.ToldAlone(admin)!.ShouldContain("by its whole name");
    }

    private async Task<SlackStory> Wanting()
    {
        var story = await SlackStory.In(house);
        await story.Wants(story.People.Maren, story.Maren, NoticeEvents.Message);
        return story;
    }

    private async Task Write(SlackStory story, string words)
    {
        (await story.Talk.Say(story.Talk.InesSignedIn, words)).Problem.ShouldBeNull();
        await house.House.Work();
    }

    private static IReadOnlyList<SlackSays> Told(SlackStory story, string words) =>
        [.. story.In(SlackStandIn.Direct(story.Maren)).Where(s => s.Everything.Contains(words))];

    private static async Task<int> Mailed(SlackStory story, string words) =>
        (await story.Talk.Mails(await story.Email(story.People.Maren))).Count(m => m.Text.Contains(words));

    private async Task<SlackPost?> Post(string ts)
    {
        await using var scope = house.House.As(house.House.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<SlackPost>()
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.Ts == ts, SlackStory.Ct);
    }

    private async Task<SlackChannelRow> Row(string channel) =>
        (await house.House.Act<SlackChannels, IReadOnlyList<SlackChannelRow>>(house.Admin, c => c.List(SlackStory.Ct))).Single(c =>
            c.Id == channel
        );
}
