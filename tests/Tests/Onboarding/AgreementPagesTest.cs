using Entente.Access;
using Entente.Onboarding;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Onboarding;

public sealed class AgreementPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/settings/agreements";
    private const string Portal = "/w/corvane/portal/agreements";
    private const string Register = "/w/corvane/portal/register?kind=Deal";

    [Fact]
    public async Task An_agreement_is_written_published_stands_before_the_form_is_accepted_and_taken_as_a_file()
    {
        await new AgreementStory(web.House).Alone();
        var maren = await web.Owner();
        var kestrel = await web.House.Made(web.Corvane, "Agreement Pages");
        var ada = await web.PartnerPerson(kestrel, PartnerRole.Admin, "ada@agreement-pages.example", "Ada Agree");
        var sam = await web.PartnerPerson(kestrel, PartnerRole.Seller, "sam@agreement-pages.example", "Sam Seller");

        (await maren.Open("/w/corvane/settings")).Text.ShouldContain(List);
        var wrong = await maren.Submit(
            List + "/new",
            ("Input.Name", ""),
            ("Input.Text", "Kept words of the draft"),
            ("Input.GraceDays", "soon"),
            ("Input.EffectiveOn", "tomorrow")
        );
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Give it a name");
        wrong.Words.ShouldContain("Write a whole number of days.");
        wrong.Words.ShouldContain("Write a day, such as 2026-06-30.");
        wrong.Text.ShouldContain("Kept words of the draft");
        var kept = await maren.Submit(
            List + "/new",
            ("Input.Name", "Partner agreement"),
            ("Input.Text", "First line.\nSecond <line>."),
            ("Input.GraceDays", "0"),
            ("Input.Types", "Reseller")
        );
        kept.Status.ShouldBe(303, kept.Words);
        var page = kept.Location!;
        var id = page.Split('/')[^1];
        (await ada.Get($"{Portal}/{id}")).Status.ShouldBe(404, "a draft is nobody's");
        (await ada.Open(Portal)).Words.ShouldContain("No agreements");
        (await maren.Open(page)).Words.ShouldContain("Reseller partners");
        var published = await maren.Submit(page, ("_handler", "out"), ("Out.Do", "publish"));
        published.Status.ShouldBe(303, published.Words);
        await web.Work();
        (await web.MailedLink("ada@agreement-pages.example", "/portal/agreements/")).ShouldContain(id);

        var form = await sam.Open(Register);
        form.Words.ShouldContain("Ada Agree can do that");
        form.Text.ShouldContain($"/portal/agreements/{id}?register=Deal");
        var read = await sam.Open($"{Portal}/{id}");
        read.Text.ShouldContain("Second &lt;line&gt;.");
        read.Words.ShouldNotContain("I accept this for my company");
        read.Words.ShouldContain("Ada Agree can do that");
        var home = await ada.Open("/w/corvane/portal");
        home.Words.ShouldContain("Read and accept “Partner agreement”");
        (await sam.Open("/w/corvane/portal")).Words.ShouldNotContain("Read and accept “Partner agreement”");

        var open = await ada.Open($"{Portal}/{id}?register=Deal");
        var accepted = await ada.Submit(open, ("_handler", "accept"));
        accepted.Status.ShouldBe(303, accepted.Words);
        (await ada.Open(accepted.Location!)).Words.ShouldContain("Back to your registration");
        (await ada.Submit(open, ("_handler", "accept"))).Status.ShouldBe(303, "the second click gets the first one's answer");
        (await sam.Open(Register)).Words.ShouldNotContain("accepts “Partner agreement”");
        (await ada.Open(Portal)).Words.ShouldContain("Accepted");

        (await maren.Open(page)).Words.ShouldContain("Ada Agree");
        (await maren.Open(List)).Words.ShouldContain("Partner agreement");
        (await maren.Open($"/w/corvane/partners/{kestrel.Short()}")).Words.ShouldContain("Version 1 accepted");
        var file = await maren.Get(page + "/accepted.csv");
        file.Status.ShouldBe(200);
        file.Text.ShouldContain("\"Agreement Pages\",\"Accepted\",\"1\",\"Ada Agree\"");
        var ended = await maren.Submit(page, ("_handler", "end"), ("Out.Do", "end"), ("Out.Why", ""));
        ended.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        ended.Words.ShouldContain("Say why");
        (await maren.Submit(page, ("_handler", "end"), ("Out.Do", "end"), ("Out.Why", "A new one comes"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("A new one comes");
    }

    [Fact]
    public async Task Behind_a_personal_link_the_text_is_read_and_nothing_is_accepted()
    {
        var story = new AgreementStory(web.House);
        await story.Alone();
        var claims = await RegistrationStory.In(web.House);
        await story.Person(claims.Kestrel);
        var id = await story.Out(AgreementStory.Sheet("Read by a link."));
        var link = await RegistrationStory.Link(web.House, claims.Ines, LinkKind.Register);
        using var guest = web.Guest();

        (await guest.Open(link)).Text.ShouldContain($"{link}/agreements/{id.Value:N}");
        var page = await guest.Open($"{link}/agreements/{id.Value:N}");
        page.Words.ShouldContain("Read by a link.");
        page.Words.ShouldContain("signed in to the portal");
        page.Words.ShouldNotContain("I accept this");
        (await guest.Get($"{link}/agreements/{Ids.New<AgreementId>(web.Clock.Now).Value:N}")).Status.ShouldBe(404);
        (await story.Acceptances(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_was_overtaken_is_answered_with_what_happened_and_keeps_what_was_typed()
    {
        var story = new AgreementStory(web.House);
        await story.Alone();
        var maren = await web.Owner();
        var ada = await web.PartnerPerson(
            await web.House.Made(web.Corvane, "Overtaken Pages"),
            PartnerRole.Admin,
            "ada@overtaken-pages.example"
        );
        var id = await story.Draft(AgreementStory.Sheet("The first text."));
        var page = $"{List}/{id.Value:N}";
        var (show, edit) = (await maren.Open(page), await maren.Open(page + "/edit"));
        (await story.Publish(id)).Problem.ShouldBeNull();

        var late = await maren.Submit(show, ("_handler", "out"), ("Out.Do", "publish"));
        late.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        late.Words.ShouldContain("Somebody changed, published or ended it meanwhile.");
        var typed = await maren.Submit(edit, ("Input.Text", "Words I typed"));
        typed.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        typed.Text.ShouldContain("Words I typed");

        var read = await ada.Open($"{Portal}/{id.Value:N}");
        await story.Out(AgreementStory.Sheet("The second text.") with { Note = "Second" }, id);
        var anew = await ada.Submit(read, ("_handler", "accept"));
        anew.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        anew.Words.ShouldContain("There is a newer text than the one you read.");
        anew.Words.ShouldContain("The second text.");
        (await ada.Submit(anew, ("_handler", "accept"))).Status.ShouldBe(303);
        var ending = await maren.Open(page);
        (await story.End(id)).Problem.ShouldBeNull();
        (await maren.Submit(ending, ("_handler", "end"), ("Out.Do", "end"), ("Out.Why", "Twice"))).Status.ShouldBe(
            StatusCodes.Status412PreconditionFailed
        );
    }
}
