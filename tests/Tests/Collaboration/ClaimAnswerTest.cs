using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Quarantine;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Who registers by mail gets the number back below their own mail, whatever they chose to be told of.</summary>
public sealed class ClaimAnswerTest(House house) : IClassFixture<House>
{
    private const string Register = $"register+corvane@{House.MailDomain}";
    private static int made;

    private static CancellationToken Ct => TalkStory.Ct;

    public static TheoryData<Reach, NoticeChannel, Cadence, bool> Choices { get; } =
        new()
        {
            { Reach.All, NoticeChannel.Both, Cadence.Instant, true },
            { Reach.Off, NoticeChannel.Both, Cadence.Instant, false },
            { Reach.All, NoticeChannel.Both, Cadence.Weekly, true },
            { Reach.All, NoticeChannel.Inbox, Cadence.Instant, true },
            { Reach.All, NoticeChannel.Slack, Cadence.Instant, true },
        };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_claim_by_mail_is_answered_with_its_number_below_that_mail(
        Reach reach,
        NoticeChannel channel,
        Cadence cadence,
        bool inbox
    )
    {
        var story = await TalkStory.In(house);
        await Choose(story.People.Ines, new(reach, channel, cadence));
        var (subject, company) = Named();
        var from = story.People.InesEmail;
        await story.Comes(from, Register, TalkStory.Mail(from, Register, subject, Claim(company), id: subject));
        await house.Work();

        var number = await Number(await story.Kept(subject));
        var answer = (await story.Mails(from)).Where(m => m.Row.Subject.Contains(company, StringComparison.Ordinal)).ShouldHaveSingleItem();
        answer.Row.Subject.ShouldStartWith(number);
        answer.Header("In-Reply-To").ShouldBe($"<{subject}@out.example>");
        answer.Header("References").ShouldBe($"<{subject}@out.example>");
        answer.Header("Auto-Submitted").ShouldBe("auto-replied");
        answer.Header("Reply-To").ShouldNotBeNull().ShouldStartWith("r+corvane.");
        answer.Text.ShouldContain($"This answers the mail by which you registered {number}.");
        (await Inbox(story.People.Ines)).Any(r => r.Record.StartsWith(number, StringComparison.Ordinal)).ShouldBe(inbox);
        house.Clock.Advance(TimeSpan.FromDays(8));
        await house.Work();
        (await story.Mails(from))
            .Count(m => m.Text.Contains($"We have your registration {number}", StringComparison.Ordinal))
            .ShouldBe(1, "nor again with the digest");
        await Choose(story.People.Ines, NoticeChoice.Usual);
    }

    [Fact]
    public async Task What_is_registered_on_the_page_keeps_to_what_they_chose()
    {
        var story = await TalkStory.In(house);
        await Choose(story.People.Ines, new(Reach.Off, NoticeChannel.Both, Cadence.Instant));
        var (_, company) = Named();
        await story.People.Submitted(story.People.Ines, company);
        await house.Work();

        (await story.Mails(story.People.InesEmail)).ShouldNotContain(m => m.Text.Contains(company));
        await Choose(story.People.Ines, NoticeChoice.Usual);
    }

    [Fact]
    public async Task What_staff_register_of_a_partners_own_person_is_that_persons_and_answered()
    {
        var story = await TalkStory.In(house);
        var from = story.People.InesEmail;
        var (subject, company) = Named();
        await story.Comes(from, Register, TalkStory.Mail(from, Register, subject, Claim(company), proven: false, id: subject));
        (await story.Mails(from)).ShouldNotContain(m => m.Text.Contains(company), "nothing proved that it was theirs");
        (await Take(story, subject, story.People.Kestrel)).Problem.ShouldBeNull();
        await house.Work();

        var kept = await story.Kept(subject);
        (await Load(kept)).SubmittedBy.ShouldBe(story.People.Ines.Person);
        var answer = (await story.Mails(from)).Where(m => m.Row.Subject.Contains(company, StringComparison.Ordinal)).ShouldHaveSingleItem();
        answer.Row.Subject.ShouldStartWith(await Number(kept));
        answer.Header("In-Reply-To").ShouldBe($"<{subject}@out.example>");
    }

    [Fact]
    public async Task What_staff_register_of_somebody_else_is_nobodys_of_the_partner_and_the_writer_hears_nothing()
    {
        var story = await TalkStory.In(house);
        const string stranger = "stranger@out.example";
        foreach (var from in new[] { stranger, story.People.InesEmail })
        {
            var (subject, company) = Named();
            await story.Comes(from, Register, TalkStory.Mail(from, Register, subject, Claim(company), proven: false));
            // Ines is Kestrel's, and not the other partner's.
            (await Take(story, subject, from == stranger ? story.People.Kestrel : story.People.Vantora)).Problem.ShouldBeNull();
            await house.Work();
            (await Load(await story.Kept(subject))).SubmittedBy.ShouldNotBe(story.People.Ines.Person);
            (await story.Mails(from)).ShouldNotContain(m => m.Text.Contains(company));
            foreach (var mail in (await story.Mails("@corvane.example")).Where(m => m.Text.Contains(company, StringComparison.Ordinal)))
                mail.Header("In-Reply-To").ShouldBeNull("whoever registers it did not write it");
        }
    }

    private Task<Result<string>> Take(TalkStory story, string subject, PartnerId partner) =>
        house.Act<MailInDesk, Result<string>>(
            story.People.Maren,
            async d => await d.Register((await story.Kept(subject)).Id.Value, partner.Value, Ct)
        );

    private async Task Choose(Actor who, NoticeChoice choice) =>
        (
            await house.Act<ChooseNotices, Result>(
                who with
                {
                    Channel = Channel.Web,
                },
                c => c.Run(new(new Dictionary<string, NoticeChoice> { [NoticeEvents.Received.Key] = choice }, "", "", ""), Ct)
            )
        ).Problem.ShouldBeNull();

    private async Task<IReadOnlyList<NoticeRow>> Inbox(Actor who) =>
        (await house.Act<NoticeInbox, (IReadOnlyList<NoticeRow> Rows, int Total)>(who, i => i.List(false, 0, Ct))).Rows;

    private async Task<string> Number(InboundMail mail) => (await Load(mail)).Number;

    private async Task<Registration> Load(InboundMail mail)
    {
        mail.Outcome.ShouldBe(MailOutcome.Registered, mail.Why);
        await using var scope = house.As(house.Corvane);
        var id = new RegistrationId(mail.AboutId!.Value);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().SingleAsync(r => r.Id == id, Ct);
    }

    private static (string Subject, string Company) Named()
    {
        var n = Interlocked.Increment(ref made);
        return ($"answered-{n}", $"Answered Mills {n}");
    }

    private static string Claim(string company) =>
        $"Company: {company}\nWebsite: {company.Replace(' ', '-').ToLowerInvariant()}.example\nContact: Rowan Ashdown\nE-mail: rowan@mills.example\nAmount: 48,000 EUR\n"
        + "Close date: 2026-06-30\nProblem: They need to trace quality issues.\nStage: Evaluation\nCountry: GB\nConsent: yes";
}
