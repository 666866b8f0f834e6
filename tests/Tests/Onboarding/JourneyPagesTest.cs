using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Onboarding;

public sealed class JourneyPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/onboarding";
    private const string Settings = "/w/corvane/settings/onboarding";
    private const string Portal = "/w/corvane/portal/onboarding";

    [Fact]
    public async Task An_onboarding_is_begun_by_hand_ticked_by_both_sides_and_stands_on_page_home_and_list()
    {
        await new AgreementStory(web.House).Alone();
        var maren = await web.Owner();
        var kestrel = await web.House.Made(web.Corvane, "Journey Pages");
        var ada = await web.PartnerPerson(kestrel, PartnerRole.Admin, "ada@journey-pages.example", "Ada Agree");
        (await ada.Open(Portal)).Words.ShouldContain("There is no onboarding of your company.");
        (await ada.Open("/w/corvane/portal")).Words.ShouldNotContain("steps are done");
        var partner = await maren.Open($"/w/corvane/partners/{kestrel.Short()}");
        partner.Words.ShouldContain("Begin onboarding");

        var begun = await maren.Submit($"/w/corvane/partners/{kestrel.Short()}/onboarding");
        begun.Status.ShouldBe(303, begun.Words);
        var page = begun.Location!;
        var again = await maren.Submit($"/w/corvane/partners/{kestrel.Short()}/onboarding");
        again.Status.ShouldBe(StatusCodes.Status409Conflict);
        again.Words.ShouldContain("running already");
        var shown = await maren.Open(page);
        shown.Words.ShouldContain("Welcome call");
        var story = new JourneyStory(web.House);
        var id = (await story.Of(kestrel)).Single().Id;
        var welcome = await story.Step(id, "welcome");
        (await maren.Submit(shown, Tick(welcome.Id.Short(), welcome.Version))).Status.ShouldBe(303);
        var late = await maren.Submit(shown, Tick(welcome.Id.Short(), welcome.Version));
        late.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        late.Words.ShouldContain("Somebody changed this step meanwhile.");

        var running = await ada.Open("/w/corvane/portal/agreements");
        running.Text.ShouldContain(Portal);
        (await ada.Open("/w/corvane/portal")).Words.ShouldContain("Agree the joint offer");
        var own = await ada.Open(Portal);
        own.Words.ShouldNotContain("Skip it");
        own.Words.ShouldNotContain("Maren");
        var offer = await story.Step(id, "offer");
        var empty = await ada.Submit(own, Tick(offer.Id.Short(), offer.Version));
        empty.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        empty.Words.ShouldContain("Say what shows it");
        (
            await ada.Submit(own, [.. Tick(offer.Id.Short(), offer.Version), ("Input.Words", "https://kestrel.example/offer")])
        ).Status.ShouldBe(303);
        (await maren.Open(page)).Text.ShouldContain("https://kestrel.example/offer");
        (await maren.Open(List)).Words.ShouldContain("Journey Pages");
        (await maren.Open(List)).Words.ShouldMatch(@"Reseller: \d+ partner");
        (await maren.Open($"/w/corvane/partners/{kestrel.Short()}")).Words.ShouldContain("All steps");

        var why = await maren.Submit(page, ("_handler", "journey"), ("Input.Do", "end"), ("Input.Words", ""));
        why.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        (await maren.Submit(page, ("_handler", "journey"), ("Input.Do", "end"), ("Input.Words", "They stopped"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("They stopped");
        var home = await ada.Open("/w/corvane/portal");
        home.Words.ShouldNotContain("A step of your onboarding");
        home.Text.ShouldNotContain(Portal, Case.Sensitive, "its menu entry is gone too");
    }

    [Fact]
    public async Task A_step_is_given_to_somebody_on_its_page_and_not_to_whom_it_cannot_be()
    {
        await new AgreementStory(web.House).Alone();
        var maren = await web.Owner();
        var stella = await web.AddStaff(StaffRole.PartnerManager, "stella.step@corvane.example", "Stella Step");
        var kestrel = await web.House.Made(web.Corvane, "Step Owners");
        var ada = await web.AddPartnerPerson(kestrel, PartnerRole.Admin, "ada@step-owners.example", "Ada Steps");
        var story = new JourneyStory(web.House);
        var id = await story.Begun(kestrel);
        var page = await maren.Open($"{List}/{id.Short()}");
        var welcome = await story.Step(id, "welcome");
        (string, string)[] Give(PersonId to) =>
            [
                ("_handler", "journey"),
                ("Input.Id", welcome.Id.Short()),
                ("Input.Seen", welcome.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("Input.Do", "give"),
                ("Input.Owner", to.ToString()),
            ];

        var refused = await maren.Submit(page, Give(ada));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("Choose somebody of the side whose step it is");
        (await maren.Submit(page, Give(stella))).Status.ShouldBe(303);

        (await maren.Open($"{List}/{id.Short()}")).Words.ShouldContain("Stella Step, Corvane, by");
    }

    [Fact]
    public async Task Steps_are_changed_per_type_and_what_is_wrong_stands_beside_its_field_with_everything_typed_kept()
    {
        var maren = await web.Owner();
        var page = Settings + "/affiliate";
        (await maren.Open(Settings)).Words.ShouldContain("As shipped");
        (await maren.Get(Settings + "/nothing")).Status.ShouldBe(404);

        var wrong = await maren.Submit(
            page,
            ("Input.Steps[0].Title", "Our first word"),
            ("Input.Steps[0].Days", "soon"),
            ("Input.Steps[0].After", "offer")
        );
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a whole number of business days.");
        wrong.Words.ShouldContain("would wait for itself");
        wrong.Text.ShouldContain("Our first word");

        var stale = await maren.Open(page);
        var published = await maren.Submit(
            page,
            ("Input.Steps[0].Title", "Our first word"),
            ("Input.Steps[8].Title", "One more"),
            ("Input.Steps[8].Days", "4")
        );
        published.Status.ShouldBe(303, published.Words);
        (await maren.Open(Settings)).Words.ShouldContain("One more");
        var overtaken = await maren.Submit(stale, ("Input.Steps[0].Title", "My own word"));
        overtaken.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        overtaken.Text.ShouldContain("My own word");
        (await maren.Submit(overtaken)).Status.ShouldBe(303);

        var partner = await web.House.Create(
            web.Corvane,
            PartnerStory.Kestrel with
            {
                Name = "Affiliate Pages",
                Type = PartnerType.Affiliate,
                Domains = ["affiliate-pages.example"],
            }
        );
        var story = new JourneyStory(web.House);
        var journey = await story.Load(await story.Begun(partner.Value));
        journey.Template.ShouldBe(3);
        journey.Steps.ShouldContain(s => s.Title == "My own word" && s.State == JourneyStepState.Open);
    }

    private static (string, string)[] Tick(string id, int seen) =>
        [
            ("_handler", "journey"),
            ("Input.Id", id),
            ("Input.Seen", seen.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Input.Do", "tick"),
        ];
}
