using Entente.Collaboration.Model;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary>Whatever a partner's person is told of a record is answered by answering the mail; what staff are told is not, because an answer would be shared.</summary>
public sealed class AnswerTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_mail_about_a_registration_is_answered_into_its_conversation()
    {
        var story = await TalkStory.In(house);
        await house.Work();
        var received = (await story.Mails(story.People.InesEmail)).Single(m =>
            m.Row.Subject.Contains("registration", StringComparison.OrdinalIgnoreCase)
        );
        var to = received.Header("Reply-To").ShouldNotBeNull();
        to.ShouldStartWith("r+corvane.");
        received.Text.ShouldStartWith("--- Reply above this line. Your answer goes to Corvane, into the conversation about DR-");
        received.Html.ShouldContain("--- Reply above this line.");

        var from = story.People.InesEmail;
        await story.Comes(from, to, TalkStory.Mail(from, to, "Re: received", $"We meet on Tuesday.\n\n{received.Text}"));
        var line = (await story.See(story.People.Maren))!.Lines.ShouldHaveSingleItem();
        (line.Text, line.Through).ShouldBe(("We meet on Tuesday.", Channel.Mail));
        (await story.Kept("Re: received")).Outcome.ShouldBe(MailOutcome.Filed);
    }

    [Fact]
    public async Task What_staff_are_told_has_no_address_that_would_share_an_answer()
    {
        var story = await TalkStory.In(house);
        // Long enough that the clock of the decision warns staff.
        house.Clock.Advance(TimeSpan.FromDays(4));
        await house.Work();
        // Of this registration, about which nobody says anything: what is said is mailed on with an address to answer to.
        var told = (await story.Mails("@corvane.example"))
            .Where(m => m.Row.Subject.Contains(story.Number, StringComparison.Ordinal))
            .ToList();
        told.ShouldNotBeEmpty();
        foreach (var mail in told)
        {
            mail.Header("Reply-To").ShouldBeNull(mail.Row.Subject);
            mail.Text.ShouldNotContain("Reply above this line");
        }
    }
}
