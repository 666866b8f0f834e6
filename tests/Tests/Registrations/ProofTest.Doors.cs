using Entente.Access;
using Entente.Access.Keys;
using Entente.Access.ProofOfWork;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.PublicIntake;
using Entente.Registrations.Rules;
using Entente.Tests.Collaboration;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// The ways in that are no form of ours: mail, chat, a program's key, the open form with its mailed link.
public sealed partial class ProofTest
{
    [Fact]
    public async Task A_mail_without_its_files_is_answered_with_what_is_missing_and_the_next_one_brings_them()
    {
        await Asking();
        var story = await TalkStory.In(web.House);
        var (from, register) = (story.People.InesEmail, $"register+corvane@{House.MailDomain}");
        const string claim =
            "Company: Mailed Proof\nWebsite: mailedproof.example\nContact: Rowan Ashdown\nE-mail: rowan@mailedproof.example\n"
            + "Amount: 48,000 EUR\nClose date: 2026-06-30\nProblem: They need to trace quality issues across six plants.\n"
            + "Stage: Evaluation\nCountry: GB\nConsent: yes\n";

        await story.Comes(from, register, Mail(from, register, "Deal registration Mailed Proof", claim, "", "first"));
        (await story.Kept("Deal registration Mailed Proof")).Outcome.ShouldBe(MailOutcome.Asked);
        var ask = (await story.Mails(from)).First(m => m.Row.Subject.Contains("missing", StringComparison.Ordinal));
        ask.Text.ShouldContain("We ask for 2 files as proof, such as a mail, minutes or a requirement of the customer; one came.");

        var reply = $"In-Reply-To: {ask.Header("Message-ID")}\r\n";
        await story.Comes(from, register, Mail(from, register, "Re: mailed proof", "Here is the other.", reply, "second"));
        var kept = await story.Kept("Re: mailed proof");
        kept.Outcome.ShouldBe(MailOutcome.Registered, kept.Why);
        (await One("Mailed Proof")).State.ShouldBe(RegistrationState.InReview, "both files came");
    }

    [Fact]
    public async Task Chat_and_a_programs_key_carry_none_so_they_say_that_it_is_asked_for_by_mail()
    {
        var story = await Asking();
        var fields = new Dictionary<string, string>
        {
            ["company"] = "Chatted Proof",
            ["domain"] = "chattedproof.example",
            ["contactEmail"] = "r.ashdown@chattedproof.example",
            ["problem"] = "Trace quality issues",
            ["amount"] = "84000",
            ["closeDate"] = "2026-05-29",
            ["consent"] = "true",
        };
        var said = await web.House.Act<IChatClaims, Result<ChatReceipt>>(story.Ines, c => c.Send(false, null, fields, "chat-1", Ct));
        said.Problem.ShouldBeNull();
        said.Value.Next.ShouldStartWith("Before we decide we need something that chat cannot carry");
        (await One("Chatted Proof")).State.ShouldBe(RegistrationState.NeedsInfo);

        using var api = new HttpClient { BaseAddress = new(web.Url) };
        var key = await web.House.Act<ApiKeys, Result<string>>(await Admin(story), k => k.Make("Proof", [.. ApiScopes.OfPartners], Ct));
        api.DefaultRequestHeaders.Authorization = new("Bearer", key.Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/registrations", UriKind.Relative))
        {
            Content = new StringContent(
                """
                {"kind":"deal","company":"Keyed Proof","domain":"keyedproof.example","contactEmail":"r.ashdown@keyedproof.example",
                 "problem":"Trace quality issues","amount":"84000","closeDate":"2026-05-29","consent":true}
                """,
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Add("Idempotency-Key", "proof");
        var answer = await api.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("\"state\":\"needs_info\"");
    }

    [Fact]
    public async Task Who_confirms_a_claim_of_the_open_form_brings_the_files_with_the_word()
    {
        var story = await Asking();
        await using (var scope = web.House.As(Actor.System(web.Corvane.Id)))
        {
            var settings = scope.ServiceProvider.GetRequiredService<SetUpPublicForm>();
            var rules = PublicFormRules.Default with { On = true, Bits = Puzzle.LeastBits };
            (await settings.Run(rules, (await settings.Load(Ct)).Version, Ct)).Problem.ShouldBeNull();
        }
        var visitor = web.Guest();
        var open = await visitor.Open("/register/corvane");
        open.Words.ShouldContain("Needs 2 files as proof: to be added when you confirm this by mail.");
        var puzzle = open.Document.QuerySelector("[data-puzzle]")!;
        var solved = Puzzle.Solve(
            puzzle.GetAttribute("value")!,
            int.Parse(puzzle.GetAttribute("data-puzzle")!, System.Globalization.CultureInfo.InvariantCulture)
        );
        var sent = await visitor.Submit(
            open,
            ("Input.Email", story.InesEmail),
            ("Input.Name", "Ines Calder"),
            ("Input.Company", "Open Proof"),
            ("Input.ContactEmail", "r.ashdown@openproof.example"),
            ("Input.Amount", "84,000"),
            ("Input.CloseDate", "2026-05-29"),
            ("Input.Problem", "Trace quality issues."),
            ("Input.Consent", "true"),
            ("Input.Answer", solved)
        );
        sent.Status.ShouldBe(303, sent.Text);
        await web.Work();
        var link = new Uri(await web.MailedLink(story.InesEmail)).PathAndQuery;
        var page = await visitor.Open(link);
        page.Words.ShouldContain("Proof, 2 files at least");

        var none = await visitor.Send(HttpMethod.Post, link, Confirm(page));
        none.Status.ShouldBe(422);
        none.Words.ShouldContain("We ask for 2 files as proof");
        (await visitor.Send(HttpMethod.Post, link, Confirm(page, "minutes", "order"))).Status.ShouldBe(303);
        (await One("Open Proof")).State.ShouldBe(RegistrationState.InReview);
    }

    private static MultipartFormDataContent Confirm(WebPage page, params string[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf(page.FormFor([])))
            body.Add(new StringContent(value, System.Text.Encoding.UTF8), name);
        foreach (var words in files)
            body.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($"Of {words}.")), "Input.Files", $"{words}.txt");
        return body;
    }

    private static string Mail(string from, string to, string subject, string text, string headers, string file) =>
        TalkStory
            .Mail(
                from,
                to,
                subject,
                $"--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: application/pdf; name=\"{file}.pdf\"\n"
                    + $"Content-Disposition: attachment; filename=\"{file}.pdf\"\nContent-Transfer-Encoding: base64\n\n"
                    + $"{Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes($"%PDF-1.7\n{file}"))}\n--b--\n",
                headers: headers
            )
            .Replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b", StringComparison.Ordinal);

    private async Task<Registration> One(string company)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .AsNoTracking()
            .SingleAsync(r => r.Company == company, Ct);
    }

    private async Task<Actor> Admin(RegistrationStory story)
    {
        await using var scope = web.House.As(web.Corvane);
        await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddPartnerPerson(story.Kestrel, story.InesEmail, "Ines Calder", PartnerRole.Admin, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return story.Ines with { Channel = Channel.Web };
    }
}
