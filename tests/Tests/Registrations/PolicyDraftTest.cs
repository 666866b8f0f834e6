using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>From a draft over its rules and the past year to a version and the partners' page. In a house of its own.</summary>
public sealed class PolicyDraftTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/settings/policy";

    [Fact]
    public async Task A_draft_is_checked_tried_out_on_the_past_and_published_and_partners_read_what_runs()
    {
        var story = await RegistrationStory.In(web.House);
        var approved = await story.Approved(story.Ines, "Past Approved");
        await story.Submitted(story.Jonah, "Past Waiting");
        var staff = await web.Staff(StaffRole.RevOps, "drafts@corvane.example", "Priya Raman");

        (await staff.Submit(Root + "/draft", ("_handler", "begin"))).Location.ShouldBe(Root + "/draft");
        var rule = await staff.Submit(
            Root + "/draft/rule",
            ("Input.Name", "Select deals"),
            ("Input.Tier", "Select"),
            ("Input.Kind", "Deal"),
            ("Input.WindowDays", "120"),
            ("Input.Certifications", "Observe Specialist")
        );
        rule.Status.ShouldBe(303, rule.Text);
        var twin = await staff.Submit(
            Root + "/draft/rule",
            ("Input.Name", "Twins"),
            ("Input.Tier", "Select"),
            ("Input.Kind", "Deal"),
            ("Input.WindowDays", "30")
        );
        twin.Status.ShouldBe(303, "a draft may be unfinished");

        var draft = await staff.Open(Root + "/draft");
        draft.Words.ShouldContain("“Select deals” is for the same claims and says otherwise: protected for 120 days.");
        var refused = await staff.Submit(draft, ("_handler", "publish"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("says otherwise");
        (await staff.Get(Root + "/draft/what-if")).Status.ShouldBe(422, "what contradicts itself cannot be replayed");
        (await staff.Submit(draft, ("_handler", "move-1"), ("Moved.Do", "remove"))).Status.ShouldBe(303);
        (await staff.Submit(draft, ("_handler", "move-0"), ("Moved.Do", "remove"))).Status.ShouldBe(412, "the page was old by then");

        var unknown = await staff.Open(Root + "/draft/what-if?view=unknown");
        unknown.Words.ShouldContain("The certification Observe Specialist");
        unknown.Words.ShouldContain("Nobody recorded it");
        (await staff.Submit(await staff.Open(Root + "/draft/rule?name=Select%20deals"), ("Input.Certifications", ""))).Status.ShouldBe(303);
        var whatIf = await staff.Open(Root + "/draft/what-if?view=dates");
        whatIf.Words.ShouldContain("Past Approved");
        whatIf.Words.ShouldContain("Gains");
        whatIf.Words.ShouldContain("reproduced exactly");
        whatIf.Words.ShouldNotContain("cannot be reproduced");

        var published = await staff.Submit(
            await staff.Open(Root + "/draft"),
            ("_handler", "publish"),
            ("Out.Note", "Select deals get longer")
        );
        published.Status.ShouldBe(303, published.Text);
        var history = await staff.Open(published.Location!);
        history.Words.ShouldContain("Deals of Select partners: protected for 120 days.");
        history.Words.ShouldContain("Priya Raman");
        (await staff.Open(Root + "/draft")).Words.ShouldContain("No draft");

        var rules = await web.Guest().Open(await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register) + "/rules");
        var version = await Version();
        rules.Words.ShouldContain($"version {version}");
        rules.Words.ShouldContain("Protected for 120 days");
        rules.Text.ShouldNotContain("Select deals", Case.Insensitive, "a rule's name is the vendor's own");
        var next = await story.Approved(story.Ines, "After It");
        ((await story.Load(next)).ProtectedUntil - (await story.Load(approved)).ProtectedUntil).ShouldBe(TimeSpan.FromDays(30));
        (await staff.Open($"/w/corvane/registrations/{next}")).Words.ShouldContain($"“Select deals”, version {version}");
    }

    [Fact]
    public async Task A_version_may_begin_on_a_day_to_come_and_not_on_one_that_is_over()
    {
        var staff = await web.Staff(StaffRole.RevOps, "later@corvane.example");
        var today = DateOnly.FromDateTime(web.Clock.Now.UtcDateTime);
        var before = await Version();
        await Discard(staff);
        await staff.Submit(Root + "/draft", ("_handler", "begin"));
        var draft = await staff.Open(Root + "/draft");
        (await staff.Submit(draft, ("_handler", "draft"), ("Input.DecisionHours", "24"))).Status.ShouldBe(303);
        draft = await staff.Open(Root + "/draft");

        (await staff.Submit(draft, ("_handler", "publish"), ("Out.From", $"{today.AddDays(-1):yyyy-MM-dd}"))).Status.ShouldBe(422);
        (await staff.Submit(draft, ("_handler", "publish"), ("Out.From", "soon"))).Status.ShouldBe(422);
        (await staff.Submit(draft, ("_handler", "publish"), ("Out.From", $"{today.AddDays(10):yyyy-MM-dd}"))).Status.ShouldBe(303);

        (await staff.Open(Root + "/history")).Words.ShouldContain("Announced");
        (await Version()).ShouldBe(before, "not yet");
        (await staff.Open(Root)).Words.ShouldContain("What you publish here at once counts until then.");
        web.Clock.Advance(TimeSpan.FromDays(11));
        (await Version()).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task A_draft_that_a_newer_version_overtook_is_published_only_by_whoever_has_seen_what_it_changes_of_that_one()
    {
        var staff = await web.Staff(StaffRole.RevOps, "overtaken@corvane.example");
        await Discard(staff);
        await staff.Submit(Root + "/draft", ("_handler", "begin"));
        (await staff.Submit(await staff.Open(Root + "/draft"), ("_handler", "draft"), ("Input.WaitDays", "10"))).Status.ShouldBe(303);
        (await staff.Submit(Root, ("Input.DecisionHours", "40"))).Status.ShouldBe(303);

        var draft = await staff.Open(Root + "/draft");
        draft.Words.ShouldContain("was published after this draft was begun");
        draft.Words.ShouldContain("Until then: A registration is decided within 40 hours of business days.");
        (await staff.Submit(draft, ("_handler", "publish"))).Status.ShouldBe(412);
        (await staff.Submit(draft, ("_handler", "carry"))).Status.ShouldBe(303);
        (await staff.Submit(await staff.Open(Root + "/draft"), ("_handler", "publish"))).Status.ShouldBe(303);

        (await staff.Open(Root)).Document.QuerySelector("[name='Input.WaitDays']")!.GetAttribute("value").ShouldBe("10");
    }

    [Fact]
    public async Task The_status_page_says_why_in_the_terms_of_the_registration_without_the_rules_names()
    {
        var story = await RegistrationStory.In(web.House);
        var registration = await story.Load(await story.Submitted(story.Ines, "Why Ltd"));
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Follow, subject: registration.Id.Subject);

        var page = await web.Guest().Open(link);

        page.Words.ShouldContain($"The terms of this registration, by version {registration.PolicyVersion} of the rules");
        page.Words.ShouldContain($"Decided within {registration.DecisionHours} hours of business days");
        page.Text.ShouldNotContain("Select deals", Case.Insensitive);
        (await web.Guest().Open(page.Document.QuerySelector("main a[href$='/rules']")!.GetAttribute("href")!)).Heading.ShouldStartWith(
            "The rules"
        );
    }

    [Fact]
    public async Task Who_does_not_manage_the_policy_sees_none_of_it()
    {
        var manager = await web.Staff(StaffRole.PartnerManager, "nopolicy@corvane.example");
        foreach (var path in new[] { "", "/draft", "/draft/rule", "/draft/what-if", "/history", "/rules" })
            (await manager.Get(Root + path)).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task The_signed_in_partner_reads_the_rules_too()
    {
        var story = await RegistrationStory.In(web.House);
        var partner = await web.PartnerPerson(story.Kestrel, email: "rules@kestrel.example");

        var page = await partner.Open("/w/corvane/portal/rules");

        page.Heading.ShouldStartWith("The rules");
        page.Words.ShouldContain("The first of these that separates two claims decides");
        (await partner.Open("/w/corvane/portal/register")).Document.QuerySelector("a[href='/w/corvane/portal/rules']").ShouldNotBeNull();
    }

    private async Task<int> Version()
    {
        await using var scope = web.House.As(Actor.System(web.Corvane.Id));
        return (await scope.ServiceProvider.GetRequiredService<PolicyShelf>().Load(default)).InForce.Version;
    }

    private static async Task Discard(WebVisitor staff)
    {
        var page = await staff.Open(Root + "/draft");
        if (!page.Words.Contains("No draft", StringComparison.Ordinal))
            (await staff.Submit(page, ("_handler", "discard"))).Status.ShouldBe(303);
    }
}
