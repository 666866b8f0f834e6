using System.Text;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Answer;
using Entente.Registrations.Change;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Entente.Ui.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A policy that asks for files as proof, at every way in. In a house of its own, whose policy asks for two with a deal.</summary>
public sealed partial class ProofTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_link_in_the_portal_and_by_staff_a_deal_without_its_files_is_refused_beside_the_field_and_stays_filled_in()
    {
        var story = await Asking();
        var staff = await web.Staff(StaffRole.PartnerManager, $"{story.MarenEmail}.web");
        var partner = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, $"portal.{story.InesEmail}");
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);
        foreach (
            var (visitor, path, company) in new (WebVisitor, string, string)[]
            {
                (web.Guest(), link, "Proof By Link"),
                (partner, "/w/corvane/portal/register", "Proof In Portal"),
                (staff, $"/w/corvane/registrations/new?partner={story.Kestrel.Value}", "Proof By Staff"),
            }
        )
        {
            var page = await visitor.Open(path);
            page.Words.ShouldContain("Proof, 2 files at least", Case.Sensitive, path);
            var none = await visitor.Send(HttpMethod.Post, path, Form(page, company));
            var same = await visitor.Send(HttpMethod.Post, path, Form(page, company, "minutes", "minutes"));
            var both = await visitor.Send(HttpMethod.Post, path, Form(page, company, "minutes", "order"));

            none.Status.ShouldBe(422, path);
            none.Document.QuerySelector("#input-files-error")!.TextContent.ShouldContain("We ask for 2 files as proof");
            none.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe(company);
            same.Status.ShouldBe(422, "the same file twice is one");
            same.Words.ShouldContain("; one came.");
            both.Status.ShouldBe(303, both.Text);
            var sent = await story.Load(both.Location!.Split('/')[^1]);
            (sent.State, sent.DueAt is null).ShouldBe((RegistrationState.InReview, false));
        }
        (await web.Guest().Open(link + "?kind=lead")).Words.ShouldNotContain("at least", Case.Sensitive, "a lead needs none");
    }

    [Fact]
    public async Task Everything_that_is_missing_is_said_at_once()
    {
        var story = await Asking();

        var refused = await Submit(story, RegistrationStory.Claim("Two Faults") with { Problem = null }, []);

        refused.Problem!.Fields!.Keys.Order().ShouldBe(["files", "problem"]);
    }

    [Fact]
    public async Task The_refusal_is_the_same_whether_somebody_holds_the_company_or_nobody_ever_heard_of_it()
    {
        var story = await Asking();
        (await Submit(story, RegistrationStory.Claim("Held Proof"), [File("a"), File("b")], story.Jonah)).Problem.ShouldBeNull();

        var held = await Submit(story, RegistrationStory.Claim("Held Proof"), [File("a")]);
        var free = await Submit(story, RegistrationStory.Claim("Free Proof"), [File("a")]);

        (held.Problem!.Code, held.Problem.Message).ShouldBe((free.Problem!.Code, free.Problem.Message));
    }

    [Fact]
    public async Task A_way_in_that_carries_no_files_is_received_and_asked_and_the_answer_brings_them()
    {
        var story = await Asking();
        var receipt = (await story.Submit(story.Ines, RegistrationStory.Claim("Asked Afterwards"))).Value;
        (receipt.Asked, receipt.DueAt).ShouldBe((true, null));
        var waiting = await story.Load(receipt.Number);
        (waiting.State, waiting.Questions.Single().Topic).ShouldBe((RegistrationState.NeedsInfo, InfoTopic.ProofOfEngagement));
        waiting
            .Questions[0]
            .Question.ShouldBe(
                "We ask for 2 files as proof, such as a mail, minutes or a requirement of the customer; none came. Add them to your answer."
            );
        (await Finding(story, receipt.Number)).ShouldBe((Verdict.Warn, "2 files are asked for as proof; none came."));
        (await story.Submit(story.Ines, RegistrationStory.Claim("Asked Afterwards"), "again")).Problem.ShouldNotBeNull(
            "one of one company"
        );

        var answered = await web.House.Act<AnswerQuestion, Result>(
            story.Ines,
            u => u.Run(new(receipt.Number, "Minutes and the order.") { Files = [File("minutes"), File("order")] }, Ct)
        );

        answered.Problem.ShouldBeNull();
        var kept = await story.Load(receipt.Number);
        (kept.State, kept.DueAt is null).ShouldBe((RegistrationState.InReview, false), "the clock goes on");
        (await Finding(story, receipt.Number)).ShouldBe((Verdict.Pass, "2 files on record; 2 are asked for."));
    }

    [Fact]
    public async Task A_row_of_a_file_says_that_proof_is_asked_for_afterwards_and_is_received_with_its_question()
    {
        var story = await Asking();
        const string text =
            "Company,Website,Contact,Contact e-mail,Value,Expected close,Need,Stage,Consent\n"
            + "Row Proof,rowproof.example,R Ashdown,r.ashdown@rowproof.example,84000,2026-05-29,Trace quality issues,Evaluation,yes\n";
        var file = (
            await web.House.Act<UploadImport, Result<ImportFileId>>(
                story.Ines,
                u => u.Run("claims.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct)
            )
        ).Value;
        var mapping = (await Import(story, file)).Mapping;
        (await web.House.Act<ImportActs, Result>(story.Ines, a => a.Map(file, mapping, Ct))).Problem.ShouldBeNull();
        await web.Work();

        var row = (await Import(story, file)).Rows.Single();
        row.Verdict.ShouldBe(RowVerdict.Look);
        row.Reasons.ShouldHaveSingleItem().Text.ShouldEndWith("none came. We ask you for it once we have the registration.");
        (await web.House.Act<ImportActs, Result>(story.Ines, a => a.Send(file, looks: true, Ct))).Problem.ShouldBeNull();
        await web.Work();
        (await story.Load((await Import(story, file)).Rows.Single().Number!)).State.ShouldBe(RegistrationState.NeedsInfo);
    }

    [Fact]
    public async Task A_rejected_claim_and_a_lead_that_becomes_a_deal_are_asked_too_and_sent_twice_are_asked_once()
    {
        var story = await Asking();
        var lead = (await story.Submit(story.Ines, RegistrationStory.Claim("Raised Proof") with { Kind = RegistrationKind.Lead })).Value;
        lead.Asked.ShouldBeFalse("a lead needs none");
        var deal = new ChangeInput(lead.Number, RegistrationStory.Claim("Raised Proof"));
        for (var i = 0; i < 2; i++)
            (await web.House.Act<ElevateLead, Result<Changed>>(story.Ines, u => u.Run(deal, Ct))).Problem.ShouldBeNull();
        var raised = await story.Load(lead.Number);
        (raised.State, raised.Questions.Count).ShouldBe((RegistrationState.NeedsInfo, 1));

        var sent = await Submit(story, RegistrationStory.Claim("Mended Proof"), [File("a"), File("b")]);
        (await story.Refuse(sent.Value.Number, final: false)).Problem.ShouldBeNull();
        var mended = new ChangeInput(sent.Value.Number, RegistrationStory.Claim("Mended Proof") with { Problem = "They audit in autumn." });
        (await web.House.Act<SendAgain, Result>(story.Ines, u => u.Run(mended, Ct))).Problem.ShouldBeNull();
        (await story.Load(sent.Value.Number)).State.ShouldBe(RegistrationState.InReview, "its files are there already");
    }

    [Fact]
    public async Task The_number_is_set_on_the_page_refused_when_no_form_could_carry_it_and_read_by_partners()
    {
        var story = await RegistrationStory.In(web.House);
        var staff = await web.Staff(StaffRole.RevOps, $"ops.{story.MarenEmail}");
        const string root = "/w/corvane/settings/policy";

        var refused = await staff.Submit(root, ("Input.ProofOfDeals", "6"));
        refused.Status.ShouldBe(422);
        refused.Document.QuerySelector("#input-proofofdeals-error")!.TextContent.ShouldContain("Choose between 0 and 5 files.");
        (await staff.Submit(root, ("Input.ProofOfDeals", "3"), ("Input.ProofOfLeads", "1"))).Status.ShouldBe(303);

        (await staff.Open(root + "/history")).Words.ShouldContain("A deal needs 3 files as proof.");
        var rules = await web.Guest().Open(await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register) + "/rules");
        rules.Words.ShouldContain("A lead needs 1 file as proof.");
        rules.Words.ShouldContain("Needs 3 files as proof", Case.Sensitive, "what holds for this partner’s deals");
    }

    private static Upload File(string words) => new($"{words}.txt", Encoding.UTF8.GetBytes($"Of {words}."));

    private Task<Result<Receipt>> Submit(RegistrationStory story, ClaimInput claim, IReadOnlyList<Upload> files, Actor? who = null) =>
        web.House.Act<SubmitRegistration, Result<Receipt>>(
            who ?? story.Ines,
            u => u.Run(new(claim, Ids.New<RegistrationId>(web.Clock.Now).Short()) { Files = files }, Ct)
        );

    private async Task<RegistrationStory> Asking()
    {
        var story = await RegistrationStory.In(web.House);
        await web.House.PublishPolicy(Policy.Default with { Proof = new(0, 2) });
        return story;
    }

    private async Task<(Verdict, string)> Finding(RegistrationStory story, string number)
    {
        await using var scope = web.House.As(story.Maren);
        var found = (await scope.ServiceProvider.GetRequiredService<ReviewQuery>().Load(number, Ct))!.Findings;
        var proof = found.Single(f => f.Title is "Proof" or "Proof is missing");
        return (proof.Verdict, proof.Why);
    }

    private async Task<ImportView> Import(RegistrationStory story, ImportFileId file)
    {
        await using var scope = web.House.As(story.Ines);
        return (await scope.ServiceProvider.GetRequiredService<ImportQuery>().Load(file, RowFilter.All, 1, Ct))!;
    }

    private static MultipartFormDataContent Form(WebPage page, string company, params string[] files)
    {
        var claim = RegistrationStory.Claim(company);
        (string Name, string Value)[] fields =
        [
            ("Input.Company", company),
            ("Input.ContactEmail", claim.ContactEmail!),
            ("Input.Problem", claim.Problem!),
            ("Input.Amount", claim.Amount!),
            ("Input.CloseDate", claim.CloseDate!),
            ("Input.Consent", "true"),
        ];
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf(page.FormFor(fields)).Where(v => fields.All(f => f.Name != v.Key)))
            body.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var (name, value) in fields)
            body.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var words in files)
            body.Add(new ByteArrayContent(Encoding.UTF8.GetBytes($"Of {words}.")), "Input.Files", $"{words}.txt");
        return body;
    }
}
