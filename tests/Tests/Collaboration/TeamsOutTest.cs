using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Out;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Who chose Teams is told there, once, and by mail where Teams does not take it: nobody is told less.</summary>
public sealed class TeamsOutTest(TeamsHouse house) : IClassFixture<TeamsHouse>
{
    private TeamsStandIn Teams => house.Teams;

    [Fact]
    public async Task Who_chose_Teams_is_told_there_once_and_not_by_mail()
    {
        var story = await Wanting();
        await Write(story, "Told once.");
        Told(story, "Told once.").Count.ShouldBe(1);
        (await story.Mailed(story.People.Maren, "Told once.")).ShouldBe(0);
        // What tells it again, by whatever path.
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            foreach (var id in await db.Set<TeamsPost>().Select(p => p.Id).ToListAsync(TeamsStory.Ct))
                db.Enqueue(new SendTeamsPost(id));
            await db.SaveChangesAsync(TeamsStory.Ct);
        }
        await house.House.Work();
        Told(story, "Told once.").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_linked_no_account_is_told_by_mail_although_they_chose_it()
    {
        var story = new TeamsStory(house, await TalkStory.In(house.House));
        await story.Wants(story.People.Maren, NoticeEvents.Message);
        await Write(story, "By mail then.");
        (await story.Mailed(story.People.Maren, "By mail then.")).ShouldBe(1);
    }

    [Fact]
    public async Task Teams_that_is_busy_is_asked_again_when_it_says()
    {
        var story = await Wanting();
        Teams.Trouble(new(429, RetryAfter: 30));
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
    public async Task What_Teams_may_have_taken_is_not_said_again_and_goes_by_mail()
    {
        var story = await Wanting();
        Teams.Trouble(new(502, Done: true));
        await Write(story, "Said and not heard.");
        house.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.House.Work();
        Told(story, "Said and not heard.").Count.ShouldBe(1);
        (await story.Mailed(story.People.Maren, "Said and not heard.")).ShouldBe(1);
    }

    [Fact]
    public async Task What_Teams_does_not_take_for_a_quarter_of_an_hour_goes_by_mail_once()
    {
        var story = await Wanting();
        for (var i = 0; i < 40; i++)
            Teams.Trouble(new(503));
        await Write(story, "Mail in the end.");
        for (var i = 0; i < 20; i++)
        {
            house.House.Clock.Advance(TimeSpan.FromMinutes(1));
            await house.House.Work();
        }
        Teams.Calm();
        house.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.House.Work();
        (await story.Mailed(story.People.Maren, "Mail in the end.")).ShouldBe(1);
        Told(story, "Mail in the end.").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_token_serves_many_and_one_that_was_taken_back_is_renewed_once()
    {
        var story = await Wanting();
        await Write(story, "With the first.");
        var given = Teams.TokensGiven;
        await Write(story, "With the same.");
        Teams.TokensGiven.ShouldBe(given);
        Teams.TokensFrom = given + 1;
        await Write(story, "With another.");
        Teams.TokensGiven.ShouldBe(given + 1);
        Told(story, "With another.").Count.ShouldBe(1);
        house.House.Clock.Advance(TimeSpan.FromMinutes(56));
        await Write(story, "Before it ends.");
        Teams.TokensGiven.ShouldBe(given + 2);
    }

    [Fact]
    public async Task Keys_that_Microsoft_takes_no_more_end_the_connection_and_mail_takes_over()
    {
        var story = await Wanting();
        house.House.Clock.Advance(TimeSpan.FromHours(2));
        Teams.NoToken = ("invalid_client", "AADSTS7000222: The provided client secret keys are expired.");
        await Write(story, "Without a token.");
        (await story.Mailed(story.People.Maren, "Without a token.")).ShouldBe(1);
        var app = await story.App();
        (app.State, app.Why.Contains("run out")).ShouldBe((TeamsState.Refused, true));
        Teams.Calm();
        (await house.Connect()).Problem.ShouldBeNull();
        await Write(story, "There again.");
        Told(story, "There again.").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_was_deleted_meanwhile_is_noticed_shown_and_left_alone()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        Teams.Close(channel);
        (await story.Talk.Say(story.People.Maren, "Into the void.")).Problem.ShouldBeNull();
        await house.House.Work();
        (await story.Row(channel)).GoneWhy.ShouldBe("gone in Teams");
        var asked = Teams.Asked.Count;
        (await story.Talk.Say(story.People.Maren, "And again.")).Problem.ShouldBeNull();
        await house.House.Work();
        Teams.Asked.Count.ShouldBe(asked);
        (await story.Lines(story.People.Maren)).Count.ShouldBe(2, "in the conversation nothing is lost");
    }

    [Theory]
    [InlineData("channelDeleted", "gone in Teams", "channelRestored")]
    [InlineData("teamArchived", "its team is archived in Teams", "teamUnarchived")]
    public async Task Teams_says_itself_that_a_channel_is_gone_and_back(string how, string words, string back)
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await story.Comes(Teams.Event(how, channel));
        (await story.Row(channel)).GoneWhy.ShouldBe(words);
        await story.Comes(Teams.Event(back, channel));
        (await story.Row(channel)).GoneWhy.ShouldBeNull();
    }

    [Fact]
    public async Task A_bot_that_was_taken_out_of_the_team_says_so_beside_its_channels()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        await story.Comes(Teams.BotRemoved());
        (await story.Row(channel)).GoneWhy!.ShouldContain("add it to the team again");
    }

