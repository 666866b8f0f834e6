using Entente.Access;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Health;

public sealed class HealthPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/health";

    [Fact]
    public async Task The_list_says_who_is_weakest_and_why_the_partners_page_how_it_is_made_and_whoever_may_not_read_it_finds_none()
    {
        var story = new HealthStory(web.House);
        var maren = await web.Owner();
        (await maren.Open(List)).Words.ShouldContain("Nobody is measured yet");
        var (silent, busy) = (await web.House.Made(web.Corvane, "Silent Health"), await web.House.Made(web.Corvane, "Busy Health"));
        (await maren.Open($"/w/corvane/partners/{silent.Short()}")).Words.ShouldNotContain("How the score is made");
        await story.Open(busy, "busy-health", closesIn: 300);
        await story.Later(95);

        // Their sign-in is as old as the clock.
        var reader = await web.Staff(email: "rita@corvane.example", name: "Rita Reader");
        var list = await reader.Open(List);

        list.Text.IndexOf("Silent Health", StringComparison.Ordinal)
            .ShouldBeLessThan(list.Text.IndexOf("Busy Health", StringComparison.Ordinal), "the weakest stands first");
        list.Words.ShouldContain("2 partners, 1 below 50.");
        list.Words.ShouldContain("No registration yet, 95 days after it became active");
        list.Words.ShouldContain("No deal is open");
        var poor = await reader.Open(List + "?show=poor");
        (poor.Text.Contains("Silent Health"), poor.Text.Contains("Busy Health")).ShouldBe((true, false));
        (await reader.Open(List + "?show=nonsense&page=x&sort=name")).Text.ShouldContain("Busy Health");
        (await reader.Open(List + "?whose=mine")).Words.ShouldContain("Nobody right now");
        var page = await reader.Open($"/w/corvane/partners/{silent.Short()}");
        page.Words.ShouldContain("How the score is made");
        page.Words.ShouldContain("Needs somebody");
        page.Words.ShouldContain("a task was given on");
        page.Words.ShouldContain("Nothing is measured of enablement and hygiene");
        (await reader.Open($"/w/corvane/messages/partner/{silent.Short()}")).Words.ShouldContain("ask what stops them");

        using var ada = await web.PartnerPerson(silent, PartnerRole.Admin, "ada@silent-health.example", "Ada Silent");
        (await ada.Get(List)).Status.ShouldBe(404);
        (await ada.Open("/w/corvane/portal")).Words.ShouldNotContain("No deal is open");
        (await ada.Get($"/w/corvane/portal/messages/partner/{silent.Short()}")).Text.ShouldNotContain("ask what stops them");
        using var marketing = await web.Staff(StaffRole.Marketing, "mara@corvane.example", "Mara Marketing");
        var told = await marketing.Open(List);
        told.Words.ShouldContain("Your role does not include this");
        told.Words.ShouldNotContain("Silent Health");
        (await marketing.Open($"/w/corvane/partners/{silent.Short()}")).Words.ShouldNotContain("How the score is made");
    }
}
