using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Answer;
using Entente.Registrations.Appeals;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Evidence;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class EvidenceTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes(600_000)];

    [Fact]
    public async Task A_file_comes_with_the_form_is_hashed_and_given_out_as_a_download_to_who_may_see_the_claim()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await Sent(story, "Proven Foods", new Upload("../../minutes\u202E of \"meeting\".exe", Pdf));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Pdf));
        var staff = await web.Staff(StaffRole.PartnerManager, $"e{number}@corvane.example");

        var review = await staff.Open($"/w/corvane/registrations/{number}");
        review.Words.ShouldContain(hash);
        var href = review.Document.QuerySelector("a[download]")!.GetAttribute("href")!;
        using var answer = await staff.Http.GetAsync(new Uri(href, UriKind.Relative), Ct);

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Pdf);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.ToString().ShouldContain("minutes of _meeting_.pdf");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        await web.House.Seal(web.Corvane);
        var seen = await web.House.Act<AuditReader, IReadOnlyList<string>>(
            story.Maren,
            async a =>
                [
                    .. (await a.List(new("attachment", Guid.Parse(href.Split('/')[^1]), null, null, null), 0, 10, Ct)).Item1.Select(e =>
                        e.Action
                    ),
                ]
        );
        seen.ShouldContain("attachment.opened");
    }

    [Fact]
    public async Task Another_partner_a_guest_and_another_workspace_find_no_file()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await Sent(story, "Private Proof", new Upload("a.pdf", Pdf));
        var id = (await web.House.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(number, Ct))).Single().Id;
        var other = await web.PartnerPerson(story.Vantora, PartnerRole.Seller, $"o{number}@vantora.example", "Otto");
        var own = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, $"k{number}@kestrel.example", "Kay");

        (await other.Get($"/w/corvane/portal/deals/{number}/files/{id}")).Status.ShouldBe(404);
        (await other.Get($"/w/corvane/registrations/{number}/files/{id}")).Status.ShouldBe(404);
        (await web.Guest().Get($"/w/corvane/portal/deals/{number}/files/{id}")).Status.ShouldBe(303);
        (await own.Get($"/w/corvane/portal/deals/{number}/files/{id}")).Status.ShouldBe(200);
        (await own.Get($"/w/halden/portal/deals/{number}/files/{id}")).Status.ShouldNotBe(200);
        await using var there = web.House.As(web.Other);
        (await there.ServiceProvider.GetRequiredService<EntenteDb>().Set<StoredFile>().CountAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_that_follows_another_registration_opens_no_file_of_this_one()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await Sent(story, "Linked Proof", new Upload("a.pdf", Pdf));
        var elsewhere = await story.Submitted(story.Ines, "Elsewhere");
        var id = (await web.House.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(number, Ct))).Single().Id;

        (await web.Guest().Get($"{await Follow(story, number)}/files/{id}")).Status.ShouldBe(200);
        (await web.Guest().Get($"{await Follow(story, elsewhere)}/files/{id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_is_none_of_the_kinds_or_too_large_or_too_many_is_refused_with_the_limit_and_nothing_is_lost()
    {
        var story = await RegistrationStory.In(web.House);
        foreach (
            var (upload, words) in new (Upload[], string)[]
            {
                ([new("page.pdf", "<html><script>alert(1)</script>"u8.ToArray())], "is not a file we take"),
                ([new("run.txt", "#!/bin/sh\nrm -rf /"u8.ToArray())], "is not a file we take"),
                ([new("prog.png", "MZ\u0090\0"u8.ToArray())], "is not a file we take"),
                ([new("macro.docx", Office("word/document.xml", "word/vbaProject.bin"))], "is not a file we take"),
                ([new("any.zip", Office("evil.exe"))], "is not a file we take"),
                ([new("big.pdf", new byte[AttachFiles.MostBytes + 1])], "larger than 5 MB"),
                ([.. Enumerable.Repeat(new Upload("a.pdf", Pdf), 6)], "at most 5 files"),
            }
        )
            (await Submit(story, "Refused Proof", upload)).Problem!.Fields!["files"].ShouldContain(words);

        (
            await Submit(story, "Taken Proof", new Upload("ok.docx", Office("word/document.xml")), new("notes.txt", "Grüße"u8.ToArray()))
        ).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_browser_sends_files_with_the_form_and_a_refused_one_comes_back_filled_in()
    {
        var story = await RegistrationStory.In(web.House);
        await using var scope = web.House.As(web.Corvane);
        var link = new Uri(
            await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .IssueLink(LinkKind.Register, story.Ines.Person, story.Kestrel, null, web.Clock.Now.AddDays(1), Ct)
        ).PathAndQuery;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        var visitor = web.Guest();
        var page = await visitor.Open(link);

        var refused = await visitor.Send(HttpMethod.Post, link, Multipart(page, "Browser Proof", "<html>"u8.ToArray()));
        var sent = await visitor.Send(HttpMethod.Post, link, Multipart(page, "Browser Proof", Pdf));

        refused.Status.ShouldBe(422, refused.Text);
        refused.Words.ShouldContain("is not a file we take");
        refused.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Browser Proof");
        sent.Status.ShouldBe(303, sent.Text);
        (await web.House.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(sent.Location!.Split('/')[^1], Ct)))
            .Single()
            .Size.ShouldBe(Pdf.Length);
    }

    [Fact]
    public async Task An_answer_and_an_appeal_bring_files_too()
    {
        var story = await RegistrationStory.In(web.House);
        var asked = await story.Submitted(story.Ines, "Asked For Proof");
        await web.House.Act<AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(asked, (await story.Load(asked)).Version, InfoTopic.ProofOfEngagement, "Show us."), Ct)
        );
        var answered = await web.House.Act<AnswerQuestion, Result>(
            story.Ines,
            u => u.Run(new(asked, "Here.") { Files = [new("minutes.pdf", Pdf)] }, Ct)
        );
        var refused = await story.Submitted(story.Ines, "Appealed With Proof");
        (await story.Refuse(refused, final: true)).Problem.ShouldBeNull();
        var appealed = await web.House.Act<MakeAppeal, Result>(
            story.Ines,
            u => u.Run(new(refused, "We met them first.", []) { Files = [new("invite.txt", "Invitation"u8.ToArray())] }, Ct)
        );

        (answered.Problem, appealed.Problem).ShouldBe((null, null));
        (await web.House.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(asked, Ct))).Single().To.ShouldBe(AttachedTo.Answer);
        (await web.House.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(refused, Ct)))
            .Single()
            .To.ShouldBe(AttachedTo.Appeal);
    }

    private static MultipartFormDataContent Multipart(WebPage page, string company, byte[] file)
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
        foreach (
            var (name, value) in WebPage
                .ValuesOf(page.FormFor(fields))
                .Where(v => fields.All(f => f.Name != v.Key))
                .Select(v => (v.Key, v.Value))
                .Concat(fields)
        )
            body.Add(new StringContent(value, Encoding.UTF8), name);
        body.Add(new ByteArrayContent(file), "Input.Files", "proof.pdf");
        return body;
    }

    private static byte[] Office(params string[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in entries.Append("[Content_Types].xml"))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        return stream.ToArray();
    }

    private Task<Result<Receipt>> Submit(RegistrationStory story, string company, params Upload[] files) =>
        web.House.Act<SubmitRegistration, Result<Receipt>>(
            story.Ines,
            u => u.Run(new(RegistrationStory.Claim(company), Ids.New<RegistrationId>(web.Clock.Now).Short()) { Files = files }, Ct)
        );

    private async Task<string> Sent(RegistrationStory story, string company, params Upload[] files)
    {
        var sent = await Submit(story, company, files);
        sent.Problem.ShouldBeNull();
        return sent.Value.Number;
    }

    private async Task<string> Follow(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        await using var scope = web.House.As(web.Corvane);
        var address = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(LinkKind.Follow, story.Ines.Person, story.Kestrel, id.Subject, web.Clock.Now.AddDays(1), Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new Uri(address).PathAndQuery;
    }
}
