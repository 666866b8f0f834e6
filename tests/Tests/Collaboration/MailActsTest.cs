using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A kept mail acts once, and only when its sender and its address are proven; everything else waits for staff and is answered by nobody.</summary>
public sealed class MailActsTest(House house) : IClassFixture<House>
{
    private const string Register = $"register+corvane@{House.MailDomain}";

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task A_proven_reply_stands_in_its_conversation_without_what_it_quotes_and_is_mailed_on()
    {
        var story = await Asked();
        var to = await story.ReplyTo(story.People.InesEmail);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Comes(
            story.People.InesEmail,
            to,
            TalkStory.Mail(
                story.People.InesEmail,
                to,
                "Re: proven reply",
                "Next Tuesday at ten.\n\nOn Mon, 2 Mar 2026 at 10:00, Corvane <x@in.corvane.example> wrote:\n> When do you meet?\n\n-- \nInes Calder\n+44 20 7946 0000"
            )
        );

        var line = (await story.See(story.People.Ines))!.Lines[^1];
        (line.Text, line.Author, line.Through, line.Internal).ShouldBe(
            ("Next Tuesday at ten.", story.People.Ines.Name, Channel.Mail, false)
        );
        var kept = await story.Kept("Re: proven reply");
        (kept.Outcome, kept.IsQuarantined, kept.About).ShouldBe((MailOutcome.Filed, false, story.About));
        (await story.Mails("maren")).Count(m => m.Text.Contains("Next Tuesday at ten.", StringComparison.Ordinal)).ShouldBe(1);
        var owner = story.People.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        (await story.See(owner))!.Lines[^1].Mail.ShouldBe(kept.Id.Value);
        (await story.See(story.People.Ines))!.Lines[^1].Mail.ShouldBeNull("the original is for staff");
    }

