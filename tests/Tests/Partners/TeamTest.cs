using Entente.Access;
using Entente.Access.Keys;
using Entente.Partners.People;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

/// <summary>A partner's admin looks after the own team, without the vendor.</summary>
public sealed class TeamTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_invites_changes_restricts_and_removes_a_colleague_by_themselves()
    {
        var story = await RegistrationStory.In(web.House);
        using var admin = await web.PartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Ines Calder");
        var email = $"mate{Interlocked.Increment(ref made)}@kestrelquay.example";

        (
            await admin.Submit("/w/corvane/portal/team", ("_handler", "invite"), ("Name", "Mo Mate"), ("Email", email), ("Role", "Seller"))
        ).Status.ShouldBe(303);
        using var mate = await web.SignIn(email);
        (await mate.Get("/w/corvane/portal/register")).Status.ShouldBe(200);
        var person = (await Team(story)).Single(m => m.Person.Email == email).Person.Id.Short();

        (
            await admin.Submit(
                "/w/corvane/portal/team",
                ("_handler", $"change-{person}"),
                ("Role", "Viewer"),
                ("Restricted", "true"),
                ("Do", "change")
            )
        ).Status.ShouldBe(303);
        var changed = (await Team(story)).Single(m => m.Person.Email == email);
        (changed.PartnerRole, changed.Restricted).ShouldBe((PartnerRole.Viewer, true));
        (await mate.Get("/w/corvane/portal/register")).Status.ShouldBe(403);

        (await admin.Submit("/w/corvane/portal/team", ("_handler", $"change-{person}"), ("Do", "remove"))).Status.ShouldBe(303);
        (await mate.Get("/w/corvane/portal")).Status.ShouldBe(303, "to the sign-in page");
    }

    [Fact]
    public async Task The_last_admin_cannot_leave_and_nobody_else_touches_the_team()
    {
        var story = await RegistrationStory.In(web.House);
        var ines = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Ines Calder");
        var admin = story.Ines with { Permissions = PartnerRights.Of(PartnerRole.Admin) };

        (await Act(admin, t => t.Remove(ines, Ct))).Problem!.Code.ShouldBe("team.last_admin");
        (await Act(admin, t => t.Change(ines, PartnerRole.Seller, false, Ct))).Problem!.Code.ShouldBe("team.last_admin");
        (await Act(admin, t => t.Change(ines, PartnerRole.Admin, true, Ct))).Problem!.Code.ShouldBe("team.restricted_admin");
        foreach (var role in Enum.GetValues<PartnerRole>().Where(r => r is not PartnerRole.Admin))
            (await Act(admin with { Permissions = PartnerRights.Of(role) }, t => t.Remove(ines, Ct))).Problem!.Code.ShouldBe(
                "team.admins_only"
            );
        (await Act(admin with { ReadOnly = true }, t => t.Remove(ines, Ct))).Problem!.Code.ShouldBe("team.admins_only");
        (await Act(story.Jonah with { Permissions = PartnerRights.Of(PartnerRole.Admin) }, t => t.Remove(ines, Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.NotFound
        );
    }

    [Fact]
    public async Task With_whoever_leaves_go_their_keys()
    {
        var story = await RegistrationStory.In(web.House);
        var ines = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Ines Calder");
        var second = await web.AddPartnerPerson(
            story.Kestrel,
            PartnerRole.Admin,
            $"second{Interlocked.Increment(ref made)}@kestrelquay.example",
            "Sam Second"
        );
        var admin = story.Ines with { Person = ines, Channel = Channel.Web, Permissions = PartnerRights.Of(PartnerRole.Admin) };
        var key = await web.House.Act<ApiKeys, Result<string>>(admin, k => k.Make("Nightly", [ApiScopes.ReadRegistrations], Ct));
        key.Problem.ShouldBeNull();
        (await Ask(key.Value)).ShouldBe(200);

        (await Act(admin with { Person = second }, t => t.Remove(ines, Ct))).Problem.ShouldBeNull();
        (await Ask(key.Value)).ShouldBe(401);
        await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Ines Calder");
        (await Ask(key.Value)).ShouldBe(401, "who comes back makes a new one");
    }

    private async Task<int> Ask(string key)
    {
        using var program = web.Guest();
        program.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return (await program.Get("/api/v1/registrations")).Status;
    }

    private Task<Result> Act(Actor who, Func<ManageTeam, Task<Result>> act) => web.House.Act(who, act);

    private async Task<IReadOnlyList<MemberCard>> Team(RegistrationStory story)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().PartnerPeople(story.Kestrel, Ct);
    }
}
