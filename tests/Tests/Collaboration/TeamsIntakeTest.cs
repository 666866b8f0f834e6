using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Only Teams is heard, each thing once; and nothing that is none of our business is kept.</summary>
public sealed class TeamsIntakeTest(TeamsHouse house) : IClassFixture<TeamsHouse>
{
    private TeamsStandIn Teams => house.Teams;

    [Theory]
    [InlineData("none", "no token")]
    [InlineData("forged", "signature")]
    [InlineData("unsigned", "algorithm")]
    [InlineData("HS256", "algorithm")]
    [InlineData("another audience", "audience")]
    [InlineData("another issuer", "issuer")]
    [InlineData("expired", "expired")]
    [InlineData("of tomorrow", "not valid yet")]
    [InlineData("without an end", "no end")]
    [InlineData("another service address", "another service address")]
    [InlineData("no service address", "another service address")]
    public async Task A_token_that_is_not_good_is_refused_and_leaves_nothing(string how, string why)
    {
        var story = await TeamsStory.In(house);
        var activity = Teams.Alone(story.Ines, "deals");
        using var other = RSA.Create(2048);
        TeamsTokenMade With(string claim, JsonNode? value) => new() { Claims = c => c[claim] = value };
        var now = house.House.Clock.Now;
        var raw = how switch
        {
            "none" => Teams.Sent(activity) with { Token = "" },
            "forged" => Teams.Sent(activity, new() { Key = other }),
            "unsigned" => Teams.Sent(activity, new() { Algorithm = "none", Signed = false }),
            "HS256" => Teams.Sent(activity, new() { Algorithm = "HS256" }),
            "another audience" => Teams.Sent(activity, With("aud", TeamsStandIn.NewGuid())),
            "another issuer" => Teams.Sent(activity, With("iss", "https://sts.windows.net/")),
            "expired" => Teams.Sent(activity, With("exp", now.AddMinutes(-5).ToUnixTimeSeconds())),
            "of tomorrow" => Teams.Sent(activity, With("nbf", now.AddMinutes(6).ToUnixTimeSeconds())),
            "without an end" => Teams.Sent(activity, new() { Claims = c => c.Remove("exp") }),
            "another service address" => Teams.Sent(activity, With("serviceurl", "https://smba.trafficmanager.net/emea/")),
            _ => Teams.Sent(activity, new() { Claims = c => c.Remove("serviceurl") }),
        };
        var (kept, asked) = (await story.Requests(), Teams.Asked.Count);
        (await story.Take(raw)).ShouldNotBeNull().ShouldContain(why);
        await house.House.Work();
        (await story.Requests()).ShouldBe(kept);
        Teams.Asked.Count.ShouldBe(asked);
        (await story.Comes(activity)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_ended_less_than_five_minutes_ago_is_good()
    {
        var story = await TeamsStory.In(house);
        var end = house.House.Clock.Now.AddMinutes(-4).ToUnixTimeSeconds();
        (
            await story.Comes(Teams.Alone(story.Ines, "deals"), new() { Claims = c => (c["exp"], c["nbf"]) = (end, end - 60) })
        ).ShouldBeNull();
    }

    [Fact]
    public async Task An_activity_that_names_another_service_address_sends_our_token_nowhere()
    {
        var story = await TeamsStory.In(house);
        // Signed for that address, even.
        foreach (var address in (string[])["https://evil.example/", "http://127.0.0.1:1/", house.Teams.Origin + "@evil.example/"])
        {
            var activity = Teams.Alone(story.Ines, "deals");
            activity["serviceUrl"] = address;
            (await story.Comes(activity, new() { Claims = c => c["serviceurl"] = address }))
                .ShouldNotBeNull()
                .ShouldContain("not Microsoft’s");
        }
    }

    [Fact]
    public async Task A_key_that_may_not_speak_for_Teams_is_not_believed()
    {
        var story = await TeamsStory.In(house);
        Teams.Endorsements = ["webchat"];
        Teams.Rotate("k-webchat");
        house.House.Clock.Advance(TimeSpan.FromMinutes(2));
        (await story.Comes(Teams.Alone(story.Ines, "deals"))).ShouldNotBeNull().ShouldContain("no key");
        Teams.Calm();
        house.House.Clock.Advance(TimeSpan.FromMinutes(2));
        var other = Teams.Alone(story.Ines, "deals");
        other["channelId"] = "webchat";
        (await story.Comes(other)).ShouldNotBeNull().ShouldContain("another channel");
        (await story.Comes(Teams.Alone(story.Ines, "deals"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_it_and_made_up_names_fetch_once_a_minute()
    {
        var story = await TeamsStory.In(house);
        Teams.Rotate("k-" + TeamsStandIn.NewGuid());
        house.House.Clock.Advance(TimeSpan.FromMinutes(2));
        (await story.Comes(Teams.Alone(story.Ines, "deals"))).ShouldBeNull();
        var asked = Teams.KeysAsked;
        using var other = RSA.Create(2048);
        var genuine = Teams.Sent(Teams.Alone(story.Ines, "deals"), new() { Key = other });
        Teams.Rotate("k-" + TeamsStandIn.NewGuid());
        for (var i = 0; i < 5; i++)
            await story.Take(Teams.Sent(Teams.Alone(story.Ines, "deals"), new() { Key = other }));
        (Teams.KeysAsked - asked).ShouldBeLessThanOrEqualTo(1);
        genuine.Token.ShouldNotBeEmpty();
        house.House.Clock.Advance(TimeSpan.FromMinutes(2));
        (await story.Comes(Teams.Alone(story.Ines, "deals"))).ShouldBeNull();
    }

    [Fact]
    public async Task Another_organisation_has_no_say_though_Teams_signed_for_it()
    {
        var story = await TeamsStory.In(house);
        var activity = Teams.Alone(story.Maren, "deals");
        activity["channelData"]!["tenant"]!["id"] = TeamsStandIn.NewGuid();
        (await story.Comes(activity)).ShouldNotBeNull().ShouldContain("another organisation");
    }

    [Fact]
    public async Task A_workspace_hears_only_its_own_bot()
    {
        var story = await TeamsStory.In(house);
        (await story.Take(Teams.Sent(Teams.Alone(story.Ines, "deals")), house.House.Other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_Teams_sends_again_is_done_once()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        (await story.Talk.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.House.Work();
        var answer = Teams.Sent(Teams.In(channel, story.Ines, "On Thursday.", story.In(channel).Single().Id));
        foreach (var _ in Enumerable.Range(0, 3))
            (await story.Take(answer)).ShouldBeNull();
        await house.House.Work();
        (await story.Take(answer)).ShouldBeNull();
        await house.House.Work();
        (await story.Lines(story.People.Maren)).Count(l => l == "On Thursday.").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_said_elsewhere_or_by_a_bot_is_not_kept()
    {
        var story = await TeamsStory.In(house);
        var channel = await story.ChannelOf(story.People.Kestrel);
        var kept = await story.Requests();
        await story.Comes(Teams.In(Teams.Channel(), story.Ines, "Noodles?", "1700000000000"));
        await story.Comes(Teams.In(channel, story.Ines, "Not in a thread."));
        var echo = Teams.In(channel, new("", "28:another-bot", "Bot"), "Our own.", "1700000000000");
        await story.Comes(echo);
        (await story.Take(new(Teams.Token(new()), Encoding.UTF8.GetBytes("{\"type\":")))).ShouldNotBeNull();
        (await story.Requests()).ShouldBe(kept);
    }
}
