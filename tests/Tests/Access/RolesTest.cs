using Entente.Access;
using Entente.Access.People;
using Entente.Access.Roles;
using Entente.Access.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Access;

/// <summary>Roles that a workspace makes for itself, and who may give them to whom.</summary>
public sealed class RolesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_of_ones_own_opens_what_it_lists_and_nothing_else_and_a_change_counts_on_the_next_click()
    {
        var owner = await Owner();
        var role = await Save(owner, "Readers", [Permissions.ReadPartners]);
        var (person, visitor) = await Hired(owner, role);

        (await visitor.Get("/w/corvane/partners")).Status.ShouldBe(200);
        (await visitor.Get("/w/corvane/registrations")).Status.ShouldBe(403);
        (await visitor.Get("/w/corvane/settings/people")).Status.ShouldBe(403);

        var row = (await Roles(owner)).Single(r => r.Id == role);
        (
            await web.House.Act<RoleDesk, Result<CustomRoleId>>(
                owner,
                d => d.Save(new(role, row.Version, row.Text with { Permissions = [Permissions.ReadRegistrations] }), Ct)
            )
        ).Problem.ShouldBeNull();

        (await visitor.Get("/w/corvane/partners")).Status.ShouldBe(403);
        (await visitor.Get("/w/corvane/registrations")).Status.ShouldBe(200);
        (await Roles(owner)).Single(r => r.Id == role).People.ShouldHaveSingleItem().Id.ShouldBe(person);
        (await web.House.Act<RoleDesk, Result>(owner, d => d.Remove(role, Ct))).Problem!.Code.ShouldBe("role.held");
    }

    [Fact]
    public async Task The_change_stands_on_the_page_before_it_counts()
    {
        var owner = await Owner();
        using var visitor = await web.SignIn("owner.of.roles@corvane.example");
        var form = await visitor.Open("/w/corvane/settings/roles/new?from=Sales");

        var looked = await visitor.Submit(form, ("Name", "Field sales"), ("Do", "look"));
        looked.Status.ShouldBe(200);
        looked.Words.ShouldContain("Gives Register in a partner’s name");
        looked.Words.ShouldContain("Nobody has it yet");
        (await Roles(owner)).ShouldNotContain(r => r.Text.Name == "Field sales");

        (await visitor.Submit(looked, ("Do", "save"))).Status.ShouldBe(303);
        (await Roles(owner)).ShouldContain(r =>
            r.Text.Name == "Field sales" && r.Text.Permissions.Contains(Permissions.SubmitRegistrations)
        );
        var refused = await visitor.Submit(await visitor.Open("/w/corvane/settings/roles/new"), ("Name", "field SALES"), ("Do", "save"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Another role has this name");
    }

    [Fact]
    public async Task Nobody_gives_or_changes_what_they_do_not_have()
    {
        var owner = await Owner();
        // What a marketing role holds, and people.
        string[] given =
        [
            Permissions.ManagePeople,
            Permissions.ReadPartners,
            Permissions.ManageAnnouncements,
            Permissions.ReadLeads,
            Permissions.ManageLeads,
        ];
        var keeper = await Save(owner, "Keepers", given);
        var (person, _) = await Hired(owner, keeper);
        var actor = owner with { Person = person, Permissions = given.ToHashSet() };

        (await Make(actor, "Too much", [Permissions.ReadAudit]))
            .Problem!.Fields!["role"]
            .ShouldContain("You cannot give what you do not have");
        (await Make(actor, "Just enough", [Permissions.ReadPartners])).Problem.ShouldBeNull();
        (await Add(actor, "Auditor")).Problem!.Fields!.Keys.ShouldContain("role");
        (await Add(actor, "Marketing")).Problem.ShouldBeNull();
        var above = (await Staff(owner)).First(r => r.Person.Id == owner.Person);
        (await Change(actor, above.Person.Id, "Marketing", DataScope.Everything)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
    }

    [Fact]
    public async Task The_last_owner_stays_and_only_owners_make_owners()
    {
        var owner = await Owner();
        foreach (var other in (await Staff(owner)).Where(r => r is { Active: true, RoleKey: "Owner" } && r.Person.Id != owner.Person))
            (await Change(owner, other.Person.Id, "Admin", DataScope.Everything)).Problem.ShouldBeNull();

        (await Change(owner, owner.Person!.Value, "Admin", DataScope.Everything)).Problem!.Code.ShouldBe("role.last_owner");
        (await web.House.Act<StaffDesk, Result>(owner, d => d.Suspend(owner.Person!.Value, Ct))).Problem!.Code.ShouldBe("role.last_owner");
        (await Change(owner, owner.Person!.Value, "Owner", new([], [], [], true))).Problem!.Code.ShouldBe("role.owner_scope");
        var admin = owner with
        {
            Person = await web.AddStaff(StaffRole.Admin, $"admin{Interlocked.Increment(ref made)}@corvane.example", "Ada Admin"),
        };
        (await Add(admin, "Owner")).Problem!.Code.ShouldBe("role.owners_only");
        (await Change(admin, owner.Person!.Value, "Admin", DataScope.Everything)).Problem!.Code.ShouldBe("role.owners_only");
    }

    [Fact]
    public async Task Access_ends_at_once_and_comes_back_with_a_role()
    {
        var owner = await Owner();
        var (person, visitor) = await Hired(owner, await Save(owner, $"Here {made}", [Permissions.ReadPartners]));
        (await visitor.Get("/w/corvane/partners")).Status.ShouldBe(200);

        (await web.House.Act<StaffDesk, Result>(owner, d => d.Suspend(person, Ct))).Problem.ShouldBeNull();
        (await visitor.Get("/w/corvane/partners")).Status.ShouldBe(303);
        (await Change(owner, person, "Marketing", DataScope.Everything)).Problem.ShouldBeNull();
        (await visitor.Get("/w/corvane/partners")).Status.ShouldBe(303, "what was open before stays closed");
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        var email = (await web.House.Act<AccessApi, IReadOnlyDictionary<PersonId, PersonCard>>(owner, a => a.People([person], Ct)))[
            person
        ].Email;
        using var again = await web.SignIn(email);
        (await again.Get("/w/corvane/partners")).Status.ShouldBe(200);
    }

    private async Task<Actor> Owner()
    {
        var person = await web.AddStaff(StaffRole.Owner, "owner.of.roles@corvane.example", "Olive Owner");
        return new(web.Corvane.Id, ActorKind.Staff, Channel.Web, person, Name: "Olive Owner", Permissions: Permissions.Of(StaffRole.Owner));
    }

    private async Task<(PersonId, WebVisitor)> Hired(Actor owner, CustomRoleId role)
    {
        var email = $"hired{Interlocked.Increment(ref made)}@corvane.example";
        var added = await web.House.Act<StaffDesk, Result<PersonId>>(owner, d => d.Add(email, "Hanna Hired", role.Value.ToString("N"), Ct));
        added.Problem.ShouldBeNull();
        return (added.Value, await web.SignIn(email));
    }

    private Task<Result<PersonId>> Add(Actor by, string role) =>
        web.House.Act<StaffDesk, Result<PersonId>>(
            by,
            d => d.Add($"new{Interlocked.Increment(ref made)}@corvane.example", "Nia New", role, Ct)
        );

    private async Task<Result> Change(Actor by, PersonId person, string role, DataScope scope) =>
        await web.House.Act<StaffDesk, Result>(
            by,
            async d => await d.Change(new(person, (await Staff(by)).Single(r => r.Person.Id == person).Version, role, scope), Ct)
        );

    private Task<IReadOnlyList<StaffRow>> Staff(Actor by) => web.House.Act<StaffDesk, IReadOnlyList<StaffRow>>(by, d => d.List(Ct));

    private Task<IReadOnlyList<RoleRow>> Roles(Actor by) => web.House.Act<RoleDesk, IReadOnlyList<RoleRow>>(by, d => d.List(Ct));

    private Task<Result<CustomRoleId>> Make(Actor by, string name, string[] permissions) =>
        web.House.Act<RoleDesk, Result<CustomRoleId>>(by, d => d.Save(new(null, 0, new(name, permissions, DataScope.Everything)), Ct));

    private async Task<CustomRoleId> Save(Actor by, string name, string[] permissions)
    {
        var saved = await Make(by, name, permissions);
        saved.Problem.ShouldBeNull();
        return saved.Value;
    }
}
