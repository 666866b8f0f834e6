using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Access.Keys;
using Entente.Access.Safelist;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>The matrix, its publishing and the simulator, as people and programs use them.</summary>
public sealed class SafelistPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/settings/fields";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_changes_a_field_reads_what_that_changes_and_publishes_it()
    {
        using var owner = await web.Staff();
        await RegistrationStory.In(web.House);
        await Clear();

        var kept = await owner.Submit($"{Root}?object=account", ("all:account.industry", "visible"), ("Reseller:account.phone", "visible"));
        kept.Status.ShouldBe(303, kept.Text);
        var matrix = await owner.Get($"{Root}?object=account");
        matrix.Document.QuerySelectorAll("td.changed").Length.ShouldBe(2);
        matrix.Document.QuerySelector("select[name='all:account.industry'] option[selected]")!.GetAttribute("value").ShouldBe("visible");
        // What follows from a more general word is said in brackets.
        matrix.Document.QuerySelector("select[name='Reseller:account.industry'] option[selected]")!.TextContent.ShouldBe("(Visible)");

        var review = await owner.Get(Root + "/publish");
        review.Words.ShouldContain("Account: Industry, every partner Hidden → Visible");
        review.Words.ShouldContain("Account: Phone, Reseller no word of its own → Visible");
        var published = await owner.Submit(Root + "/publish", ("Note", "Industry helps partners to prepare"));
        published.Status.ShouldBe(303, published.Text);
        var history = await owner.Get(Root + "/history");
        history.Words.ShouldContain("Industry helps partners to prepare");
        history.Words.ShouldContain("by Maren Voss");
        (await owner.Get(Root + "/publish")).Words.ShouldContain("Nothing waits to be published");

        (await owner.Submit(Root + "/history", ("Number", "1"))).Status.ShouldBe(303);
        (await owner.Get(Root + "/publish")).Words.ShouldContain("Account: Industry, every partner Visible → Hidden");
        (await owner.Submit(await Only(owner, Root + "/publish", "discard"))).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_slice_says_what_is_different_for_a_tier_and_a_preset_for_a_type()
    {
        using var owner = await web.Staff();
        await RegistrationStory.In(web.House);
        await Clear();
        var kept = await owner.Submit($"{Root}?object=opportunity&tier=Elite&role=Admin", ("all:opportunity.owner", "visible"));
        kept.Status.ShouldBe(303, kept.Text);
        kept.Location!.ShouldContain("tier=Elite");
        (await owner.Get(Root + "/publish")).Words.ShouldContain("Opportunity: Owner, tier Elite, role Partner admin");

        var preset = await owner.Submit(Root, ("Preset", "referral"), ("Type", "Referral"));
        preset.Status.ShouldBe(303, preset.Text);
        (await owner.Get(Root + "/publish")).Words.ShouldContain("Opportunity: Amount, Referral no word of its own → Hidden");
        await Clear();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost()
    {
        using var owner = await web.Staff();
        await RegistrationStory.In(web.House);
        await Clear();
        var refused = await owner.Submit(
            $"{Root}?object=account",
            ("all:account.industry", "perhaps"),
            ("all:account.employees", "visible")
        );
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Choose hidden, visible or editable.");
        refused.Document.QuerySelector("select[name='all:account.employees'] option[selected]")!.GetAttribute("value").ShouldBe("visible");

        var page = await owner.Get($"{Root}?object=account");
        (await owner.Submit($"{Root}?object=account", ("all:account.phone", "visible"))).Status.ShouldBe(303);
        var stale = await owner.Submit(page, ("all:account.employees", "visible"));
        stale.Status.ShouldBe(412, "somebody began a draft meanwhile");
        (await owner.Submit(Root, ("Preset", ""), ("Type", ""))).Status.ShouldBe(422);
        await Clear();
    }

    [Fact]
    public async Task Only_who_manages_the_safelist_opens_the_matrix_and_only_who_may_ask_the_simulator()
    {
        using var manager = await web.Staff(StaffRole.PartnerManager, "pm@corvane.example", "Pia Manager");
        using var sales = await web.Staff(StaffRole.Sales, "sales@corvane.example", "Sam Sales");
        (await manager.Get(Root)).Status.ShouldBe(403);
        (await manager.Get(Root + "/who-sees")).Status.ShouldBe(200);
        (await sales.Get(Root + "/who-sees")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task The_simulator_says_of_every_field_what_the_person_really_gets_and_why()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Simulated Foods");
        using var owner = await web.Staff();
        var person = story.Ines.Person!.Value;

        var page = await owner.Get($"{Root}/who-sees?object=registration&record={number}&person={person.Short()}&field=company");
        page.Status.ShouldBe(200);
        page.Words.ShouldContain("Simulated Foods");
        page.Words.ShouldContain("The rule for every partner says editable.");
        page.Words.ShouldContain("Kept inside: no rule can share it.");
        page.Words.ShouldContain("A link without a person");

        var sight = (await Ask(w => w.Sees(person, "registration", number, Ct))).Value;
        sight.Reaches.ShouldBeTrue();
        var shown = (await web.House.Act<Fields, Projection>(story.Ines, f => f.For(story.Ines, Ct))).In(sight.Record.Stage);
        foreach (var field in sight.Fields)
            field.Visibility.ShouldBe(shown.Of(field.Object, field.Field), field.Field);
        sight.Fields.Count(f => f.Visibility is Visibility.Hidden && f.Value is not null).ShouldBe(0);

        var stranger = (await Ask(w => w.Sees(story.Jonah.Person!.Value, "registration", number, Ct))).Value;
        stranger.Reaches.ShouldBeFalse();
        stranger.Fields.ShouldAllBe(f => f.Visibility == Visibility.Hidden && f.Value == null);
        var who = (await Ask(w => w.Who("registration", number, "company", Ct))).Value;
        who.Partners.Select(p => p.Who.Person).ShouldBe([story.Ines.Person, null], ignoreOrder: true);

        (await Ask(w => w.Sees(person, "registration", "DR-9", Ct))).Problem!.Code.ShouldBe("safelist.no_record");
        (await owner.Get($"{Root}/who-sees?record={number}")).Status.ShouldBe(422);
        (await owner.Get($"{Root}/who-sees?record=DR-9&field=company")).Status.ShouldBe(404);
        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new("safelist"), 0, 20, default);
        rows.ShouldContain(r => r.Action == "safelist.asked_person" && r.Changes.Any(c => c.After == number));
    }

    [Fact]
    public async Task Programs_ask_the_same_with_a_key_of_the_workspace_and_a_partner_s_key_cannot()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Asked By Api");
        var owner = await Owner();
        var key = (await web.House.Act<ApiKeys, Result<string>>(owner, k => k.Make("simulator", [ApiScopes.ReadSafelist], Ct))).Value;
        using var api = new WebVisitor(new(web.Url));
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var at = $"/api/v1/safelist/records/registration/{number}";

        var sees = await api.Get($"{at}/people/{story.Ines.Person!.Value.Short()}");
        sees.Status.ShouldBe(200, sees.Text);
        var company = JsonNode.Parse(sees.Text)!["fields"]!.AsArray().Single(f => (string?)f!["field"] == "company")!;
        ((string?)company["visibility"], (string?)company["value"]).ShouldBe(("editable", "Asked By Api"));
        var who = await api.Get($"{at}/fields/candidates");
        JsonNode.Parse(who.Text)!["partners"]!.AsArray().ShouldAllBe(p => (string?)p!["visibility"] == "hidden");
        (await api.Get($"{at}/fields/nothing")).Status.ShouldBe(404);
        (await api.Get("/api/v1/registrations")).Status.ShouldBe(403, "another scope");

        var admin = story.Ines with { Channel = Channel.Web };
        await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Ines Calder");
        (await web.House.Act<ApiKeys, Result<string>>(admin, k => k.Make("sneaky", [ApiScopes.ReadSafelist], Ct))).Problem!.Code.ShouldBe(
            "key.invalid"
        );
    }

    private async Task<Result<T>> Ask<T>(Func<WhoSees, Task<Result<T>>> ask) => await web.House.Act(await Owner(), ask);

    private async Task<Actor> Owner() =>
        new(
            web.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            await web.AddStaff(StaffRole.Owner, "owner@corvane.example", "Owner"),
            Name: "Owner",
            Permissions: Permissions.Of(StaffRole.Owner)
        );

    private static async Task<WebPage> Only(WebVisitor visitor, string path, string handler)
    {
        var page = await visitor.Get(path);
        foreach (var form in page.Document.QuerySelectorAll("form[method=post]"))
            if (form.QuerySelector("input[name=_handler]")?.GetAttribute("value") != handler)
                form.Remove();
        return page;
    }

    private Task<int> Clear() =>
        web.House.Act<EntenteDb, int>(
            Actor.System(web.Corvane.Id),
            async db =>
            {
                db.RemoveRange(await db.Set<SafelistDraft>().ToListAsync(Ct));
                return await db.SaveChangesAsync(Ct);
            }
        );
}
