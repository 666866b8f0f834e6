using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Conduct;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Partners see how the vendor keeps its word, and who of it opened their claims.</summary>
public sealed class ConductTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partners_and_staff_read_the_same_figures_over_everybodys_registrations()
    {
        var story = await RegistrationStory.In(web.House);
        for (var n = 0; n < 3; n++)
        {
            await story.Approved(story.Ines, $"Conduct Ours {n}");
            await story.Approved(story.Jonah, $"Conduct Theirs {n}");
        }
        await story.Submitted(story.Ines, "Conduct Overdue");
        web.Clock.Advance(TimeSpan.FromDays(10));

        var partner = await Read(story.Ines);

        partner.ShouldBe(await Read(story.Maren));
        (partner.Decided, partner.Late, partner.Overdue).ShouldBe((6, 0, 1));
        partner.Median.ShouldNotBeNull();
        await web.AddStaff(StaffRole.PartnerManager, "lena@corvane.example", "Lena Arden");
        var page = await (await web.SignIn("lena@corvane.example")).Open("/w/corvane/registrations/conduct");
        page.Words.ShouldContain("0 decided late, 1 overdue now");
    }

    [Fact]
    public async Task Whoever_opens_a_registration_is_noted_once_an_hour_and_told_by_role_never_by_name()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Opened Often");
        await web.AddStaff(StaffRole.Sales, "oren@corvane.example", "Oren Blake");
        var sales = await web.SignIn("oren@corvane.example");

        await sales.Open($"/w/corvane/registrations/{number}");
        await sales.Open($"/w/corvane/registrations/{number}");
        web.Clock.Advance(TimeSpan.FromHours(1));
        await sales.Open($"/w/corvane/registrations/{number}");
        (await sales.Get($"/w/corvane/registrations/{number}", ("Sec-Purpose", "prefetch"))).Status.ShouldBe(
            503,
            "a browser that asks ahead opens nothing"
        );
        var beside = await sales.Get($"/w/corvane/registrations?open={number}", ("Sec-Purpose", "prefetch"));
        (beside.Status, beside.Words.Contains("Assessment", StringComparison.Ordinal)).ShouldBe((200, false), "nor beside the list");
        (await sales.Open($"/w/corvane/registrations?open={number}")).Words.ShouldContain("Assessment");

        var visitor = await web.PartnerPerson(story.Kestrel, email: "reader@kestrel-reader.example");
        var page = await visitor.Open($"/w/corvane/portal/deals/{number}");
        page.Words.ShouldContain("Who opened it");
        page.Words.ShouldContain("Sales");
        page.Words.ShouldContain("2 times in all");
        page.Text.ShouldNotContain("Oren");
        page.Text.ShouldNotContain("Blake");
        // What waits here would be overdue in the figures of the other test.
        (await web.House.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
    }

    private async Task<ConductView> Read(Actor who)
    {
        await using var scope = web.House.As(who);
        return await scope.ServiceProvider.GetRequiredService<ConductQuery>().Load(Ct);
    }
}
