using Entente.Access;
using Entente.Access.Http;
using Entente.Access.Keys;
using Entente.Access.Scim;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Scim;

// Whom a directory does not reach, and what ends when it says that somebody left.
public sealed partial class ScimTest
{
    [Fact]
    public async Task A_token_opens_its_own_workspace_until_it_is_revoked()
    {
        var owner = await web.AddStaff(StaffRole.Owner, Mail("owner"), "O");
        using var entra = await Directory.OfStaff(web, owner);
        (await entra.Get("Users?count=1")).Status.ShouldBe(200);
        (await entra.Get("Users", "halden")).Status.ShouldBe(401);
        using var moved = Directory.With(web, entra.Token.Replace("corvane.", "halden.", StringComparison.Ordinal));
        (await moved.Get("Users", "halden")).Status.ShouldBe(401);
        using var guessed = Directory.With(web, "corvane.guessed");
        var refused = await guessed.Get("Users");
        (refused.Status, refused.Type).ShouldBe((401, "application/scim+json"));

        // A session, and a key of the API, are no tokens of a directory; its token is none of theirs.
        using var staff = await web.SignIn((await Person(owner)).Email);
        (await staff.Get("/w/corvane/scim/v2/Users")).Status.ShouldBe(401);
        var key = await web.House.Act<ApiKeys, Result<string>>(
            Directory.OwnerActor(owner, web.Corvane),
            k => k.Make("K", [ApiScopes.ReadRegistrations], Ct)
        );
        using var program = Directory.With(web, key.Value);
        (await program.Get("Users")).Status.ShouldBe(401);
        using var api = new HttpClient { BaseAddress = new(web.Url) };
        api.DefaultRequestHeaders.Add("Authorization", "Bearer " + entra.Token);
        ((int)(await api.GetAsync("/api/v1/registrations", Ct)).StatusCode).ShouldBe(401);

        var actor = Directory.OwnerActor(owner, web.Corvane);
        var tokens = (await web.House.Act<DirectoryDesk, DirectorySheetView>(actor, d => d.Show(Ct))).Tokens;
        var mine = tokens.Single(t => t.Hint == entra.Token["corvane.".Length..][..6]);
        (await web.House.Act<DirectoryDesk, Result>(actor, d => d.Revoke(mine.Id, Ct))).Problem.ShouldBeNull();
        (await entra.Get("Users")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_asks_as_often_as_any_key_and_no_more()
    {
        var limits = web.Services.GetRequiredService<ApiLimits>();
        using var eager = await Staff();
        var usual = limits.PerMinute;
        limits.PerMinute = 2;
        await eager.Get("Users?count=1");
        await eager.Get("Users?count=1");
        var held = await eager.Get("Users?count=1");
        limits.PerMinute = usual;
        (held.Status, held.Type).ShouldBe((429, "application/scim+json"));
    }

    [Fact]
    public async Task A_partners_directory_reaches_its_own_people_and_nobody_else()
    {
        var story = await RegistrationStory.In(web.House);
        using var kestrel = await Directory.OfPartner(web, story.Kestrel, await Admin(story.Kestrel));
        using var vantora = await Directory.OfPartner(web, story.Vantora, await Admin(story.Vantora));
        using var staff = await Staff();
        var ines = await kestrel.Find(story.InesEmail);
        var group = (string)(await kestrel.Post("Groups", """{"displayName":"Sellers"}""")).Json["id"]!;

        foreach (var other in new[] { vantora, staff })
        {
            (await other.Get($"Users/{ines}")).Status.ShouldBe(404);
            (await other.Patch($"Users/{ines}", """{"op":"replace","path":"active","value":false}""")).Status.ShouldBe(404);
            (await other.Delete($"Users/{ines}")).Status.ShouldBe(404);
            (await other.Get($"Groups/{group}")).Status.ShouldBe(404);
            (await other.Delete($"Groups/{group}")).Status.ShouldBe(404);
            (await other.Post("Groups", $$"""{"displayName":"Theirs","members":[{"value":"{{ines}}"}]}""")).Fault.ShouldBe(
                (400, "invalidValue")
            );
            (await other.Post("Users", $$"""{"userName":"{{story.InesEmail}}"}""")).Fault.ShouldBe((409, "uniqueness"));
            (await other.Get("Users?count=500")).Text.ShouldNotContain(story.InesEmail);
            (await other.Get("Groups?count=500")).Text.ShouldNotContain(group);
        }
        (await Member(story.InesEmail))!.Active.ShouldBeTrue();
        var made = await kestrel.User(Mail("kes"));
        (await Member((string)(await kestrel.Get($"Users/{made}")).Json["userName"]!))!.Partner.ShouldBe(story.Kestrel);
        (await web.House.Act<DirectoryDesk, Result<string>>(story.Jonah, d => d.Make("By a seller", Ct))).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_left_is_out_at_once_with_session_link_and_key_and_these_stay_shut_when_they_come_back()
    {
        var story = await RegistrationStory.In(web.House);
        using var entra = await Directory.OfPartner(web, story.Kestrel, await Admin(story.Kestrel));
        var mail = $"leaver@{story.InesEmail.Split('@')[1]}";
        var id = await entra.User(mail, "Lea Ver");
        using var session = await web.SignIn(mail);
        var person = (await Member(mail))!.Person.Id;
        var link = await Link(person, story.Kestrel);
        await Promote(story.Kestrel, mail);
        var key = (
            await web.House.Act<ApiKeys, Result<string>>(
                Directory.AdminActor(web, story.Kestrel, person),
                k => k.Make("Theirs", [ApiScopes.ReadRegistrations], Ct)
            )
        ).Value;
        (await Opens(session, link, key)).ShouldBe((200, 200, 200));

        web.Clock.Advance(TimeSpan.FromSeconds(1));
        // As Entra ID says it.
        var left = await entra.Patch($"Users/{id}", """{"op":"Replace","path":"active","value":"False"}""");
        ((bool)left.Json["active"]!).ShouldBeFalse(left.Text);
        (await Opens(session, link, key)).ShouldBe((303, 410, 401));
        (await Member(mail))!.SuspendedFor.ShouldBe(AccessEnd.Directory);

        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await entra.Patch($"Users/{id}", """{"op":"replace","value":{"active":true}}""")).Status.ShouldBe(200);
        (await Opens(session, link, key)).ShouldBe((303, 410, 401), "what was open before stays closed");
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await web.SignIn(mail);
        (await again.Get("/w/corvane/portal")).Status.ShouldBe(200);

        // DELETE ends it just so.
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await entra.Delete($"Users/{id}")).Status.ShouldBe(204);
        (await again.Get("/w/corvane/portal")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task The_last_owner_stays_and_any_other_goes()
    {
        // A workspace with no other owners than these.
        var (first, second) = (Mail("first"), Mail("second"));
        await using (var scope = web.House.As(web.Other))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            await access.AddStaff(first, "First", StaffRole.Owner, Ct);
            await access.AddStaff(second, "Second", StaffRole.Owner, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        var token = await web.House.Act<DirectoryDesk, Result<string>>(
            Directory.OwnerActor((await Member(first, web.Other))!.Person.Id, web.Other),
            d => d.Make("Okta", Ct)
        );
        using var http = new HttpClient { BaseAddress = new(web.Url) };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + token.Value);
        async Task<string> Id(string mail) =>
            (string)
                System.Text.Json.Nodes.JsonNode.Parse(
                    await http.GetStringAsync($"/w/halden/scim/v2/Users?filter=userName%20eq%20%22{mail}%22", Ct)
                )!["Resources"]![0]!["id"]!;
        var (one, two) = (await Id(first), await Id(second));

        ((int)(await http.DeleteAsync($"/w/halden/scim/v2/Users/{one}", Ct)).StatusCode).ShouldBe(204);
        ((int)(await http.DeleteAsync($"/w/halden/scim/v2/Users/{two}", Ct)).StatusCode).ShouldBe(403);
        (await Member(second, web.Other))!.Active.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_who_belongs_to_another_vendor_too_keeps_their_name_and_address()
    {
        using var entra = await Staff();
        var mail = Mail("shared");
        await using (var scope = web.House.As(web.Other))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(mail, "Known Elsewhere", StaffRole.Sales, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        (await entra.Get($"Users?filter=userName%20eq%20%22{mail}%22")).Json["totalResults"]!.GetValue<int>().ShouldBe(0, "no member here");

        var id = await entra.User(mail, "As We Say");
        var answer = await entra.Get($"Users/{id}");
        answer.Text.ShouldNotContain("Known Elsewhere");
        ((string?)answer.Json["displayName"]).ShouldBe("As We Say");
        (await Member(mail, web.Other))!.Person.Name.ShouldBe("Known Elsewhere");
        (await entra.Put($"Users/{id}", $$"""{"userName":"{{mail}}","displayName":"Renamed"}""")).Status.ShouldBe(200);
        (await Member(mail, web.Other))!.Person.Name.ShouldBe("Known Elsewhere");
        var taken = await entra.Put($"Users/{id}", """{"userName":"attacker@elsewhere.example"}""");
        taken.Fault.ShouldBe((400, "mutability"), taken.Text);
        (await Member(mail, web.Other)).ShouldNotBeNull();

        // Their leaving here leaves them where they are elsewhere.
        (await entra.Delete($"Users/{id}")).Status.ShouldBe(204);
        ((await Member(mail))!.Active, (await Member(mail, web.Other))!.Active).ShouldBe((false, true));
    }

    [Fact]
    public async Task Somebody_of_this_vendor_alone_moves_to_a_new_address_is_signed_out_and_told_at_the_old_one()
    {
        using var entra = await Staff();
        var (mail, then, taken) = (Mail("wed"), Mail("wedded"), Mail("taken"));
        var id = await entra.User(mail, "W Ed");
        await entra.User(taken);
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        using var session = await web.SignIn(mail);
        (await session.Get("/w/corvane/today")).Status.ShouldBe(200);
        (await entra.Put($"Users/{id}", $$"""{"userName":"{{taken}}"}""")).Fault.ShouldBe((409, "uniqueness"));

        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await entra.Put($"Users/{id}", $$"""{"userName":"{{then}}","displayName":"W Ed"}""")).Status.ShouldBe(200);
        (await Member(mail)).ShouldBeNull();
        (await Member(then)).ShouldNotBeNull();
        (await session.Get("/w/corvane/today")).Status.ShouldBe(303);
        await using var scope = web.House.As(web.Corvane);
        (await scope.ServiceProvider.GetRequiredService<MailBox>().List(mail, 0, 10, Ct)).Rows.ShouldContain(m =>
            m.Subject.Contains("another address", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Whom_somebody_took_off_by_hand_no_directory_brings_back()
    {
        using var entra = await Staff();
        var mail = Mail("fired");
        var id = await entra.User(mail);
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend((await Member(mail))!.Person.Id, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        (await entra.Patch($"Users/{id}", """{"op":"replace","value":{"active":true}}""")).Status.ShouldBe(403);
        (await entra.Patch($"Users/{id}", """{"op":"replace","value":{"active":"False","title":"Gone"}}""")).Status.ShouldBe(200);
        (await Member(mail))!.Active.ShouldBeFalse();
    }

    [Fact]
    public async Task The_page_gives_a_token_once_maps_groups_and_is_not_for_everybody()
    {
        using var owner = await web.Staff(StaffRole.Owner, Mail("pageowner"), "P Owner");
        var made = await owner.Submit("/w/corvane/settings/directory", ("_handler", "make"), ("Name", "Okta of Corvane"));
        made.Status.ShouldBe(200, made.Text);
        var token = made.Document.QuerySelector("input[aria-label='The token']")!.GetAttribute("value")!;
        using var okta = Directory.With(web, token);
        var group = (string)(await okta.Post("Groups", $$"""{"displayName":"Auditors {{Mail("g")}}"}""")).Json["id"]!;
        var mail = Mail("audit");
        var user = await okta.User(mail);
        await okta.Patch($"Groups/{group}", $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""");

        var page = await owner.Open("/w/corvane/settings/directory");
        page.Text.ShouldNotContain(token);
        page.Text.ShouldContain("/w/corvane/scim/v2");
        var given = await owner.Submit(page, ("_handler", "roles"), ($"Group.{Guid.Parse(group):N}", nameof(StaffRole.Auditor)));
        given.Status.ShouldBe(303, given.Text);
        (await Member(mail))!.StaffRole.ShouldBe(StaffRole.Auditor);
        (await owner.Submit("/w/corvane/settings/directory", ("_handler", "make"), ("Name", " "))).Status.ShouldBe(422);

        using var sales = await web.Staff(StaffRole.Sales, Mail("sales"), "S Ales");
        (await sales.Get("/w/corvane/settings/directory")).Status.ShouldBe(403);
        var story = await RegistrationStory.In(web.House);
        using var seller = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, Mail("seller"), "Se Ller");
        (await seller.Get("/w/corvane/portal/directory")).Status.ShouldBe(404);
        using var admin = await web.PartnerPerson(story.Kestrel, PartnerRole.Admin, Mail("admin"), "Ad Min");
        (await admin.Open("/w/corvane/portal/directory")).Words.ShouldContain("Make a token");
    }

    private Task<PersonId> Admin(PartnerId partner) => web.AddPartnerPerson(partner, PartnerRole.Admin, Mail("admin"), "Ad Min");

    private Task Promote(PartnerId partner, string mail) => web.AddPartnerPerson(partner, PartnerRole.Admin, mail, "Lea Ver");

    private async Task<PersonCard> Person(PersonId id)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([id], Ct))[id];
    }

    private async Task<string> Link(PersonId person, PartnerId partner)
    {
        await using var scope = web.House.As(web.Corvane);
        var url = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(LinkKind.Register, person, partner, null, web.Clock.Now.AddDays(30), Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new Uri(url).PathAndQuery;
    }

    private async Task<(int Session, int Link, int Key)> Opens(WebVisitor session, string link, string key)
    {
        using var guest = web.Guest();
        using var api = new HttpClient { BaseAddress = new(web.Url) };
        api.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);
        return (
            (await session.Get("/w/corvane/portal")).Status,
            (await guest.Get(link)).Status,
            (int)(await api.GetAsync("/api/v1/registrations", Ct)).StatusCode
        );
    }
}
