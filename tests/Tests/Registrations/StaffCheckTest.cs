using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Check;
using Entente.Registrations.Rules;
using Entente.Tests.Conflicts;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Staff who type a claim for a partner hear at once what the review would say, and nobody else does.</summary>
public sealed class StaffCheckTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task It_names_the_account_and_the_claim_that_stands_and_changes_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        await new ConflictStory(web.House, story).Known("Heard At Once");
        var number = await story.Approved(story.Jonah, "Heard At Once");
        using var staff = await web.Staff(email: "typing@corvane.example");

        var said = await Check(staff, story.Kestrel, "Heard At Once");

        said.Status.ShouldBe(200);
        said.Text.ShouldContain("Somebody would have to rule on it");
        said.Text.ShouldContain(number);
        said.Document.QuerySelector("[aria-label='Accounts in the CRM']")!.TextContent.ShouldContain("Heard At Once");
        said.Headers["Cache-Control"].ShouldBe("no-store");
        (await Check(staff, story.Kestrel, "Nobody Knows Them")).Text.ShouldContain("Nothing stands against it");
        (await Check(staff, story.Kestrel, "")).Text.ShouldContain("Checked as you type");
        (await staff.Open($"/w/corvane/registrations/new?partner={story.Kestrel.Value}&kind=Deal"))
            .Document.QuerySelector("form[data-live-check]")!
            .GetAttribute("data-live-check")
            .ShouldBe($"/w/corvane/registrations/new/check/{story.Kestrel.Value}");
    }

    [Fact]
    public async Task It_says_what_the_review_of_the_same_claim_says()
    {
        var story = await RegistrationStory.In(web.House);
        await new ConflictStory(web.House, story).Known("Same Words");
        await story.Approved(story.Jonah, "Same Words");
        var typed = RegistrationStory.Claim("Same Words");

        var checkedNow = (
            await web.House.Act<CheckForPartner, Result<StaffAnswer>>(story.Maren, c => c.Run(story.Kestrel, typed, RegistrationStory.Ct))
        ).Value;

        var number = await story.Submitted(story.Ines, "Same Words");
        var review = (
            await web.House.Act<Entente.Registrations.Review.ReviewQuery, Entente.Registrations.Review.ReviewView?>(
                story.Maren,
                q => q.Load(number, RegistrationStory.Ct)
            )
        )!;
        checkedNow
            .Findings.Select(f => f.Title)
            .ShouldBe(review.Findings.Where(f => f.Verdict is not Entente.Ui.Parts.Verdict.Pass).Select(f => f.Title), ignoreOrder: true);
    }

    [Fact]
    public async Task Who_may_not_read_registrations_sees_another_partner_or_is_a_partner_hears_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        var nobody = story.Maren with { Permissions = new HashSet<string> { Permissions.SubmitRegistrations } };
        (await Asked(nobody)).Problem!.Code.ShouldBe("registration.check_for_readers");
        (await Asked(story.Ines)).Problem!.Code.ShouldBe("registration.check_for_readers");
        (await Asked(story.Maren, Ids.New<PartnerId>(web.Clock.Now))).Problem!.Kind.ShouldBe(ProblemKind.NotFound);

        using var partner = await web.PartnerPerson(story.Kestrel, email: "curious@kestrelquay.example");
        (await Check(partner, story.Kestrel, "Anything")).Status.ShouldBe(404);
        (await Check(web.Guest(), story.Kestrel, "Anything")).Status.ShouldNotBe(200);

        Task<Result<StaffAnswer>> Asked(Actor who, PartnerId? of = null) =>
            web.House.Act<CheckForPartner, Result<StaffAnswer>>(
                who,
                c => c.Run(of ?? story.Kestrel, RegistrationStory.Claim("Anything"), RegistrationStory.Ct)
            );
    }

    private static Task<WebPage> Check(WebVisitor who, PartnerId partner, string company)
    {
        var key = new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return who.Post(
            $"/w/corvane/registrations/new/check/{partner.Value}",
            ("Input.Kind", "Deal"),
            ("Input.Company", company),
            ("Input.Domain", key.Length > 0 ? $"{key}.example" : ""),
            ("Input.Country", "GB"),
            ("Input.ContactEmail", key.Length > 0 ? $"r@{key}.example" : "")
        );
    }
}