    [Fact]
    public async Task The_same_mail_handled_again_after_a_death_leaves_one_message()
    {
        var story = await Asked();
        var to = await story.ReplyTo(story.People.InesEmail);
        await story.Comes(story.People.InesEmail, to, TalkStory.Mail(story.People.InesEmail, to, "Re: death", "Said once."));
        var id = (await story.Kept("Re: death")).Id;
        // As if the process had died after the message was saved and before the mail was marked.
        await using (var scope = house.As(house.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            await db.Database.ExecuteSqlAsync($"update inbound_mail set outcome = null, handled_at = null where id = {id.Value}", Ct);
            db.Enqueue(new Entente.Collaboration.Acting.ActOnMail(id));
            await db.SaveChangesAsync(Ct);
        }
        await house.Work();
        (await story.See(story.People.Ines))!.Lines.Count(l => l.Text == "Said once.").ShouldBe(1);
        (await story.Kept("Re: death")).Outcome.ShouldBe(MailOutcome.Filed);
    }

    [Theory]
    [InlineData("unproven")]
    [InlineData("another person")]
    [InlineData("another partner")]
    [InlineData("forged")]
    [InlineData("replayed")]
    [InlineData("left")]
    public async Task A_reply_that_does_not_hold_waits_and_says_nothing(string how)
    {
        var story = await Asked();
        var to = await story.ReplyTo(story.People.InesEmail);
        var (from, proven, id) = (story.People.InesEmail, how != "unproven", $"id-{how.Replace(' ', '-')}@out.example");
        if (how is "another person")
            from = "stranger@out.example";
        if (how is "another partner")
            from = await Email(story.People.Jonah);
        if (how is "forged")
            to = $"{to.Split('@')[0][..^1]}{(to.Split('@')[0][^1] == 'a' ? 'b' : 'a')}@{House.MailDomain}";
        if (how is "replayed")
            await story.Comes(from, to, TalkStory.Mail(from, to, "Re: first", "Said first.", id: id));
        if (how is "left")
            await Suspend(story.People.Ines);
        var before = (await story.See(story.People.Maren))!.Total;
        var mails = (await story.Mails("@")).Count;

        await story.Comes(from, to, TalkStory.Mail(from, to, $"Re: {how}", $"Words of {how}.", proven, id: id));

        var kept = await story.Kept($"Re: {how}");
        (kept.IsQuarantined, kept.Outcome).ShouldBe((true, null), kept.Why);
        kept.Why.ShouldNotBeEmpty();
        (await story.See(story.People.Maren))!.Total.ShouldBe(before);
        (await story.Mails("@")).Count.ShouldBe(mails, "nobody is answered");
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", "Re: machine")]
    [InlineData("X-Entente-Loop: halden\r\n", "Re: loop")]
    [InlineData("List-Id: <deals.example>\r\n", "Re: list")]
    [InlineData("", "Out of office: away")]
    public async Task What_machines_write_is_kept_and_neither_acts_nor_is_answered(string header, string subject)
    {
        var story = await Asked();
        var to = await story.ReplyTo(story.People.InesEmail);
        var (before, mails) = ((await story.See(story.People.Maren))!.Total, (await story.Mails("@")).Count);
        await story.Comes(
            story.People.InesEmail,
            to,
            TalkStory.Mail(story.People.InesEmail, to, subject, "I am a machine.", headers: header)
        );
        (await story.Kept(subject)).Outcome.ShouldBeNull();
        (await story.See(story.People.Maren))!.Total.ShouldBe(before);
        (await story.Mails("@")).Count.ShouldBe(mails);
    }

    [Fact]
    public async Task The_envelope_says_where_a_mail_goes_and_not_what_its_headers_say()
    {
        var story = await Asked();
        var reply = await story.ReplyTo(story.People.InesEmail);
        // Blind copies name nobody in the headers; and headers that name a conversation are nobody's word.
        await story.Comes(
            story.People.InesEmail,
            reply,
            TalkStory.Mail(story.People.InesEmail, "undisclosed@x.example", "Re: blind", "By envelope.")
        );
        (await story.Kept("Re: blind")).Outcome.ShouldBe(MailOutcome.Filed);
        await story.Comes(
            story.People.InesEmail,
            $"corvane@{House.MailDomain}",
            TalkStory.Mail(story.People.InesEmail, reply, "Re: by header", "By header.")
        );
        (await story.Kept("Re: by header")).IsQuarantined.ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_by_mail_becomes_a_registration_as_every_other_and_is_acknowledged_once()
    {
        var story = await Asked();
        await story.Comes(
            story.People.InesEmail,
            Register,
            TalkStory.Mail(story.People.InesEmail, Register, "Deal registration Posted Mills", Claim("Posted Mills", "Consent: yes\n"))
        );
        var kept = await story.Kept("Deal registration Posted Mills");
        kept.Outcome.ShouldBe(MailOutcome.Registered, kept.Why);
        var claim = await Registration(kept);
        (claim.Company, claim.PartnerId, claim.SubmittedBy, claim.Domain).ShouldBe(
            ("Posted Mills", story.People.Kestrel, story.People.Ines.Person, "postedmills.example")
        );
        claim.Amount!.Value.Major.ShouldBe(48_000m);
        (await story.Mails(story.People.InesEmail)).Count(m => m.Text.Contains(claim.Number, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_exactly_and_the_answer_completes_it()
    {
        var story = await Asked();
        await story.Comes(
            story.People.InesEmail,
            Register,
            TalkStory.Mail(story.People.InesEmail, Register, "Deal registration Missing Mills", Claim("Missing Mills", ""))
        );
        (await story.Kept("Deal registration Missing Mills")).Outcome.ShouldBe(MailOutcome.Asked);
        var ask = (await story.Mails(story.People.InesEmail)).First(m => m.Row.Subject.Contains("missing", StringComparison.Ordinal));
        ask.Text.ShouldContain("consent", Case.Insensitive);
        ask.Text.ShouldNotContain("amount to", Case.Insensitive);
        (ask.Header("Auto-Submitted"), ask.Header("Reply-To")).ShouldBe(("auto-replied", Register));

        await story.Comes(
            story.People.InesEmail,
            Register,
            TalkStory.Mail(
                story.People.InesEmail,
                Register,
                "Re: completed Mills",
                "Consent: yes",
                headers: $"In-Reply-To: {ask.Header("Message-ID")}\r\n"
            )
        );
        var kept = await story.Kept("Re: completed Mills");
        kept.Outcome.ShouldBe(MailOutcome.Registered, kept.Why);
        (await Registration(kept)).Company.ShouldBe("Missing Mills");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_installations_that_answer_each_other_fall_silent_within_two_messages(bool stripped)
    {
        var story = await Asked();
        var asked = 0;
        for (var round = 0; round < 6; round++)
        {
            // The other side answers our question with one of its own; a gateway between them may strip every mark.
            await story.Comes(
                story.People.InesEmail,
                Register,
                TalkStory.Mail(
                    story.People.InesEmail,
                    Register,
                    $"Your registration: something is missing {stripped} {round}",
                    "We need a little more before this is registered. Give the company’s name.",
                    headers: stripped ? "" : "Auto-Submitted: auto-replied\r\nX-Entente-Loop: other\r\n"
                )
            );
            asked = (await story.Mails(story.People.InesEmail)).Count(m => m.Row.Subject.Contains("missing", StringComparison.Ordinal));
        }
        asked.ShouldBe(stripped ? 2 : 0);
    }

    [Theory]
    [InlineData("stranger@nowhere.example", true)]
    [InlineData(null, false)]
    public async Task A_claim_of_somebody_unknown_or_unproven_waits_and_hears_nothing(string? from, bool proven)
    {
        var story = await Asked();
        var (sender, subject) = (from ?? story.People.InesEmail, $"Deal registration {proven} Unknown Mills");
        var mails = (await story.Mails("@")).Count;
        await story.Comes(sender, Register, TalkStory.Mail(sender, Register, subject, Claim("Unknown Mills", "Consent: yes\n"), proven));
        (await story.Kept(subject)).IsQuarantined.ShouldBeTrue();
        (await story.Mails("@")).Count.ShouldBe(mails);
    }

    private async Task<TalkStory> Asked()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.Work();
        return story;
    }

    private static string Claim(string company, string more) =>
        $"Company: {company}\nWebsite: {company.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}.example\n"
        + $"Contact: Rowan Ashdown\nE-mail: rowan@{company.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}.example\n"
        + $"Amount: 48,000 EUR\nClose date: 2026-06-30\nProblem: They need to trace quality issues across six plants.\nStage: Evaluation\nCountry: GB\n{more}";

    private async Task<Registration> Registration(InboundMail mail)
    {
        await using var scope = house.As(house.Corvane);
        var id = new Entente.Registrations.RegistrationId(mail.AboutId!.Value);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().SingleAsync(r => r.Id == id, Ct);
    }

    private async Task<string> Email(Actor who)
    {
        await using var scope = house.As(house.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([who.Person!.Value], Ct))[who.Person!.Value].Email;
    }

    private async Task Suspend(Actor who)
    {
        await using var scope = house.As(house.Corvane);
        await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(who.Person!.Value, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }
}
