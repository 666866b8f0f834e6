using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Files go with messages, are judged by their bytes and given to who reads the message; the rest of the page works without a script.</summary>
public sealed class TalkFilesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static readonly byte[] Pdf = "%PDF-1.7\nplan"u8.ToArray();

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task A_file_is_given_to_who_reads_its_message_as_a_download_and_that_is_recorded()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var ines = await web.SignIn(story.People.InesEmail);
        using var jonah = await web.PartnerPerson(
            story.People.Vantora,
            Entente.Access.PartnerRole.Admin,
            $"jo.{story.People.InesEmail}",
            "Jo Other"
        );
        var (review, room) = ($"/w/corvane/registrations/{story.Number}/messages", $"/w/corvane/portal/deals/{story.Number}/messages");

        (await Send(staff, review, Pdf, "Our plan.", story.Shared)).Status.ShouldBe(303);
        (await Send(staff, review, "Margin 12 %"u8.ToArray(), "Hush.", "Internal")).Status.ShouldBe(303);
        var lines = (await story.See(story.People.Maren))!.Lines;
        var (shared, hidden) = (lines.Single(l => !l.Internal).Files.Single(), lines.Single(l => l.Internal).Files.Single());
        shared.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Pdf)));

        var given = await ines.Get(Address(shared.Id));
        (given.Status, given.Headers["X-Content-Type-Options"], given.Headers["Content-Type"]).ShouldBe(
            (200, "nosniff", "application/pdf")
        );
        given.Headers["Content-Disposition"].ShouldStartWith("attachment");
        (await ines.Open(room)).Words.ShouldContain(shared.Name);
        (await staff.Get(Address(hidden.Id))).Status.ShouldBe(200);
        foreach (var (who, file) in new[] { (ines, hidden), (jonah, shared), (jonah, hidden) })
            (await who.Get(Address(file.Id))).Status.ShouldBe(404);
        using var guest = web.Guest();
        (await guest.Get(Address(shared.Id))).Status.ShouldBe(303, "nobody is signed in");
        (await ines.Open(room)).Text.ShouldNotContain(hidden.Id.ToString("N"));

        await using var scope = web.House.As(web.Corvane);
        var opened = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .CountAsync(a => a.Action == "message_file.opened" && (a.SubjectId == shared.Id || a.SubjectId == hidden.Id), Ct);
        opened.ShouldBe(2, "by whom it was read, and by nobody it was not given to");
    }

    [Fact]
    public async Task By_the_mailed_link_the_file_of_that_record_opens_and_of_no_other()
    {
        var story = await TalkStory.In(web.House);
        var other = await TalkStory.In(web.House);
        foreach (var one in new[] { story, other })
            (await one.Say(one.People.Maren, "Take this.", more: m => m with { Files = [new("plan.pdf", Pdf)] })).Problem.ShouldBeNull();
        await web.Work();
        var mail = (await story.Mails(story.People.InesEmail)).First(m => m.Text.Contains("Take this.", StringComparison.Ordinal));
        var path = new Uri(WebHouse.LinkIn(mail.Text)!).PathAndQuery;
        using var guest = web.Guest();
        (await guest.Get($"{path}/files/{(await File(story)):N}")).Status.ShouldBe(200);
        (await guest.Get($"{path}/files/{(await File(other)):N}")).Status.ShouldBe(404);

        static async Task<Guid> File(TalkStory of) => (await of.See(of.People.Maren))!.Lines.Single().Files.Single().Id;
    }

    [Fact]
    public async Task What_is_no_file_we_take_is_refused_with_the_reason_and_the_words_are_kept()
    {
        var story = await TalkStory.In(web.House);
        using var ines = await web.SignIn(story.People.InesEmail);
        var room = $"/w/corvane/portal/deals/{story.Number}/messages";
        var refused = await Send(ines, room, "<html><script>"u8.ToArray(), "Look at this.");
        refused.Status.ShouldBe(422, refused.Text);
        refused.Words.ShouldContain("is not a file we take");
        refused.Document.QuerySelector("textarea")!.TextContent.ShouldBe("Look at this.");
        var large = await story.Say(
            story.People.Ines,
            "Large",
            null,
            more: m => m with { Files = [new("big.txt", Encoding.UTF8.GetBytes(new string('x', (int)Uploads.MostBytes + 1)))] }
        );
        large.Problem!.Fields!["files"].ShouldContain("larger than 5 MB");
        var many = await story.Say(
            story.People.Ines,
            "Many",
            null,
            more: m => m with { Files = [.. Enumerable.Range(0, Uploads.MostFiles + 1).Select(i => new Upload($"{i}.pdf", Pdf))] }
        );
        many.Problem!.Code.ShouldBe("message.too_many_files");
        (await story.See(story.People.Ines))!.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Tasks_signs_and_names_are_used_on_the_page_without_a_script()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var ines = await web.SignIn(story.People.InesEmail);
        var (review, room) = ($"/w/corvane/registrations/{story.Number}/messages", $"/w/corvane/portal/deals/{story.Number}/messages");
        var person = story.People.Ines.Person!.Value.Value.ToString("N");

        (
            await staff.Submit(
                review,
                ("MessageInput.Audience", story.Shared),
                ("MessageInput.Text", "Your turn <b>now</b>."),
                ("MessageInput.Mention", person)
            )
        ).Status.ShouldBe(303);
        var page = await ines.Open(room);
        page.Document.QuerySelector(".mention")!.TextContent.ShouldBe("@Ines Calder");
        page.Text.ShouldNotContain("<b>now</b>");
        var refused = await ines.Submit(room, ("MessageInput.Text", "@Zenon, hello"));
        (refused.Status, refused.Words.Contains("names nobody who will read this", StringComparison.Ordinal)).ShouldBe((422, true));

        var line = (await story.See(story.People.Ines))!.Lines.Single();
        (await Click(ines, room, $"button[value='{line.Id:N}:Like']")).Status.ShouldBe(303);
        (await staff.Open(review)).Document.QuerySelectorAll("[aria-pressed]")[0].TextContent.ShouldContain("1");

        var due = story.Today.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (
            await staff.Submit(
                review,
                ("TaskInput.Title", "Send the references"),
                ("TaskInput.Owner", person),
                ("TaskInput.Due", due),
                ("TaskInput.Audience", story.Shared)
            )
        ).Status.ShouldBe(303);
        (await ines.Open("/w/corvane/portal")).Words.ShouldContain("Send the references");
        var task = (await story.See(story.People.Ines))!.Tasks.Single();
        (await Click(ines, room, $"button[value='{task.Id:N}:done']")).Status.ShouldBe(303);
        (await ines.Open(room)).Words.ShouldContain("Done by Ines Calder");
        var late = await staff.Submit(
            review,
            ("TaskInput.Title", ""),
            ("TaskInput.Owner", person),
            ("TaskInput.Due", "2020-01-01"),
            ("TaskInput.Audience", story.Shared)
        );
        (late.Status, late.Words.Contains("Choose a day, from today on", StringComparison.Ordinal)).ShouldBe((422, true));

        (await staff.Open("/w/corvane/messages?q=turn")).Words.ShouldContain("Your turn");
        (await ines.Open("/w/corvane/portal/messages?q=your%20tur")).Words.ShouldContain("Your turn");
    }

    private static string Address(Guid file) => $"/w/corvane/messages/files/{file:N}";

    // As a browser does with a button that names its form.
    private static async Task<WebPage> Click(WebVisitor who, string path, string button)
    {
        var page = await who.Open(path);
        var clicked = page.Document.QuerySelector(button).ShouldNotBeNull();
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.Document.GetElementById(clicked.GetAttribute("form")!).ShouldNotBeNull();
        return await who.Post(
            path,
            [
                .. WebPage.ValuesOf(form).Where(v => v.Key.StartsWith('_')).Select(v => (v.Key, v.Value)),
                (clicked.GetAttribute("name")!, clicked.GetAttribute("value")!),
            ]
        );
    }

    private static async Task<WebPage> Send(WebVisitor who, string path, byte[] file, string text, string? audience = null)
    {
        (string Name, string Value)[] fields =
        [
            ("MessageInput.Text", text),
            .. audience is null ? [] : new[] { ("MessageInput.Audience", audience) },
        ];
        var page = await who.Open(path);
        var body = new MultipartFormDataContent();
        foreach (
            var (name, value) in WebPage
                .ValuesOf(page.FormFor(fields))
                .Where(v => fields.All(f => f.Name != v.Key))
                .Select(v => (v.Key, v.Value))
                .Concat(fields)
        )
            body.Add(new StringContent(value, Encoding.UTF8), name);
        body.Add(new ByteArrayContent(file), "MessageInput.Files", "plan.pdf");
        return await who.Send(HttpMethod.Post, path, body);
    }
}
