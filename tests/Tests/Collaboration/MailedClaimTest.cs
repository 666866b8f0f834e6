using Entente.Collaboration.Model;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>A mail fills in the same form as a page: its kind, its own fields, in the language its writer has labels for.</summary>
public sealed class MailedClaimTest(House house) : IClassFixture<House>
{
    private const string Register = $"register+corvane@{House.MailDomain}";

    private static CancellationToken Ct => TalkStory.Ct;

    [Theory]
    [InlineData("Lead: Leading Mills 1", "Website: leading1.example\nConsent: yes\nE-mail: ro@leading1.example")]
    [InlineData(
        "Kunde til jer",
        "Type: lead\nVirksomhed: Leading Mills 2\nHjemmeside: leading2.example\nE-mail: ro@leading2.example\nSamtykke: ja"
    )]
    [InlineData("ご紹介", "種別：リード\n会社名：Leading Mills 3\nウェブサイト：leading3.example\nメール：ro@leading3.example\n同意：はい")]
    public async Task A_mail_that_says_it_is_a_lead_becomes_one(string subject, string text)
    {
        var story = await TalkStory.In(house);
        var registration = await Sent(story, subject, text);

        registration.Kind.ShouldBe(RegistrationKind.Lead);
        registration.Number.ShouldStartWith("LR-");
        registration.Company.ShouldStartWith("Leading Mills ");
        registration.Consent.ShouldBeTrue();
    }

    [Fact]
    public async Task Fields_that_the_form_asks_besides_are_filled_by_their_label_and_asked_for_by_it()
    {
        await Crm(
            new(
                "crm.segment",
                "segment",
                "Customer segment",
                CrmFieldType.Choice,
                [new("s", "Small", true), new("l", "Large", true)],
                false,
                false,
                false,
                true
            ),
            new("crm.renews", "renews", "Renews on", CrmFieldType.Date, [], false, false, false)
        );
        var story = await TalkStory.In(house);
        await Publish();
        const string plain =
            "Company: Bespoke Mills\nE-mail: ro@bespoke.example\nAmount: 48,000 EUR\nClose date: 2026-06-30\nProblem: They need to trace quality issues.\n"
            + "Country: GB\nConsent: yes\nRenews on: 1 July 2026\n";
        var from = story.People.InesEmail;
        await story.Comes(from, Register, TalkStory.Mail(from, Register, "Bespoke", plain));
        (await story.Kept("Bespoke")).Outcome.ShouldBe(MailOutcome.Asked);
        var asked = (await story.Mails(from)).First(m => m.Row.Subject.Contains("something is missing", StringComparison.Ordinal));
        asked.Text.ShouldContain("Customer segment: this is needed. One of: Small, Large.");
        asked.Text.ShouldNotContain("Renews on");

        var reply = $"In-Reply-To: {asked.Header("Message-ID")}\r\n";
        await story.Comes(from, Register, TalkStory.Mail(from, Register, "Re: Bespoke", "Customer segment: large", headers: reply));
        var kept = await story.Kept("Re: Bespoke");
        kept.Outcome.ShouldBe(MailOutcome.Registered, kept.Why);
        (await Load(kept))
            .AsClaim()
            .Custom!.Select(c => (c.Label, c.Value))
            .ShouldBe([("Customer segment", "l"), ("Renews on", "2026-07-01")], ignoreOrder: true);
    }

    private async Task<Registration> Sent(TalkStory story, string subject, string text)
    {
        var from = story.People.InesEmail;
        await story.Comes(from, Register, TalkStory.Mail(from, Register, subject, text));
        return await Load(await story.Kept(subject));
    }

    private async Task<Registration> Load(InboundMail mail)
    {
        mail.Outcome.ShouldBe(MailOutcome.Registered, mail.Why);
        await using var scope = house.As(house.Corvane);
        var id = new RegistrationId(mail.AboutId!.Value);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Registration>().SingleAsync(r => r.Id == id, Ct);
    }

    private async Task Publish()
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id));
        var act = scope.ServiceProvider.GetRequiredService<DrawForm>();
        var id = (await act.Begin(new FormScope(RegistrationKind.Deal), Ct)).Value;
        var seen = (
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<FormRow>().AsNoTracking().SingleAsync(f => f.Id == id, Ct)
        ).Version;
        FormField[] fields =
        [
            new(FormFields.Company),
            new(FormFields.ContactEmail),
            new(FormFields.Country),
            new(FormFields.Amount),
            new(FormFields.CloseDate),
            new(FormFields.Problem),
            new("deal-segment", Required: true),
            new("deal-renews"),
        ];
        (await act.Publish(id, new([new("Deal", fields)]), seen, Ct)).Problem.ShouldBeNull();
    }

    /// <summary>What the CRM's deals have, at the last look.</summary>
    private async Task Crm(params CrmField[] fields)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var id = Ids.New<CrmConnectionId>(house.Clock.Now);
        db.Add(CrmConnection.Connect(id, CrmKind.HubSpot, "http://localhost:1", "v3", "sealed", house.Clock.Now));
        db.Add(
            new SchemaRow
            {
                ConnectionId = id,
                Kind = CrmObject.Deal,
                Schema = Json.Write(new CrmSchema(CrmObject.Deal, "deals", fields)),
            }
        );
        await db.SaveChangesAsync(Ct);
    }
}
