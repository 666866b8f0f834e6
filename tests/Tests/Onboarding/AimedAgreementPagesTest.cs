using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Onboarding;

public sealed class AimedAgreementPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/settings/agreements";

    [Fact]
    public async Task The_editor_offers_segments_of_partners_and_the_page_says_how_many_partners_it_reaches()
    {
        await new AgreementStory(web.House).Alone();
        var segments = new SegmentStory(web.House);
        var (name, heads) = (SegmentStory.Name("Advisory board"), SegmentStory.Name("Heads"));
        var (board, people) = (await segments.Hand(name), await segments.Hand(heads, SegmentOf.People));
        await segments.Put(board, await segments.Partner("North"));
        var maren = await web.Owner();

        var editor = await maren.Open(List + "/new");
        editor.Words.ShouldContain(name);
        editor.Words.ShouldNotContain(heads, customMessage: "agreements are accepted for companies");
        (string, string)[] typed = [("Input.Name", AgreementStory.Name()), ("Input.Text", "Kept words."), ("Input.GraceDays", "0")];
        var unfit = await maren.Submit(List + "/new", [.. typed, ("Input.Segments", people.Short())]);
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("choose a segment of partners");
        unfit.Words.ShouldContain("Kept words.");
        var odd = await maren.Submit(List + "/new", [.. typed, ("Input.Segments", "nonsense")]);
        odd.Words.ShouldContain("A segment that it aims at was removed meanwhile.");

        var kept = await maren.Submit(List + "/new", [.. typed, ("Input.Segments", board.Short())]);
        kept.Status.ShouldBe(303, kept.Words);
        (await maren.Open(kept.Location!)).Words.ShouldContain($"All partners in “{name}”, now 1 partner");
        (await maren.Open(kept.Location! + "/edit")).Text.ShouldMatch($"value=\"{board.Short()}\"[^>]*checked");
        (await maren.Submit(kept.Location!, ("_handler", "out"), ("Out.Do", "publish"))).Status.ShouldBe(303);
        (await maren.Open(kept.Location!)).Words.ShouldContain($"All partners in “{name}”, now 1 partner");
        (await maren.Open(List)).Words.ShouldContain($"All partners in “{name}”");
        (await maren.Open($"/w/corvane/segments/{board.Short()}")).Text.ShouldContain(kept.Location!);
    }
}
