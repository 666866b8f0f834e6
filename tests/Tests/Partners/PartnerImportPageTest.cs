using System.Text;
using Entente.Access;
using Entente.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

/// <summary>The way of a file of partners through the pages, without a script.</summary>
public sealed class PartnerImportPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/partners/import";

    [Fact]
    public async Task A_file_is_uploaded_its_columns_confirmed_its_rows_checked_and_the_partners_made()
    {
        var maren = await web.Owner();
        (await maren.Open("/w/corvane/partners")).Document.QuerySelector($"a[href='{Root}']").ShouldNotBeNull();
        (await maren.Open("/w/corvane/today"))
            .Document.QuerySelector($"a[href='{Root}']")
            .ShouldNotBeNull("a first step of a new workspace");
        await web.House.Create(web.House.Corvane, PartnerStory.Kestrel with { Name = "Page Falcon", Domains = [] });
        web.House.Clock.Advance(TimeSpan.FromSeconds(1));

        var uploaded = await Upload(
            maren,
            "Firma;Webseite;Partnertyp;Ansprechpartner;E-Mail\n"
                + "Page <b>Oak;pageoak.example;Agentur;Ada Able;ada@pageoak.example\n"
                + "Page Falcon GmbH;;;;\n"
                + "Page Falcons;;;;\n"
                + "Page Bad;;Gold;;\n"
        );
        uploaded.Status.ShouldBe(303, uploaded.Text);
        var page = uploaded.Location!;
        var columns = await maren.Open(page);
        columns.Words.ShouldContain("Which column is what");
        columns.Words.ShouldContain("For example: Page <b>Oak");
        var nothing = await maren.Submit(columns, ("Input.Columns[name]", ""));
        (nothing.Status, nothing.Words.Contains("Say which column holds the partner’s name.")).ShouldBe((422, true), nothing.Text);
        (await maren.Submit(page, ("_handler", "map"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("Every row is being checked");
        await web.Work();

        var judged = await maren.Open(page);
        judged.Words.ShouldContain("Make 1 partner");
        judged.Words.ShouldContain("Without it nobody is written to.");
        (await maren.Open(page + "?rows=bad")).Words.ShouldContain("Type: “Gold” is no type of partner.");
        var asked = await maren.Open(page + "?rows=alike");
        asked.Words.ShouldContain("Page Falcon is called nearly the same. Is it the same?");
        (await maren.Submit(asked, ("Answer-3", "Other"))).Status.ShouldBe(303);
        (await maren.Submit(page, ("_handler", "make"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("The partners are being made");
        await web.Work();

        var done = await maren.Open(page);
        done.Words.ShouldContain("Partners made");
        var link = done.Document.QuerySelectorAll("table a").First(a => a.TextContent == "Page <b>Oak");
        var partner = await maren.Open(link.GetAttribute("href")!);
        partner.Words.ShouldContain("Agency");
        partner.Words.ShouldContain("ada@pageoak.example");
        (await maren.Open("/w/corvane/partners?q=Page+Falcons")).Words.ShouldContain("Page Falcons");
        var left = await maren.Get(page + "/not-taken.csv");
        (left.Status, left.Headers["Content-Disposition"]).ShouldBe((200, "attachment; filename=partners-not-taken.csv"));
        left.Text.ShouldContain("\"Page Bad\",\"\",\"Gold\",\"\",\"\",\"5\",\"Cannot be read\"");
        left.Text.ShouldNotContain("pageoak");
        (await maren.Open(Root)).Words.ShouldContain("partners.csv");
    }

    [Fact]
    public async Task A_refused_upload_says_why_beside_the_field_and_whoever_may_not_finds_nothing()
    {
        var maren = await web.Owner();

        var refused = await Upload(maren, "Name\n");
        (refused.Status, refused.Words.Contains("its first line must name the columns")).ShouldBe((422, true));
        var file = (await Upload(maren, "Name\nStrange One\n")).Location!;

        using var finance = await web.Staff(StaffRole.Finance, "finance.import@corvane.example", "Finn Ance");
        foreach (var closed in new[] { Root, Root + "/companies", file, file + "/not-taken.csv" })
            (await finance.Get(closed)).Status.ShouldBe(403, closed);
        (await finance.Open("/w/corvane/partners")).Document.QuerySelector($"a[href='{Root}']").ShouldBeNull();
        using var guest = web.Guest();
        (await guest.Get(file)).Status.ShouldNotBe(200);
        (await maren.Get(file.Replace("/w/corvane/", "/w/halden/", StringComparison.Ordinal))).Status.ShouldBe(
            303,
            "to the sign-in of the other workspace"
        );
        (await maren.Get(Root + "/companies")).Status.ShouldBe(404, "no CRM is connected");
        (await maren.Get(file + "/not-taken.csv")).Status.ShouldBe(404, "nothing was made yet");
    }

    private static async Task<WebPage> Upload(WebVisitor visitor, string text)
    {
        var page = await visitor.Open(Root);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf(page.FormFor([("_handler", "upload")])))
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", "partners.csv");
        return await visitor.Send(HttpMethod.Post, Root, form);
    }
}
