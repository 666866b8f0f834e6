using System.Text.RegularExpressions;
using Entente.Access;
using Entente.Access.ProofOfWork;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.PublicIntake;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed partial class PublicFormTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/register/corvane";

    private static readonly PublicFormRules Open = PublicFormRules.Default with { On = true, Bits = Puzzle.LeastBits };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_of_a_partner_registers_by_the_open_form_and_the_mailed_link()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        var visitor = web.Guest();

        var sent = await Send(visitor, story.InesEmail, "Open Form Foods");
        sent.Status.ShouldBe(303, sent.Text);
        (await Registered("Open Form Foods")).ShouldBe(0, "nothing is registered before it is confirmed");
        await web.Work();
        var link = new Uri(await web.MailedLink(story.InesEmail)).PathAndQuery;
        var page = await visitor.Open(link);
        page.Words.ShouldContain("Open Form Foods");
        (await Registered("Open Form Foods")).ShouldBe(0, "opening the link registers nothing: mail scanners do that");
        var confirmed = await visitor.Submit(page);

        confirmed.Status.ShouldBe(303, confirmed.Text);
        (await visitor.Open(confirmed.Location!)).Heading.ShouldStartWith("We have it: DR-");
        (await visitor.Submit(page)).Status.ShouldBe(303, "pressed twice");
        var kept = await One("Open Form Foods");
        (kept.PartnerId, kept.SubmittedBy).ShouldBe((story.Kestrel, story.Ines.Person));
    }

    [Fact]
    public async Task A_colleague_at_the_partners_domain_joins_its_team_by_confirming()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        var newcomer = "new." + story.InesEmail;

        (await Send(web.Guest(), newcomer, "Newcomer Mills")).Status.ShouldBe(303);
        await web.Work();
        (await Member(newcomer)).ShouldBeNull("an address that nobody confirmed gives no account");
        var confirmed = await web.Guest().Submit(new Uri(await web.MailedLink(newcomer)).PathAndQuery);

        confirmed.Status.ShouldBe(303, confirmed.Text);
        var member = (await Member(newcomer)).ShouldNotBeNull();
        (member.Partner, member.PartnerRole).ShouldBe((story.Kestrel, PartnerRole.Seller));
        (await One("Newcomer Mills")).SubmittedBy.ShouldBe(member.Person.Id);
    }

    [Fact]
    public async Task The_answer_is_the_same_whether_an_address_is_known_and_only_the_known_one_gets_a_mail()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        var stranger = "somebody@unheard-of.example";

        var known = await Send(web.Guest(), story.InesEmail, "Same Answer One");
        var unknown = await Send(web.Guest(), stranger, "Same Answer Two");
        var (first, second) = (await web.Guest().Open(known.Location!), await web.Guest().Open(unknown.Location!));
        await web.Work();

        (known.Status, known.Location).ShouldBe((unknown.Status, unknown.Location));
        first.Words.ShouldBe(second.Words);
        (await Mails(story.InesEmail)).ShouldBe(1);
        (await Mails(stranger)).ShouldBe(0);
    }

    [Fact]
    public async Task Staff_people_without_access_and_partners_that_may_not_register_get_no_link()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        await web.AddStaff(StaffRole.Sales, "sales.open@corvane.example", "Sal Es");
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(story.Ines.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }

        (await Send(web.Guest(), "sales.open@corvane.example", "No Link One")).Status.ShouldBe(303);
        (await Send(web.Guest(), story.InesEmail, "No Link Two")).Status.ShouldBe(303);
        await web.Work();

        (await Mails("sales.open@corvane.example")).ShouldBe(0);
        (await Mails(story.InesEmail)).ShouldBe(0, "who was removed does not come back through the domain");
    }

    [Fact]
    public async Task An_answer_is_good_once_for_its_page_and_for_two_hours()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        var visitor = web.Guest();
        var page = await visitor.Open(Page);
        var (challenge, answer) = Solved(page);

        (await Send(visitor, story.InesEmail, "Once Ltd", page)).Status.ShouldBe(303);
        var replayed = await visitor.Submit(
            Page,
            [.. Form(story.InesEmail, "Replayed Ltd"), ("Input.Challenge", challenge), ("Input.Answer", answer)]
        );
        var forged = await visitor.Submit(
            Page,
            [.. Form(story.InesEmail, "Forged Ltd"), ("Input.Challenge", "made-up"), ("Input.Answer", "1")]
        );
        var late = await visitor.Open(Page);
        web.Clock.Advance(Puzzle.GoodFor);
        var expired = await Send(visitor, story.InesEmail, "Late Ltd", late);

        foreach (var refused in new[] { replayed, forged, expired })
        {
            refused.Status.ShouldBe(422);
            refused.Words.ShouldContain("Nothing you typed is lost");
            refused.Document.QuerySelector("[name='Input.Email']")!.GetAttribute("value").ShouldBe(story.InesEmail);
        }
        (await Send(visitor, story.InesEmail, "Late Ltd", expired)).Status.ShouldBe(303, "the page that came back has a puzzle of its own");
    }

    [Fact]
    public async Task A_puzzle_of_another_page_or_workspace_is_worth_nothing()
    {
        await using var here = web.House.As(web.Corvane);
        await using var there = web.House.As(web.Other);
        var (ours, theirs) = (here.ServiceProvider.GetRequiredService<Puzzles>(), there.ServiceProvider.GetRequiredService<Puzzles>());
        var challenge = ours.New("register", Puzzle.LeastBits);
        var answer = Puzzle.Solve(challenge, Puzzle.LeastBits);

        (await theirs.Take("register", challenge, answer, Ct)).ShouldBe(Proof.Wrong);
        (await ours.Take("apply", challenge, answer, Ct)).ShouldBe(Proof.Wrong);
        (await ours.Take("register", challenge[..^1], answer, Ct)).ShouldBe(Proof.Wrong);
        (await ours.Take("register", challenge, answer, Ct)).ShouldBe(Proof.Good);
    }

    [Fact]
    public async Task Without_scripts_the_form_works_but_few_are_taken_an_hour()
    {
        var story = await RegistrationStory.In(web.House);
        web.Clock.Advance(TimeSpan.FromHours(2));
        await Set(Open with { WithoutWork = 1 });

        (await web.Guest().Submit(Page, Form(story.InesEmail, "Scriptless One"))).Status.ShouldBe(303);
        var second = await web.Guest().Submit(Page, Form(story.InesEmail, "Scriptless Two"));
        var worked = await Send(web.Guest(), story.InesEmail, "Scripted Three");
        web.Clock.Advance(TimeSpan.FromHours(1));

        second.Status.ShouldBe(429);
        second.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Scriptless Two");
        worked.Status.ShouldBe(303);
        (await web.Guest().Submit(Page, Form(story.InesEmail, "Scriptless Two"))).Status.ShouldBe(303, "an hour later");
    }

    [Fact]
    public async Task One_address_one_domain_and_all_together_send_only_so_many_an_hour_known_or_not()
    {
        web.Clock.Advance(TimeSpan.FromHours(2));
        await Set(Open with { PerAddress = 1, PerHost = 2, InAll = 3, WithoutWork = 0 });

        (await Send(web.Guest(), "one@limits.example", "Limit One")).Status.ShouldBe(303);
        (await Send(web.Guest(), "one@limits.example", "Limit Two")).Status.ShouldBe(429, "the address");
        (await Send(web.Guest(), "two@limits.example", "Limit Three")).Status.ShouldBe(303);
        (await Send(web.Guest(), "three@limits.example", "Limit Four")).Status.ShouldBe(429, "the domain");
        (await Send(web.Guest(), "one@elsewhere.example", "Limit Five")).Status.ShouldBe(303);
        (await Send(web.Guest(), "one@another.example", "Limit Six")).Status.ShouldBe(429, "all");
    }

    [Fact]
    public async Task A_form_that_is_off_is_not_there_and_only_who_manages_the_policy_switches_it_on()
    {
        await Set(Open with { On = false });
        (await web.Guest().Get(Page)).Status.ShouldBe(404);
        (await web.Guest().Get("/register/nobody")).Status.ShouldBe(404);
        var seller = await web.Staff(StaffRole.Sales, "no.policy@corvane.example");
        (await seller.Get("/w/corvane/settings/public-form")).Status.ShouldBe(403);
        var owner = await web.Staff(StaffRole.Owner, "with.policy@corvane.example");

        var wrong = await owner.Submit(
            "/w/corvane/settings/public-form",
            ("Input.On", "true"),
            ("Input.Bits", "90"),
            ("Input.InAll", "no")
        );
        var saved = await owner.Submit("/w/corvane/settings/public-form", ("Input.On", "true"), ("Input.Bits", "8"));

        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("[name='Input.Bits']")!.GetAttribute("value").ShouldBe("90");
        saved.Status.ShouldBe(303, saved.Text);
        (await web.Guest().Open(Page)).Document.QuerySelector("[data-puzzle]")!.GetAttribute("data-puzzle").ShouldBe("8");
    }

    [Fact]
    public async Task What_nobody_confirms_is_forgotten_and_its_link_runs_out()
    {
        var story = await RegistrationStory.In(web.House);
        await Set(Open);
        (await Send(web.Guest(), story.InesEmail, "Forgotten Ltd")).Status.ShouldBe(303);
        await web.Work();
        var link = new Uri(await web.MailedLink(story.InesEmail)).PathAndQuery;

        web.Clock.Advance(PublicClaim.GoodFor);
        (await web.Guest().Get(link)).Status.ShouldBe(410);
        web.Clock.Advance(TimeSpan.FromDays(1));
        await web.Work();

        await using var scope = web.House.As(web.Corvane);
        var left = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<PublicClaim>()
            .CountAsync(c => c.Email == story.InesEmail, Ct);
        left.ShouldBe(0);
    }

    [Fact]
    public async Task A_claim_that_is_refused_at_confirmation_comes_back_filled_in_and_can_be_mended()
    {
        var story = await RegistrationStory.In(web.House);
        await story.Submitted(story.Ines, "Waiting Already");
        await web.Work();
        // The receipt is older than the mail that asks to confirm.
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        await Set(Open);
        (await Send(web.Guest(), story.InesEmail, "Waiting Already")).Status.ShouldBe(303);
        await web.Work();
        var visitor = web.Guest();
        var page = await visitor.Open(new Uri(await web.MailedLink(story.InesEmail)).PathAndQuery);

        var refused = await visitor.Submit(page);
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("You registered this company already");
        refused.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Waiting Already");
        var mended = await visitor.Submit(
            refused,
            ("Input.Company", "Another Customer"),
            ("Input.Domain", "another-customer.example"),
            ("Input.ContactEmail", "a@another-customer.example")
        );

        mended.Status.ShouldBe(303, mended.Text);
        (await One("Another Customer")).PartnerId.ShouldBe(story.Kestrel);
    }

    [Fact]
    public async Task Hostile_words_in_every_field_are_refused_with_a_sentence_or_kept_and_never_break_the_page()
    {
        await Set(Open with { PerHost = 10_000, PerAddress = 10_000, InAll = 10_000, WithoutWork = 10_000 });
        var visitor = web.Guest();
        var page = await visitor.Open(Page);
        foreach (var words in SubmitRegistrationTest.NaughtyStrings().Where((_, i) => i % 25 == 0))
        {
            var sent = await visitor.Submit(page, [.. Form(words, words).Select(f => f.Name == "Input.Consent" ? f : (f.Name, words))]);
            sent.Status.ShouldBeOneOf(422, 429);
            if (sent.Status == 422)
                sent.Document.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
        }
    }
}
