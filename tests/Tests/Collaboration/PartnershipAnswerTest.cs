using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Leads;
using Entente.Tests.Onboarding;
using Entente.Tests.Plans;
using Entente.Tests.Registrations;
using Entente.Tests.Reviews;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A mail about something that has no conversation of its own is answered into the one with the partner as a whole, and not into nothing.</summary>
public sealed class PartnershipAnswerTest(House house) : IClassFixture<House>
{
    private static int made;

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task The_answer_to_a_leads_mail_stands_in_the_partnerships_conversation_under_its_subject()
    {
        var leads = new LeadStory(house);
        var (partner, tara, email) = await leads.Partner();
        await leads.Publish(leads.Rule());
        var number = await leads.Lead();
        await house.Work();
        var talk = await TalkStory.In(house);
        var offered = (await talk.Mails(email)).First(m => m.Row.Subject.Contains(number, StringComparison.Ordinal));
        var to = offered.Header("Reply-To").ShouldNotBeNull();
        offered.Text.ShouldStartWith("--- Reply above this line. Your answer goes to Corvane, into the conversation about the partnership");

        await talk.Comes(email, to, TalkStory.Mail(email, to, "Re: " + offered.Row.Subject, $"Which plant is it?\n\n{offered.Text}"));
        (await talk.Kept("Re: " + offered.Row.Subject)).Outcome.ShouldBe(MailOutcome.Filed);
        var line = (await Said(talk.People.Maren, partner)).ShouldHaveSingleItem();
        line.Text.ShouldBe($"On “{offered.Row.Subject}”:\n\nWhich plant is it?");
        line.Through.ShouldBe(Channel.Mail);
        (await Said(tara, partner)).Count.ShouldBe(1);
        (await Said(talk.People.Ines, talk.People.Kestrel)).ShouldBeEmpty("another partner's");
    }

