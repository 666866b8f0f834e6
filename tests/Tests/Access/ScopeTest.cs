using System.Reflection;
using Entente.Access;
using Entente.Access.Http;
using Entente.Access.People;
using Entente.Access.Rules;
using Entente.Conflicts.Model;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Tests.Conflicts;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Staff with a data scope: other partners are not there, wherever they look.</summary>
public sealed class ScopeTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_records_numbers_and_people_are_of_the_partners_in_scope()
    {
        var (mine, theirs) = (await RegistrationStory.In(web.House), await RegistrationStory.In(web.House));
        var (inside, outside) = (await mine.Submitted(mine.Ines, "Inside Foods"), await theirs.Submitted(theirs.Ines, "Outside Foods"));
        using var visitor = await Narrowed(mine.Maren, StaffRole.PartnerManager);

        var list = await visitor.Open("/w/corvane/registrations");
        (list.Text.Contains("Inside Foods"), list.Text.Contains("Outside Foods")).ShouldBe((true, false));
        (await visitor.Get($"/w/corvane/registrations/{inside}")).Status.ShouldBe(200);
        (await visitor.Get($"/w/corvane/registrations/{outside}")).Status.ShouldBe(404);
        (await visitor.Get($"/w/corvane/partners/{mine.Kestrel}")).Status.ShouldBe(200);
        (await visitor.Get($"/w/corvane/partners/{theirs.Kestrel}")).Status.ShouldBe(404);
        foreach (
            var whole in new[]
            {
                "duplicates",
                "registrations/files",
                "partners/import",
                "partners/import/companies",
                "settings/territories",
                "audit",
                "mail",
                "settings/crm",
                "settings/keys",
            }
        )
            (await visitor.Get($"/w/corvane/{whole}")).Status.ShouldBe(403, whole);

        await using var scope = web.House.As((await Actor(mine.Maren))!);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<Registration>().CountAsync(Ct)).ShouldBe(1);
        (await db.Set<PartnersCard>().CountAsync(Ct)).ShouldBe(2, "Kestrel and Vantora of this story");
        (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([theirs.Ines.Person!.Value], Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_gets_mail_about_a_partner_sees_it()
    {
        var (mine, theirs) = (await RegistrationStory.In(web.House), await RegistrationStory.In(web.House));
        using var _ = await Narrowed(mine.Maren, StaffRole.PartnerManager);

        await using var scope = web.House.As(web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        (await access.StaffFor(mine.Kestrel, Ct)).ShouldContain(m => m.Person.Id == mine.Maren.Person);
        (await access.StaffFor(theirs.Kestrel, Ct)).ShouldNotContain(m => m.Person.Id == mine.Maren.Person);
    }

    [Fact]
    public async Task What_several_partners_share_is_seen_by_whoever_sees_all_of_them()
    {
        var (mine, theirs) = (await RegistrationStory.In(web.House), await RegistrationStory.In(web.House));
        var conflicts = new ConflictStory(web.House, mine);
        var (whole, _, _) = await conflicts.Contested("Both Mine Ltd");
        var half = await mine.Submitted(mine.Ines, "Half Mine Ltd");
        var rival = await theirs.Submitted(theirs.Ines, "Half Mine Ltd");
        await web.House.Work();
        var (connection, account) = await conflicts.Known("Both Mine Ltd");
        await web.House.Link(
            web.House.Corvane,
            new(connection, $"joint-{made}", "Joint", account, null, mine.Kestrel, Entente.Pipeline.DealRole.Resale)
        );
        await web.House.Link(
            web.House.Corvane,
            new(connection, $"joint-{made}", "Joint", account, null, theirs.Kestrel, Entente.Pipeline.DealRole.Services)
        );
        using var visitor = await Narrowed(mine.Maren, StaffRole.PartnerManager);
        var actor = (await Actor(mine.Maren))!;

        await using var scope = web.House.As(actor);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<ConflictCase>().Select(c => c.Number).ToListAsync(Ct)).ShouldBe([whole.Number]);
        (await db.Set<Opportunity>().AnyAsync(o => o.CrmId == $"joint-{made}", Ct)).ShouldBeFalse();
        var page = await visitor.Open($"/w/corvane/registrations/{half}");
        (page.Text.Contains(rival), page.Text.Contains("Another partner")).ShouldBe((false, false), "nothing of a rival out of scope");
        var done = await web.House.Act<ApproveRegistration, Result>(
            actor,
            async u => await u.Run(new(half, (await mine.Load(half)).Version, AcceptRuling: true), Ct)
        );
        done.Problem!.Code.ShouldBe("registration.others_concerned");
    }

    [Fact]
    public async Task Whoever_has_a_scope_keeps_of_any_role_only_what_it_can_narrow()
    {
        var story = await RegistrationStory.In(web.House);
        using var _ = await Narrowed(story.Maren, StaffRole.Admin);

        var actor = (await Actor(story.Maren))!;

        actor.Permissions!.Order().ShouldBe(Permissions.Narrowable.Order());
        actor.Scope.ShouldNotBeNull().ShouldBe([story.Kestrel, story.Vantora], ignoreOrder: true);
    }

    /// <summary>A table that is added tomorrow is behind the filter, or stands here with its reason.</summary>
    [Fact]
    public async Task Every_table_that_names_a_partner_is_behind_the_scope()
    {
        var reasons = new Dictionary<string, string>
        {
            ["Membership"] = "narrows itself: staff know each other",
            ["ProbeAlarm"] = "narrows itself, by the partner it is about",
            ["AccessLink"] = "found by its secret alone, before anybody is known",
            ["ApiKey"] = "for whoever manages keys, which no scope leaves",
            ["AuditEntry"] = "for whoever reads the audit, which no scope leaves",
            ["NamedAccount"] = "territories: closed to whoever has a scope",
            ["CrmFormEntry"] = "forms of the CRM: closed to whoever has a scope",
            ["PeopleDirectory"] = "shown on the workspace’s own page, which is closed to whoever has a scope, and to the partner’s admins",
            ["SlackChannel"] = "whose a channel is; its page is closed to whoever has a scope",
            ["SlackThread"] = "where in Slack something is said; what is said passes the filter of its record",
            ["SlackPost"] = "what is to be said in Slack, worked off by jobs and shown to nobody",
            ["TeamsChannel"] = "whose a channel is; its page is closed to whoever has a scope",
            ["TeamsThread"] = "where in Teams something is said; what is said passes the filter of its record",
            ["TeamsPost"] = "what is to be said in Teams, worked off by jobs and shown to nobody",
            ["ReplyDoor"] = "found by its secret address alone; the record it opens is then found through the filter",
            ["PartnerImportRow"] = "imports of partners: closed to whoever has a scope",
            ["Candidate"] = "no partner yet, so in nobody’s scope; its pages ask for a permission that a scope takes away",
            ["PublicClaim"] = "found by its secret alone, until its address is confirmed",
            ["ViewAsVisit"] = "of the browser that looks",
            ["DealParts"] = "asked by filters alone, for whether all partners are seen",
            ["CaseParties"] = "asked by filters alone, for whether all partners are seen",
            ["ShareParties"] = "asked by filters alone, for whether all partners are seen",
        };
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();

        var open = db
            .Model.GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => p.ClrType == typeof(PartnerId) || p.ClrType == typeof(PartnerId?)))
            .Where(e => e.GetDeclaredQueryFilters().All(f => f.Key != Fences.Scope))
            .Select(e => e.ClrType.Name)
            .Except(reasons.Keys)
            .ToList();

        open.ShouldBeEmpty("they name a partner and have neither the filter nor a reason");
    }

    private async Task<WebVisitor> Narrowed(Actor maren, StaffRole role)
    {
        await using (var scope = web.House.As(web.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var member = await db.Set<Entente.Access.Model.Membership>().SingleAsync(m => m.PersonId == maren.Person, Ct);
            member.Become(role);
            member.Narrow(new([], [], [], OwnPartners: true));
            await db.SaveChangesAsync(Ct);
        }
        Interlocked.Increment(ref made);
        await using var asking = web.House.As(web.Corvane);
        var email = (await asking.ServiceProvider.GetRequiredService<AccessApi>().People([maren.Person!.Value], Ct)).Values.Single().Email;
        return await web.SignIn(email);
    }

    private async Task<Actor?> Actor(Actor maren)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().StaffActor(maren.Person!.Value, Channel.Web, Ct);
    }
}
