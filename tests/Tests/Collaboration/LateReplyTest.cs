using Entente.Collaboration.Model;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>An address that has run out opens nothing; in a house of its own, whose clock goes far ahead.</summary>
public sealed class LateReplyTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_reply_to_an_address_that_has_run_out_waits_for_staff()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.Work();
        var (from, to) = (story.People.InesEmail, await story.ReplyTo(story.People.InesEmail));
        house.Clock.Advance(TimeSpan.FromDays(200));
        await story.Comes(from, to, TalkStory.Mail(from, to, "Re: late", "Half a year on."));

        var kept = await story.Kept("Re: late");
        (kept.IsQuarantined, kept.Outcome).ShouldBe((true, (MailOutcome?)null));
        kept.Why.ShouldBe("the address it answers to has run out");
        (await story.See(story.People.Maren))!.Total.ShouldBe(1);
    }
}