    [Fact]
    public async Task An_answer_in_the_conversation_itself_says_no_subject()
    {
        var talk = await TalkStory.In(house);
        var (admin, email) = await Admin(talk);
        var about = new SubjectRef(PartnersApi.SubjectKind, talk.People.Kestrel.Value);
        (
            await house.Act<PostMessage, Result>(
                talk.People.Maren,
                p => p.Run(new(about, ReadBy.Shared, "Lunch on Friday?", "lunch") { With = talk.People.Kestrel }, Ct)
            )
        ).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await house.Work();
        var asked = (await talk.Mails(email)).First(m => m.Text.Contains("Lunch on Friday?", StringComparison.Ordinal));
        var to = asked.Header("Reply-To")!;
        await talk.Comes(email, to, TalkStory.Mail(email, to, "AW: Re: " + asked.Row.Subject, "Gladly."));

        (await Said(talk.People.Maren, talk.People.Kestrel))[^1].Text.ShouldBe("Gladly.");
        admin.Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_digest_is_answered_there_too()
    {
        var talk = await TalkStory.In(house);
        var (admin, email) = await Admin(talk);
        (
            await house.Act<ChooseNotices, Result>(
                admin,
                c =>
                    c.Run(
                        new(
                            new Dictionary<string, NoticeChoice>
                            {
                                [NoticeEvents.Received.Key] = new(Reach.All, NoticeChannel.Both, Cadence.Daily),
                            },
                            "",
                            "",
                            ""
                        ),
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
        await Tell(Draft(admin, email, "gathered", flagged: false), talk.People.Kestrel);
        house.Clock.Advance(TimeSpan.FromHours(26));
        await house.Work();
        var digest = (await talk.Mails(email)).First(m => m.Row.Subject.Contains("once a day", StringComparison.Ordinal));
        digest.Text.ShouldContain("Headline of gathered");
        var to = digest.Header("Reply-To").ShouldNotBeNull();
        await talk.Comes(email, to, TalkStory.Mail(email, to, "Re: " + digest.Row.Subject, "Thank you for all of it."));

        (await Said(talk.People.Maren, talk.People.Kestrel))[^1].Text.ShouldEndWith("Thank you for all of it.");
    }

    [Fact]
    public async Task Who_takes_no_part_in_it_and_what_does_not_ask_for_it_has_no_such_address()
    {
        var talk = await TalkStory.In(house);
        var restricted = await talk.Colleague("Ro Restricted", restricted: true);
        var seller = await talk.Colleague("Sel Seller");
        foreach (
            var (who, flagged, answered) in new[]
            {
                (restricted, true, false),
                (seller, false, false),
                (seller, true, true),
                (talk.People.Maren, true, false),
            }
        )
        {
            var email = await EmailOf(who);
            var once = $"answered-{Interlocked.Increment(ref made)}";
            await Tell(Draft(who, email, once, flagged), talk.People.Kestrel);
            await house.Work();
            var mail = (await talk.Mails(email)).Single(m => m.Row.Subject == $"Subject of {once}");
            (mail.Header("Reply-To") is not null).ShouldBe(answered, $"{who.Name}, {flagged}");
            mail.Text.Contains("Reply above this line", StringComparison.Ordinal).ShouldBe(answered);
        }
    }

    [Fact]
    public async Task Plans_reviews_and_agreements_are_answered_there()
    {
        var reviews = new ReviewStory(house);
        var plans = reviews.People;
        var (maren, partner) = (await plans.Staff(), await plans.Partner());
        await plans.Person(partner, PartnerRole.Admin);
        var plan = (await plans.Load(await plans.Shared(maren, partner))).Id.Subject;
        var review = (await reviews.Load(await reviews.Shared(maren, partner))).Id.Subject;
        var agreements = new AgreementStory(house);
        await agreements.Person(partner);
        var agreement = await agreements.Out(AgreementStory.Sheet());
        await house.Work();
        foreach (var about in new[] { plan, review, agreement.Subject })
        {
            var mails = await About(about);
            mails.ShouldContain(m => !OfStaff(m), about.Kind);
            mails.Where(OfStaff).ShouldAllBe(m => m.Header("Reply-To") == null);
            foreach (var mail in mails.Where(m => !OfStaff(m)))
            {
                mail.Header("Reply-To").ShouldNotBeNull($"{about.Kind}: {mail.Row.Subject} to {mail.Row.To}").ShouldStartWith("r+corvane.");
                mail.Text.ShouldContain("into the conversation about the partnership");
            }
        }
        // Nobody else's registrations wait for it.
        (await agreements.End(agreement)).Problem.ShouldBeNull();
    }

    private static bool OfStaff(MailView mail) => mail.Row.To.EndsWith("@corvane.example", StringComparison.Ordinal);

    private async Task<List<MailView>> About(SubjectRef about)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var found = new List<MailView>();
        foreach (var row in await box.About(about, Ct))
            found.Add((await box.Show(row.Id, Ct))!);
        return found;
    }

    private async Task<IReadOnlyList<ThreadLine>> Said(Actor who, PartnerId partner) =>
        (await house.Act<ThreadQuery, ThreadView?>(who, q => q.Load(new(PartnersApi.SubjectKind, partner.Value), ThreadQuery.Most, Ct)))
            .ShouldNotBeNull()
            .Lines;

    private async Task<(Actor Admin, string Email)> Admin(TalkStory talk)
    {
        var admin = await talk.Colleague("Ada Admin", PartnerRole.Admin);
        return (admin, await EmailOf(admin));
    }

    private async Task<string> EmailOf(Actor who) =>
        (await house.Act<AccessApi, IReadOnlyDictionary<PersonId, PersonCard>>(house.System(), a => a.People([who.Person!.Value], Ct)))
            .Values.Single()
            .Email;

    private async Task Tell(MailDraft draft, PartnerId partner)
    {
        await using var scope = house.As(house.System());
        await scope
            .ServiceProvider.GetRequiredService<Notices>()
            .Tell(NoticeEvents.Received, new NoticeFor(draft, Concern.Own, partner, ""), Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    // Of a record that nobody talks about.
    private MailDraft Draft(Actor who, string email, string once, bool flagged) =>
        new(
            once,
            new("nothing", Ids.New<Entente.Registrations.RegistrationId>(house.Clock.Now).Value),
            who.Person,
            email,
            who.Name,
            $"Subject of {once}",
            $"Headline of {once}",
            ["Words."],
            [],
            null,
            "Why."
        )
        {
            AnswersToPartnership = flagged,
        };
}
