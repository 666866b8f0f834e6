using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Entente.Access;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Privacy;

/// <summary>A request about a person, as an owner answers it in the pages.</summary>
public sealed class PrivacyPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/settings/privacy";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_finds_a_person_hands_over_the_file_and_erases_them()
    {
        using var owner = await web.Staff();
        var story = await RegistrationStory.In(web.House);
        var claim = RegistrationStory.Claim("Paged Foods") with { ContactName = "Petra <Paged>", ContactEmail = "petra@paged.example" };
        var number = (await story.Submit(story.Ines, claim)).Value.Number;
        (await owner.Get(Root)).Words.ShouldNotContain("petra@paged.example");

        var wrong = await owner.Submit(Root, ("About", "petra"), ("Reason", ""));
        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("input[name=About]")!.GetAttribute("value").ShouldBe("petra");
        var opened = await owner.Submit(Root, ("About", "Petra@paged.example"), ("Reason", "Asked by letter"));
        opened.Status.ShouldBe(303, opened.Text);
        var page = await owner.Get(opened.Location!);
        page.Words.ShouldContain("petra@paged.example");
        page.Words.ShouldContain("Registrations: 1 of theirs");
        page.Words.ShouldContain(number);
        opened.Location!.ShouldNotContain("petra", Case.Insensitive, "nobody's address in an address of ours");

        var (json, html) = await Export(owner, opened.Location!);
        json.GetProperty("about").GetString().ShouldBe("petra@paged.example");
        var rows = json.GetProperty("tables")
            .EnumerateArray()
            .Single(t => t.GetProperty("title").GetString() == "Registrations")
            .GetProperty("rows");
        rows[0].GetProperty("values").GetProperty("contact name").GetString().ShouldBe("Petra <Paged>");
        rows.GetRawText().ShouldContain(number);
        json.GetRawText().ShouldNotContain("84,000", Case.Insensitive, "the deal is not theirs");
        html.ShouldContain("Petra &lt;Paged&gt;");
        html.ShouldNotContain("<Paged>");
        (await owner.Get(Root)).Words.ShouldContain("Given out");

        (await owner.Submit(opened.Location!, ("Confirm", "petra"))).Status.ShouldBe(422);
        var erased = await owner.Submit(opened.Location!, ("Confirm", "petra@paged.example"));
        erased.Status.ShouldBe(303, erased.Text);
        (await owner.Get(opened.Location!)).Words.ShouldContain("This person is erased");
        (await owner.Get(Root)).Words.ShouldNotContain("petra@paged.example");
        (await owner.Get(opened.Location + "/person.zip")).Status.ShouldBe(StatusCodes.Status404NotFound);
        var audit = await owner.Get("/w/corvane/audit?kind=privacy_case");
        audit.Words.ShouldContain("Asked by letter");
        audit.Words.ShouldNotContain("petra", Case.Insensitive);
    }

    [Fact]
    public async Task A_workspace_gives_out_nothing_of_another_and_staff_without_the_permission_nothing_at_all()
    {
        using var owner = await web.Staff();
        var theirs = await RegistrationStory.In(web.House, web.Other);
        var claim = RegistrationStory.Claim("Other House Foods") with { ContactName = "Only Theirs", ContactEmail = "only@theirs.example" };
        (await theirs.Submit(theirs.Ines, claim)).Problem.ShouldBeNull();

        var opened = await owner.Submit(Root, ("About", "only@theirs.example"), ("Reason", "Asked by letter"));
        (await owner.Get(opened.Location!)).Words.ShouldContain("Nothing is kept");
        var (json, _) = await Export(owner, opened.Location!);
        json.GetProperty("tables").GetArrayLength().ShouldBe(0, json.GetRawText());

        using var rev = await web.Staff(StaffRole.RevOps, "rev.privacy@corvane.example", "Rev Ops");
        (await rev.Get(Root)).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await rev.Get(opened.Location!)).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await rev.Get(opened.Location + "/person.zip")).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    private static async Task<(JsonElement Json, string Html)> Export(WebVisitor by, string where)
    {
        using var answer = await by.Http.GetAsync(where + "/person.zip", Ct);
        answer.EnsureSuccessStatusCode();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct));
        var json = await Text(zip, "person.json");
        return (JsonDocument.Parse(json).RootElement, await Text(zip, "person.html"));
    }

    private static async Task<string> Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Ct), Encoding.UTF8);
        return await reader.ReadToEndAsync(Ct);
    }
}
