using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Share;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A deal is shown for a while to somebody without a sign-in (COL-4): read only, no more than a viewer sees, taken back at once, and who looked is kept.</summary>
public sealed class ShareTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_the_link_reads_where_it_stands_and_nothing_else()
    {
        var (story, number) = await Deal("Shared Mills");
        using var ines = await web.SignIn(story.InesEmail);
        var address = await Made(ines, number, ("With", "Their IT"), ("Days", "7"));
        using var guest = web.Guest();

        var page = await guest.Open(address);
        page.Words.ShouldContain("Shared Mills");
        page.Words.ShouldNotContain("48,000", customMessage: "amounts were not shared");
        foreach (var secret in new[] { "rowan", "trace quality", story.InesEmail })
            page.Text.ShouldNotContain(secret, Case.Insensitive);
        page.Document.QuerySelectorAll("main form").ShouldBeEmpty();
        foreach (var path in new[] { "/messages", "/change", "/rules" })
            (await guest.Get(address + path)).Status.ShouldBe(404);
        (await guest.Get(address.Replace("/l/", "/s/", StringComparison.Ordinal))).Status.ShouldNotBe(200);
        (await guest.Get($"/w/corvane/portal/deals/{number}")).Status.ShouldNotBe(200);

        var list = await ines.Open($"/w/corvane/portal/deals/{number}/share");
        list.Words.ShouldContain("1 look");
        list.Text.ShouldNotContain(address.Split('.')[^1], customMessage: "the link is told once");
    }

    [Fact]
    public async Task Amounts_go_with_it_where_that_was_chosen_and_as_far_as_the_partner_sees_them()
    {
        var (story, number) = await Deal("Amount Mills");
        using var ines = await web.SignIn(story.InesEmail);
        var address = await Made(ines, number, ("With", "Their bank"), ("Days", "7"), ("Amounts", "true"));
        using var guest = web.Guest();
        (await guest.Open(address)).Words.ShouldContain("48,000");
    }

    [Fact]
    public async Task It_opens_nothing_once_it_was_taken_back_ran_out_or_who_gave_it_out_lost_access()
    {
        var (story, number) = await Deal("Ended Mills");
        using var ines = await web.SignIn(story.InesEmail);
        using var guest = web.Guest();
        var taken = await Made(ines, number, ("With", "One"), ("Days", "7"));
        (await guest.Get(taken)).Status.ShouldBe(200);
        var list = await ines.Open($"/w/corvane/portal/deals/{number}/share");
        var id = list.Document.QuerySelector("button[name=Share]")!.GetAttribute("value")!;
        (await ines.Submit(list, ("_handler", "end"), ("Share", id))).Status.ShouldBe(303);
        (await guest.Get(taken)).Status.ShouldBe(410);

        var left = await Made(ines, number, ("With", "Two"), ("Days", "7"));
        await using (var scope = web.House.As(story.Maren))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            await access.EndAccess(story.Ines.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        (await guest.Get(left)).Status.ShouldBe(410);

        var (other, another) = await Deal("Short Mills");
        using var person = await web.SignIn(other.InesEmail);
        var brief = await Made(person, another, ("With", "Three"), ("Days", "1"));
        web.Clock.Advance(TimeSpan.FromDays(1));
        (await guest.Get(brief)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Where_an_address_is_asked_for_only_its_mailbox_opens_it()
    {
        var (story, number) = await Deal("Proven Mills");
        using var ines = await web.SignIn(story.InesEmail);
        var address = await Made(ines, number, ("With", "Their lawyer"), ("Email", "Law@Proven.example"), ("Days", "7"));
        using var guest = web.Guest();
        (await guest.Open(address)).Words.ShouldNotContain("Proven Mills");

        (await guest.Submit(address, ("_handler", "ask"), ("Email", "else@proven.example"))).Words.ShouldContain("Look into your mailbox");
        (await Mails("else@proven.example")).ShouldBe(0);
        (await guest.Submit(address, ("_handler", "ask"), ("Email", "law@proven.example"))).Words.ShouldContain("Look into your mailbox");
        await guest.Submit(address, ("_handler", "ask"), ("Email", "law@proven.example"));
        (await Mails("law@proven.example")).ShouldBe(1, "one an hour");
        var mailed = await Mailed("law@proven.example");
        (await guest.Open(mailed)).Words.ShouldContain("Proven Mills");
        (await guest.Open(mailed[..^3] + "AAA")).Words.ShouldNotContain("Proven Mills");
        web.Clock.Advance(TimeSpan.FromHours(25));
        (await guest.Open(mailed)).Words.ShouldNotContain("Proven Mills", customMessage: "the proof holds for a day");
        (await ines.Open($"/w/corvane/portal/deals/{number}/share")).Words.ShouldContain("law@proven.example");
    }

    [Fact]
    public async Task Who_only_looks_shares_nothing_and_what_does_not_fit_is_said_beside_its_field()
    {
        var (story, number) = await Deal("Viewer Mills");
        using var viewer = await web.PartnerPerson(story.Kestrel, PartnerRole.Viewer, $"v.{story.InesEmail}", "Vera Viewer");
        (await viewer.Get($"/w/corvane/portal/deals/{number}/share")).Status.ShouldBe(403);
        using var ines = await web.SignIn(story.InesEmail);
        var refused = await ines.Submit(
            $"/w/corvane/portal/deals/{number}/share",
            ("_handler", "make"),
            ("With", ""),
            ("Email", "nobody"),
            ("Days", "400")
        );
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Say for whom it is");
        refused.Words.ShouldContain("That is not a mail address");
    }

    private async Task<(RegistrationStory Story, string Number)> Deal(string company)
    {
        var story = await RegistrationStory.In(web.House);
        return (story, await story.Submitted(story.Ines, company));
    }

    private static async Task<string> Made(WebVisitor who, string number, params (string, string)[] fields)
    {
        var page = await who.Submit($"/w/corvane/portal/deals/{number}/share", [("_handler", "make"), .. fields]);
        page.Status.ShouldBe(200, page.Words);
        return new Uri(page.Document.QuerySelector("input[data-copy]")!.GetAttribute("value")!).PathAndQuery;
    }

    private async Task<int> Mails(string to)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<Entente.Platform.Mail.MailBox>().List(to, 0, 50, Ct)).Rows.Count;
    }

    private async Task<string> Mailed(string to)
    {
        await using var scope = web.House.As(web.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<Entente.Platform.Mail.MailBox>();
        var mail = await box.Show((await box.List(to, 0, 1, Ct)).Rows[0].Id, Ct);
        return new Uri(mail!.Text.Split('\n').Select(l => l.Trim()).Single(l => l.Contains("?proof=", StringComparison.Ordinal))).PathAndQuery;
    }
}
