using System.Diagnostics;
using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Registrations.Check;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>The check while somebody types is no oracle for the vendor's customer list.</summary>
public sealed class LiveCheckTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task The_live_check_answers_with_the_same_bytes_whatever_our_records_hold()
    {
        var story = await RegistrationStory.In(web.House);
        await story.Approved(story.Jonah, "Neutral Co");
        var link = await Link(story.Ines, LinkKind.Register);
        var (taken, free) = (await Check(link, "Neutral Co"), await Check(link, "Neutral Qo"));

        taken.Status.ShouldBe(200);
        taken.Text.Replace("neutralco", "neutralqo", StringComparison.Ordinal).ShouldBe(free.Text);
        taken.Text.ShouldContain("What we find comes with the decision");
        (await Check(link, "Neutral Co")).Text.ShouldBe(taken.Text);
        foreach (var header in new[] { "Content-Type", "Cache-Control" })
            taken.Headers[header].ShouldBe(free.Headers[header]);
    }

    [Fact]
    public async Task The_live_check_tells_a_partner_of_its_own_claim()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Own Claim");

        (await Check(await Link(story.Ines, LinkKind.Register), "Own Claim")).Text.ShouldContain(number);
    }

    [Fact]
    public async Task The_live_check_answers_only_on_its_grid()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story.Ines, LinkKind.Register);
        await Check(link, "Warm Up");
        for (var i = 0; i < 5; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await Check(link, $"Grid {i}");
            Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(LiveCheckEndpoint.Grid - TimeSpan.FromMilliseconds(1));
        }
        LiveCheckEndpoint.UntilGrid(TimeSpan.FromMilliseconds(63)).ShouldBe(TimeSpan.FromMilliseconds(37));
        LiveCheckEndpoint.UntilGrid(TimeSpan.FromMilliseconds(50)).ShouldBe(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Too_many_live_checks_are_refused_for_this_partner_only()
    {
        var story = await RegistrationStory.In(web.House);
        var limits = web.Services.GetRequiredService<CheckLimits>();
        while (limits.Take(web.Corvane.Id, story.Kestrel)) { }

        (await Check(await Link(story.Ines, LinkKind.Register), "Probing")).Status.ShouldBe(429);
        (await Check(await Link(story.Jonah, LinkKind.Register), "Probing")).Status.ShouldBe(200);
    }

    private async Task<WebPage> Check(string link, string company)
    {
        var key = new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return await web.Guest()
            .Post(
                link + "/check",
                ("Input.Company", company),
                ("Input.Domain", $"{key}.example"),
                ("Input.Country", "GB"),
                ("Input.ContactEmail", $"r@{key}.example")
            );
    }

    private Task<string> Link(Actor who, LinkKind kind) => RegistrationStory.Link(web.House, who, kind);
}
