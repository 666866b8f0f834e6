using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed partial class FormsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly CrmField Reason = new(
        "crm.reason",
        "reason",
        "Why now?",
        CrmFieldType.Choice,
        [new("audit", "An audit", true), new("growth", "Growth", true), new("old", "Old", false)],
        false,
        false,
        false,
        true
    );

    private static readonly CrmField Seats = new("crm.seats", "seats", "Seats", CrmFieldType.Number, [], false, false, false);

    [Fact]
    public async Task A_published_form_is_what_the_link_shows_takes_and_keeps_and_staff_review()
    {
        var (story, link) = await Story();
        await Crm(Reason, Seats);
        await Publish(
            RegistrationKind.Deal,
            new("Customer", [new(FormFields.Company), new(FormFields.ContactEmail), new(FormFields.Domain)]),
            new(
                "Deal",
                [
                    new(FormFields.Amount, Label: "Worth"),
                    new(FormFields.CloseDate),
                    new(FormFields.Problem),
                    new(FormFields.Product, FieldMode.Hidden, Default: "Observe"),
                    new("deal-reason", Required: true),
                ]
            ),
            new("Size", [new("deal-seats", Required: true)], When: new("deal-reason", ["growth"]))
        );
        var visitor = web.Guest();
        var page = await visitor.Open(link);
        page.Words.ShouldContain("Worth");
        page.Document.QuerySelectorAll("[name='Input.Custom.deal-reason'] option")
            .Select(o => o.TextContent)
            .ShouldBe(["Choose", "An audit", "Growth"]);
        page.Document.QuerySelector("[name='Input.Product']").ShouldBeNull();

        var refused = await visitor.Submit(page, [.. Filled("Drawn Form Ltd"), ("Input.Custom.deal-reason", "growth")]);
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Seats: this is needed.");
        refused.Document.QuerySelector("[name='Input.Custom.deal-reason'] option[selected]")!.GetAttribute("value").ShouldBe("growth");
        var sent = await visitor.Submit(
            refused,
            [.. Filled("Drawn Form Ltd"), ("Input.Custom.deal-reason", "growth"), ("Input.Custom.deal-seats", "1,200")]
        );

        sent.Status.ShouldBe(303, sent.Text);
        var kept = await story.Load(sent.Location!.Split('/')[^1]);
        kept.Product.ShouldBe("Observe");
        kept.Custom.Select(c => (c.Key, c.Value, c.Shown)).ShouldBe([("deal-reason", "growth", "Growth"), ("deal-seats", "1200", "1200")]);
        var staff = await web.Staff(StaffRole.PartnerManager, $"f{kept.Number}@corvane.example");
        var review = await staff.Open($"/w/corvane/registrations/{kept.Number}");
        review.Words.ShouldContain("Why now? Growth");
        review.Words.ShouldContain("Seats 1200");
    }

    [Fact]
    public async Task A_picklist_that_changes_in_the_crm_changes_the_form_and_a_field_that_goes_is_reported_and_breaks_nothing()
    {
        var (story, link) = await Story();
        await Crm(Reason, Seats);
        await Publish(RegistrationKind.Deal, new FormSection("All", [.. Asked(), new("deal-reason"), new("deal-seats", Required: true)]));
        await Crm(Reason with { Options = [new("merger", "A merger", true)] });

        var visitor = web.Guest();
        var page = await visitor.Open(link);
        page.Document.QuerySelectorAll("[name='Input.Custom.deal-reason'] option")
            .Select(o => o.TextContent)
            .ShouldBe(["Choose", "A merger"]);
        page.Document.QuerySelector("[name='Input.Custom.deal-seats']").ShouldBeNull("it is gone from the CRM");
        var old = await visitor.Submit(page, [.. Filled("Drift One"), ("Input.Custom.deal-reason", "audit")]);
        var sent = await visitor.Submit(link, Filled("Drift Two"));

        old.Status.ShouldBe(422);
        sent.Status.ShouldBe(303, sent.Text);
        var staff = await web.Staff(StaffRole.Owner, $"d{story.Kestrel.Short()}@corvane.example");
        (await staff.Open("/w/corvane/settings/forms")).Words.ShouldContain("is gone from the CRM");
    }

    [Fact]
    public async Task A_form_that_drops_what_the_policy_requires_is_refused_with_the_reason_and_keeps_what_was_drawn()
    {
        var staff = await web.Staff(StaffRole.Owner, "draws@corvane.example");
        var begun = await staff.Submit("/w/corvane/settings/forms", ("Input.Kind", "Expansion"));
        begun.Status.ShouldBe(303, begun.Text);
        var page = await staff.Open(begun.Location!);
        var mode = ModeOf(page, FormFields.Problem);

        var refused = await staff.Submit(page, (mode, "off"), ("Input.Act", "publish"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("is required by the policy, so the form cannot leave it out");
        var draft = await staff.Submit(page, (mode, "off"), ("Input.Act", "keep"));
        draft.Status.ShouldBe(303, draft.Text);
        // What is not asked stands last.
        var kept = await staff.Open(begun.Location!);
        var published = await staff.Submit(kept, (ModeOf(kept, FormFields.Problem), "required"), ("Input.Act", "publish"));

        published.Status.ShouldBe(303, published.Text);
        (await staff.Open(begun.Location! + "/preview")).Words.ShouldContain("Who serves them today?");
        (await web.Guest().Get("/w/corvane/settings/forms")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task What_the_crm_requires_is_asked_by_the_form_and_a_form_without_it_is_not_published()
    {
        var (_, link) = await Story();
        await Crm(Reason, Seats);
        await Publish(RegistrationKind.Deal, new FormSection("All", [.. Asked(), new("deal-reason")]));
        await Crm(Reason with { Required = true }, Seats);

        var refused = await web.Guest().Submit(link, Filled("Demanded By The Crm"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Why now: this is needed.");
        var staff = await web.Staff(StaffRole.Owner, "demands@corvane.example");
        var begun = await staff.Submit("/w/corvane/settings/forms", ("Input.Kind", "ServiceAttach"));
        var page = await staff.Open(begun.Location!);
        var published = await staff.Submit(page, ("Input.Act", "publish"));

        published.Status.ShouldBe(422);
        published.Words.ShouldContain("“Why now?” is required by the CRM of every new record, so the form cannot leave it out.");
        await Crm(Reason, Seats);
    }

    [Fact]
    public async Task An_unknown_currency_and_a_close_date_long_past_are_refused_beside_their_fields()
    {
        var (story, link) = await Story();

        // No page asks for a currency; mail, chat and every other door hand one in through the same act.
        (await story.Submit(story.Ines, RegistrationStory.Claim("In Odd Money") with { Currency = "ZZZ" }))
            .Problem!.Fields!["amount"]
            .ShouldBe("Name an ISO currency that is in use, such as EUR.");
        var past = await web.Guest()
            .Submit(link, [.. Filled("Closed Long Ago").Where(f => f.Item1 != "Input.CloseDate"), ("Input.CloseDate", "2020-01-31")]);

        past.Status.ShouldBe(422);
        past.Words.ShouldContain("This lies in the past. When do you expect the order?");
        past.Document.QuerySelector("[name='Input.CloseDate']")!.GetAttribute("aria-invalid").ShouldBe("true");
        past.Document.QuerySelector("[name='Input.Company']")!.GetAttribute("value").ShouldBe("Closed Long Ago");
    }

    [Fact]
    public async Task The_narrowest_form_that_fits_the_partner_is_shown()
    {
        var (story, _) = await Story();
        await Publish(RegistrationKind.ServiceAttach, new FormSection("For all", [.. Asked()]));
        await Publish(
            new FormScope(RegistrationKind.ServiceAttach, PartnerType.Reseller, PartnerTier.Select),
            new FormSection("For select resellers", [.. Asked()])
        );
        await Publish(
            new FormScope(RegistrationKind.ServiceAttach, PartnerType.Distributor),
            new FormSection("For distributors", [.. Asked()])
        );

        var form = await web.House.Act<FormShelf, FormDefinition>(
            story.Ines,
            s => s.For(new(RegistrationKind.ServiceAttach, PartnerType.Reseller, PartnerTier.Select), Ct)
        );
        var other = await web.House.Act<FormShelf, FormDefinition>(story.Ines, s => s.For(new(RegistrationKind.ServiceAttach), Ct));

        form.Sections[0].Title.ShouldBe("For select resellers");
        other.Sections[0].Title.ShouldBe("For all");
    }

    [Fact]
    public async Task A_renewal_says_who_serves_the_customer_and_is_numbered_decided_and_shown_as_one()
    {
        var (story, link) = await Story();
        var visitor = web.Guest();
        var page = await visitor.Open(link + "?kind=renewal");
        page.Heading.ShouldBe("Register a renewal");

        var refused = await visitor.Submit(page, Filled("Renewed Ltd"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Say who serves this customer today");
        var sent = await visitor.Submit(
            refused,
            [
                .. Filled("Renewed Ltd"),
                ("Input.Incumbent", "Claimant"),
                ("Input.SecondPartner", "Boreal Distribution"),
                ("Input.SecondRole", "Distributor"),
            ]
        );

        sent.Status.ShouldBe(303, sent.Text);
        var number = sent.Location!.Split('/')[^1];
        (await story.Approve(number)).Problem.ShouldBeNull();
        var kept = await story.Load(number);
        (kept.Kind, kept.Incumbent, kept.SecondPartner, kept.SecondRole).ShouldBe(
            (RegistrationKind.Renewal, Incumbent.Claimant, "Boreal Distribution", SecondRole.Distributor)
        );
        var staff = await web.Staff(StaffRole.PartnerManager, $"k{number}@corvane.example");
        var review = await staff.Open($"/w/corvane/registrations/{number}");
        review.Words.ShouldContain("Renewal, reseller");
        review.Words.ShouldContain("Boreal Distribution, distributor");
    }

    [Fact]
    public async Task A_second_partner_needs_its_part_and_the_one_named_sees_nothing_of_it()
    {
        var (story, _) = await Story();
        var named = RegistrationStory.Claim("Two Of Us") with { SecondPartner = "Vantora" };

        (await story.Submit(story.Ines, named)).Problem!.Fields!.Keys.ShouldContain("secondRole");
        var number = (await story.Submit(story.Ines, named with { SecondRole = "Services" })).Value.Number;

        await using var scope = web.House.As(story.Jonah);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<Registration>().AnyAsync(r => r.Number == number, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Staff_register_for_a_partner_by_the_same_form()
    {
        var (story, _) = await Story();
        var staff = await web.Staff(StaffRole.Sales, $"b{story.Kestrel.Short()}@corvane.example");
        (await staff.Open("/w/corvane/registrations/new")).Words.ShouldContain("For whom?");
        var page = await staff.Open($"/w/corvane/registrations/new?partner={story.Kestrel.Value}&kind=lead");

        var refused = await staff.Submit(page, ("Input.Company", "On Behalf Ltd"));
        var sent = await staff.Submit(
            page,
            ("Input.Company", "On Behalf Ltd"),
            ("Input.ContactEmail", "a@onbehalf.example"),
            ("Input.Consent", "true")
        );

        refused.Status.ShouldBe(422);
        sent.Status.ShouldBe(303, sent.Text);
        (await story.Load(sent.Location!.Split('/')[^1])).PartnerId.ShouldBe(story.Kestrel);
    }

    [Fact]
    public async Task What_a_form_asked_beyond_the_claim_survives_a_change_of_it()
    {
        var (story, _) = await Story();
        await Crm(Reason, Seats);
        await Publish(RegistrationKind.Deal, new FormSection("All", [.. Asked(), new(FormFields.Domain), new("deal-seats")]));
        var claim = RegistrationStory.Claim("Kept Through") with { Custom = new Dictionary<string, string?> { ["deal-seats"] = "7" } };
        var number = (await story.Submit(story.Ines, claim)).Value.Number;
        (await story.Approve(number)).Problem.ShouldBeNull();

        var changed = await web.House.Act<Entente.Registrations.Change.AmendRegistration, Result<Entente.Registrations.Change.Changed>>(
            story.Ines,
            u => u.Run(new(number, claim with { Amount = "85,000" }), Ct)
        );

        changed.Problem.ShouldBeNull();
        (await story.Load(number)).Custom.ShouldHaveSingleItem().Value.ShouldBe("7");
    }
}
