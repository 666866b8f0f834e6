using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Onboarding;

public sealed class AimedJourneyPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Settings = "/w/corvane/settings/onboarding";

    [Fact]
    public async Task A_segment_is_given_steps_of_its_own_that_a_partner_of_it_begins_with_and_they_are_taken_away_again()
    {
        var segments = new SegmentStory(web.House);
        var (name, heads) = (SegmentStory.Name("Advisory board"), SegmentStory.Name("Heads"));
        var (board, people) = (await segments.Hand(name), await segments.Hand(heads, SegmentOf.People));
        var partner = await segments.Partner("Any");
        await segments.Put(board, partner);
        var maren = await web.Owner();
        var page = $"{Settings}/segment/{board.Short()}";

        var list = await maren.Open(Settings);
        list.Text.ShouldContain(page);
        list.Words.ShouldNotContain(heads, customMessage: "people are not onboarded");
        (await maren.Get($"{Settings}/segment/{people.Short()}")).Status.ShouldBe(404);
        (await maren.Get($"{Settings}/segment/nothing")).Status.ShouldBe(404);
        var wrong = await maren.Submit(page, ("Input.Steps[0].Title", "Kept word"), ("Input.Place", "soon"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a whole number.");
        wrong.Text.ShouldContain("Kept word");
        (await maren.Submit(page, ("Input.Steps[0].Title", "Meet the board"), ("Input.Place", "3"))).Status.ShouldBe(303);

        list = await maren.Open(Settings);
        list.Words.ShouldContain("Meet the board");
        list.Words.ShouldContain("whatever their type: now 1 partner");
        var begin = $"/w/corvane/partners/{partner.Short()}/onboarding";
        (await maren.Open(begin)).Words.ShouldContain($"the steps for partners in “{name}”");
        var journey = await maren.Submit(begin);
        journey.Status.ShouldBe(303, journey.Words);
        (await maren.Open(journey.Location!)).Words.ShouldContain("Meet the board");
        (await maren.Open("/w/corvane/onboarding")).Words.ShouldContain(name);
        var ada = await web.PartnerPerson(partner, Entente.Access.PartnerRole.Admin, "ada@aimed-pages.example", "Ada Aimed");
        var outside = await ada.Open("/w/corvane/portal/onboarding");
        outside.Words.ShouldContain("Meet the board");
        outside.Words.ShouldNotContain(name, customMessage: "partners do not learn the names of segments");

        var stale = await maren.Open(page);
        (await maren.Submit(page, ("_handler", "drop"))).Status.ShouldBe(303);
        (await maren.Open(Settings)).Words.ShouldNotContain("Meet the board");
        var again = await maren.Submit(stale, ("_handler", "drop"));
        again.Status.ShouldBe(StatusCodes.Status409Conflict);
        again.Words.ShouldContain("This segment has no steps of its own");
    }
}
