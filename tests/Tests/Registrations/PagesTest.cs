using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class PagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_registers_by_its_link_gets_a_number_and_follows_it_without_a_password()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story.Ines, LinkKind.Register);
        var visitor = web.Guest();

        var sent = await visitor.Submit(link, Form("Walkthrough Foods"));
        sent.Status.ShouldBe(303, sent.Text);
        var receipt = await visitor.Open(sent.Location!);

        var number = sent.Location!.Split('/')[^1];
        receipt.Heading.ShouldBe($"We have it: {number}");
        receipt.Words.ShouldContain("A decision, with the reason");
        await web.Work();
        var followed = await visitor.Open(new Uri(await web.MailedLink(Email(story))).PathAndQuery);
        followed.Words.ShouldContain("In review");
        followed.Words.ShouldContain("You hear from us by");
    }

    [Fact]
    public async Task A_refused_form_comes_back_filled_in_with_the_reason_beside_each_field()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story.Ines, LinkKind.Register);

        var refused = await web.Guest()
            .Submit(
                link,
                [
                    .. Form("Refused & Sons <b>").Where(f => f.Name is not ("Input.Consent" or "Input.Amount" or "Input.Domain")),
                    ("Input.Amount", "lots"),
                    ("Input.Domain", "no site"),
                ]
            );

        refused.Status.ShouldBe(422);
        refused.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Refused & Sons <b>");
        refused.Document.QuerySelector("[name='Input.Amount']")!.GetAttribute("aria-invalid").ShouldBe("true");
        refused.Words.ShouldContain("Write the amount in figures");
        refused.Words.ShouldContain("Write the website like aldermere.com");
    }

    [Fact]
    public async Task What_cannot_be_read_and_what_is_missing_stand_beside_their_fields_at_once()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story.Ines, LinkKind.Register);

        var refused = await web.Guest().Submit(link, ("Input.Company", "Half Filled"), ("Input.ContactEmail", "nobody"));

        refused.Status.ShouldBe(422);
        Wrong(refused)
            .ShouldBe(["Input.ContactEmail", "Input.Amount", "Input.CloseDate", "Input.Problem", "Input.Consent"], ignoreOrder: true);
        refused.Document.QuerySelector("#input-amount-error")!.TextContent.ShouldContain("The value is needed");
        refused.Document.QuerySelector("#input-contactemail-error")!.TextContent.ShouldContain("not an e-mail address");
        refused.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Half Filled");
    }

    [Fact]
    public async Task The_same_page_sent_twice_leads_to_the_same_receipt()
    {
        var story = await RegistrationStory.In(web.House);
        var visitor = web.Guest();
        var page = await visitor.Open(await Link(story.Ines, LinkKind.Register));

        var first = await visitor.Submit(page, Form("Sent Twice"));
        var second = await visitor.Submit(page, Form("Sent Twice"));

        (first.Status, second.Status).ShouldBe((303, 303));
        second.Location.ShouldBe(first.Location);
    }

    [Fact]
    public async Task A_link_expired_or_revoked_says_so_and_registers_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        var expired = await Link(story.Ines, LinkKind.Register, TimeSpan.FromSeconds(-1));
        var revoked = await Link(story.Jonah, LinkKind.Register);
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().RevokeLinks(LinkKind.Register, story.Jonah.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }

        foreach (var (link, words) in new[] { (expired, "This link has run out"), (revoked, "This link was withdrawn") })
        {
            var page = await web.Guest().Get(link);
            page.Status.ShouldBe(410);
            page.Text.ShouldContain(words);
            (await web.Guest().Post(link, Form("By A Dead Link"))).Status.ShouldBe(410);
        }
    }

    [Fact]
    public async Task Staff_review_and_approve_and_a_stale_page_is_refused_with_the_newer_state()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Reviewed Ltd");
        var staff = await web.Staff(StaffRole.PartnerManager, $"r{number}@corvane.example");
        var path = $"/w/corvane/registrations/{number}";
        var seen = await staff.Open(path);
        seen.Words.ShouldContain("Every rule passed", Case.Insensitive);
        seen.Words.ShouldContain("Approve and protect");

        var approved = await staff.Submit(seen, ("Input.Act", "approve"), ("Input.Note", "Good notes."));
        var stale = await staff.Submit(seen, ("Input.Act", "decline"), ("Input.Reason", "NotQualified"));

        approved.Status.ShouldBe(303, approved.Text);
        stale.Status.ShouldBe(412);
        stale.Words.ShouldContain("changed while you looked at it: it is approved now");
        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
        (await story.Load(number)).DecisionNote.ShouldBe("Good notes.");
    }

    [Fact]
    public async Task The_review_explains_who_leads_and_what_the_partner_will_read()
    {
        var story = await RegistrationStory.In(web.House);
        await story.Submitted(story.Jonah, "Two Want It");
        web.Clock.Advance(TimeSpan.FromDays(7));
        var number = await story.Submitted(story.Ines, "Two Want It");
        var staff = await web.Staff(StaffRole.Auditor, $"a{number}@corvane.example");

        var page = await staff.Open($"/w/corvane/registrations/{number}");

        page.Words.ShouldContain("First qualified submission");
        page.Words.ShouldContain("Favours Vantora");
        page.Words.ShouldNotContain("Your decision", Case.Sensitive, "an auditor reads and changes nothing");
    }

    [Fact]
    public async Task The_partner_answers_a_question_on_its_status_page_and_nothing_there_names_staff_or_others()
    {
        var story = await RegistrationStory.In(web.House);
        await story.Submitted(story.Jonah, "Question Inc");
        var number = await story.Submitted(story.Ines, "Question Inc");
        await web.House.Act<Entente.Registrations.AskInfo.AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, InfoTopic.WhoDecides, "Who signs?\nAnd when?"), Ct)
        );
        var link = await Link(story.Ines, LinkKind.Follow, subject: (await story.Load(number)).Id.Subject);
        var visitor = web.Guest();
        var page = await visitor.Open(link);
        page.Words.ShouldContain("Who signs?");
        foreach (var secret in new[] { "Maren", "Jonah", "Vantora" })
            page.Text.ShouldNotContain(secret);

        page.Document.QuerySelector("textarea")!.TextContent.ShouldBe("");
        (await visitor.Submit(page, ("Input.Answer", " "))).Status.ShouldBe(422);
        var tooLong = await visitor.Submit(page, ("Input.Answer", new string('x', 4001)));
        (tooLong.Status, tooLong.Document.QuerySelector("textarea")!.TextContent.Length).ShouldBe((422, 4001), "what was typed stays");
        (await visitor.Submit(page, ("Input.Answer", "The head of data, in May."))).Status.ShouldBe(303);

        (await visitor.Submit(page, ("Input.Answer", "The head of data, in May."))).Status.ShouldBe(303, "a double click is no error");
        var late = await visitor.Submit(page, ("Input.Answer", "Somebody else."));
        (late.Status, late.Words.Contains("this cannot be done any more", StringComparison.Ordinal)).ShouldBe((409, true), late.Words);
        (await story.Load(number)).Questions[0].Reply.ShouldBe("The head of data, in May.");
    }

    [Fact]
    public async Task A_followed_registration_belongs_to_its_link_and_its_partner()
    {
        var story = await RegistrationStory.In(web.House);
        var theirs = await story.Load(await story.Submitted(story.Jonah, "Not Yours"));
        var crossed = await Link(story.Ines, LinkKind.Follow, subject: theirs.Id.Subject);

        (await web.Guest().Get(crossed)).Status.ShouldBe(404);
        (await web.Guest().Get($"{await Link(story.Ines, LinkKind.Register)}/received/{theirs.Number}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Any_string_survives_the_form_and_the_pages()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story.Ines, LinkKind.Register);
        var staff = await web.Staff(StaffRole.Owner, "naughty@corvane.example");
        var visitor = web.Guest();
        foreach (
            var (text, i) in SubmitRegistrationTest
                .NaughtyStrings()
                .Where(s => s.Length < 150)
                .Select((s, i) => (s, i))
                .Where(x => x.i % 12 == 0)
        )
        {
            var company = $"{i} {text}";
            var sent = await visitor.Submit(
                link,
                [
                    .. Form($"Page {i}").Where(f => f.Name is not ("Input.Company" or "Input.Problem")),
                    ("Input.Company", company),
                    ("Input.Problem", company),
                ]
            );
            sent.Status.ShouldBe(303, company);
            var page = await staff.Open($"/w/corvane/registrations/{sent.Location!.Split('/')[^1]}");
            page.Document.QuerySelector("h1")!.FirstChild!.TextContent.Trim().ShouldBe(ClaimReader.OneLine(company)!.Trim(), company);
        }
    }

    private static List<string> Wrong(WebPage page) =>
        [.. page.Document.QuerySelectorAll("main [aria-invalid=true]").Select(e => e.GetAttribute("name")!)];

    private Task<string> Link(Actor who, LinkKind kind, TimeSpan? lives = null, SubjectRef? subject = null) =>
        RegistrationStory.Link(web.House, who, kind, lives, subject);

    private static string Email(RegistrationStory story) => story.InesEmail;

    private static (string Name, string Value)[] Form(string company)
    {
        var claim = RegistrationStory.Claim(company);
        return
        [
            ("Input.Company", claim.Company!),
            ("Input.Domain", claim.Domain!),
            ("Input.Country", "GB"),
            ("Input.ContactEmail", claim.ContactEmail!),
            ("Input.Problem", claim.Problem!),
            ("Input.Amount", claim.Amount!),
            ("Input.CloseDate", claim.CloseDate!),
            ("Input.Consent", "true"),
        ];
    }
}
