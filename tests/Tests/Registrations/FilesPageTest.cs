using System.Text;
using Entente.Access;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>A file's way through the pages, for staff and for a partner; and keys on theirs.</summary>
public sealed class FilesPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_uploaded_its_columns_confirmed_its_rows_checked_and_the_good_ones_sent(bool staff)
    {
        var story = await RegistrationStory.In(web.House);
        var visitor = staff ? await web.Staff() : await web.PartnerPerson(story.Kestrel, email: story.InesEmail);
        var root = staff ? "/w/corvane/registrations/files" : "/w/corvane/portal/files";
        var partner = story.InesEmail.Split('@')[1];
        var text =
            $"Partner,Firma,Webseite,Contact,Contact e-mail,Value,Expected close,Need,Stage\n"
            + $"{partner},Page Good {staff},pagegood{staff}.example,R Ashdown,r@pagegood{staff}.example,84000,2026-05-29,Trace,Evaluation\n"
            + $"{partner},Page <b>Bad,x.example,R Ashdown,r@x.example,lots,2026-05-29,Trace,Evaluation\n";

        var uploaded = await Upload(visitor, root, text);
        uploaded.Status.ShouldBe(303, uploaded.Text);
        var columns = await visitor.Open(uploaded.Location!);
        columns.Words.ShouldContain("Which column is what");
        columns.Words.ShouldContain($"For example: Page Good {staff}");
        var nothing = await visitor.Submit(columns, ("Input.Columns[company]", ""), ("Input.Consent", "true"));
        (nothing.Status, nothing.Words.Contains("Say which column holds the company")).ShouldBe((422, true), nothing.Text);
        var mapped = await visitor.Submit(uploaded.Location!, ("Input.Consent", "true"));
        mapped.Status.ShouldBe(303, mapped.Text);
        (await visitor.Open(uploaded.Location!)).Words.ShouldContain("Every row is being checked");
        await web.Work();

        var judged = await visitor.Open(uploaded.Location! + "?rows=bad");
        judged.Words.ShouldContain("Page <b>Bad");
        judged.Words.ShouldContain("Write the amount in figures");
        judged.Words.ShouldNotContain($"Page Good {staff}");
        var sent = await visitor.Submit(uploaded.Location!, ("_handler", "send"));
        sent.Status.ShouldBe(303, sent.Text);
        await web.Work();

        var done = await visitor.Open(uploaded.Location!);
        done.Words.ShouldContain("Registered");
        done.Document.QuerySelector("table a")!.TextContent.ShouldBe($"Page Good {staff}");
        (await visitor.Get(done.Document.QuerySelector("table a")!.GetAttribute("href")!)).Status.ShouldBe(200);
        var result = await visitor.Get($"{uploaded.Location}/result.csv");
        (result.Status, result.Headers["Content-Disposition"]).ShouldBe((200, "attachment; filename=claims-result.csv"));
        result.Text.ShouldContain("\"Cannot be sent\"");
    }

    [Fact]
    public async Task A_refused_upload_says_why_beside_the_field_and_strangers_find_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        var visitor = await web.PartnerPerson(story.Kestrel, email: story.InesEmail);

        var refused = await Upload(visitor, "/w/corvane/portal/files", "Company\n");

        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("its first line must name the columns");
        (await visitor.Get("/w/corvane/registrations/files")).Status.ShouldBe(404);
        var file = (await Upload(visitor, "/w/corvane/portal/files", "Company\nStrange\n")).Location!;
        var stranger = await web.PartnerPerson(story.Vantora, email: $"other-{story.InesEmail}", name: "Somebody Else");
        (await stranger.Get(file)).Status.ShouldBe(404);
        (await stranger.Get(file + "/result.csv")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_partners_admin_makes_a_key_sees_it_once_and_revokes_it_and_a_seller_finds_no_such_page()
    {
        var story = await RegistrationStory.In(web.House);
        var admin = await web.PartnerPerson(story.Kestrel, PartnerRole.Admin, $"admin-{story.InesEmail}", "Ada Admin");

        var wrong = await admin.Submit("/w/corvane/portal/keys", ("Name", ""), (ApiScopes.ReadRegistrations, "true"));
        (wrong.Status, wrong.Words.Contains("Say what the key is for")).ShouldBe((422, true), wrong.Text);
        var made = await admin.Submit("/w/corvane/portal/keys", ("Name", "Nightly sync"), (ApiScopes.ReadRegistrations, "true"));
        var key = made.Document.QuerySelector("input[readonly]")!.GetAttribute("value")!;
        key.ShouldStartWith("corvane.");
        (await admin.Open("/w/corvane/portal/keys")).Text.ShouldNotContain(key);
        var button = (await admin.Open("/w/corvane/portal/keys")).Document.QuerySelector("button[name=Key]")!.GetAttribute("value")!;
        (await Press(admin, button)).Status.ShouldBe(303);
        (await admin.Open("/w/corvane/portal/keys")).Words.ShouldContain("Revoked");

        var seller = await web.PartnerPerson(story.Kestrel, email: $"seller-{story.InesEmail}", name: "Sam Seller");
        (await seller.Get("/w/corvane/portal/keys")).Status.ShouldBe(404);
    }

    private static async Task<WebPage> Press(WebVisitor visitor, string key)
    {
        var page = await visitor.Open("/w/corvane/portal/keys");
        var fields = WebPage.ValuesOf(page.FormFor([("_handler", "revoke")])).Select(v => (v.Key, v.Value)).Append(("Key", key));
        return await visitor.Post("/w/corvane/portal/keys", [.. fields]);
    }

    private static async Task<WebPage> Upload(WebVisitor visitor, string root, string text)
    {
        var page = await visitor.Open(root);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf(page.FormFor([("_handler", "upload")])))
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", "claims.csv");
        return await visitor.Send(HttpMethod.Post, root, form);
    }
}