    [Fact]
    public async Task Who_left_does_nothing_in_Teams_any_more_and_is_told_nothing()
    {
        var story = await Wanting();
        await using (var scope = house.House.As(house.House.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<Entente.Access.AccessApi>();
            await access.Suspend(story.People.Maren.Person!.Value, TeamsStory.Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(TeamsStory.Ct);
        }
        await Write(story, "After they left.");
        Told(story, "After they left.").ShouldBeEmpty();
        await story.Comes(Teams.Alone(story.Maren, "help"));
        story.Told(story.Maren)!.Everything.ShouldContain("Link my account");
    }

    [Fact]
    public async Task What_is_erased_of_a_person_is_erased_here_too()
    {
        var story = await Wanting();
        await story.Comes(Teams.Alone(story.Maren, "help"));
        var email = await story.Email(story.People.Maren);
        await using var scope = house.House.As(house.House.Corvane);
        var room = scope
            .ServiceProvider.GetServices<Entente.Platform.Privacy.IPersonalData>()
            .OfType<Entente.Collaboration.Privacy.TalkPersonalData>()
            .Single();
        await room.Erase(new([email], [], [story.People.Maren.Person!.Value], ["Maren Voss"]), TeamsStory.Ct);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<TeamsMember>().CountAsync(m => m.AadId == story.Maren.AadId, TeamsStory.Ct)).ShouldBe(0);
        var bodies = await db.Set<TeamsRequest>().AsNoTracking().Select(r => r.Body).ToListAsync(TeamsStory.Ct);
        bodies.ShouldAllBe(b => !System.Text.Encoding.UTF8.GetString(b).Contains(story.Maren.AadId));
    }

    private async Task<TeamsStory> Wanting()
    {
        var story = await TeamsStory.In(house);
        await story.Wants(story.People.Maren, NoticeEvents.Message);
        return story;
    }

    private async Task Write(TeamsStory story, string words)
    {
        (await story.Talk.Say(story.Talk.InesSignedIn, words)).Problem.ShouldBeNull();
        await house.House.Work();
    }

    private static IReadOnlyList<TeamsSays> Told(TeamsStory story, string words) =>
        [.. story.In(TeamsStandIn.Direct(story.Maren)).Where(s => s.Everything.Contains(words))];
}
