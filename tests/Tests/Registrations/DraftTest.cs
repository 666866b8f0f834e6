using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Drafts;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class DraftTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_half_filled_is_kept_taken_up_again_and_gone_once_it_is_sent()
    {
        var story = await RegistrationStory.In(web.House);
        var link = await Link(story);
        var visitor = web.Guest();

        var kept = await visitor.Submit(link + "?kind=lead", ("Input.Company", "Half A Form"), ("Input.Act", "keep"));
        kept.Status.ShouldBe(303, kept.Text);
        var again = await web.Guest().Open(kept.Location!);
        again.Words.ShouldContain("You kept a form for Half A Form");
        var taken = await visitor.Open(link + "?kind=lead&draft=true");
        taken.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Half A Form");
        var sent = await visitor.Submit(taken, ("Input.ContactEmail", "a@halfaform.example"), ("Input.Consent", "true"));

        sent.Status.ShouldBe(303, sent.Text);
        sent.Location!.ShouldContain("LR-");
        (await web.Guest().Open(link + "?kind=lead")).Words.ShouldNotContain("You kept a form");
    }

    [Fact]
    public async Task A_draft_is_its_persons_alone_and_protects_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        (await Keep(story.Ines, RegistrationStory.Claim("Mine Alone"))).Problem.ShouldBeNull();

        (await Load(story.Ines)).ShouldNotBeNull().Claim.Company.ShouldBe("Mine Alone");
        (await Load(story.Jonah)).ShouldBeNull();
        (await Load(story.Maren)).ShouldBeNull();
        (await story.Submit(story.Jonah, RegistrationStory.Claim("Mine Alone"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Whatever_was_typed_can_be_kept_and_comes_back()
    {
        var story = await RegistrationStory.In(web.House);
        foreach (var words in SubmitRegistrationTest.NaughtyStrings().Where((_, i) => i % 5 == 0).Append("a\0b").Append("\uD800"))
        {
            if (words.Length > ClaimReader.LongestText)
                continue;
            var claim = new ClaimInput(
                RegistrationKind.Deal,
                words,
                words,
                words,
                words,
                words,
                words,
                words,
                words,
                words,
                words,
                words,
                words
            )
            {
                Incumbent = words,
                SecondPartner = words,
                SecondRole = words,
                Custom = new Dictionary<string, string?> { ["deal-x"] = words, [words + "-"] = words },
            };
            (await Keep(story.Ines, claim)).Problem.ShouldBeNull(words);
            (await Load(story.Ines))!.Claim.Problem.ShouldBe(ClaimReader.Lines(words));
        }
        (await Keep(story.Ines, new(RegistrationKind.Deal, Problem: new string('x', 5000)))).Problem!.Code.ShouldBe(
            "registration.draft_too_long"
        );
    }

    private Task<Result> Keep(Actor who, ClaimInput claim) => web.House.Act<KeepDraft, Result>(who, d => d.Run(claim, Ct));

    private Task<KeptDraft?> Load(Actor who) => web.House.Act<KeepDraft, KeptDraft?>(who, d => d.Load(RegistrationKind.Deal, Ct));

    private async Task<string> Link(RegistrationStory story)
    {
        await using var scope = web.House.As(web.Corvane);
        var address = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(LinkKind.Register, story.Ines.Person, story.Kestrel, null, web.Clock.Now.AddDays(1), Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new Uri(address).PathAndQuery;
    }
}
