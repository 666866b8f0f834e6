using Entente.Access;
using Entente.Access.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Collaboration;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Staff look at the portal as a partner's person: they see what that person sees, and change nothing.</summary>
public sealed class ViewAsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_portal_is_that_persons_says_so_changes_nothing_and_ends()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Viewed Foods");
        using var visitor = await web.Staff(StaffRole.PartnerManager, "viewer.as@corvane.example", "Vera Viewer");
        (await visitor.Get("/w/corvane/portal")).Status.ShouldBe(403);

        var page = await visitor.Open($"/w/corvane/view-as?person={story.Ines.Person!.Value.Short()}");
        (
            await visitor.Submit(page, ("_handler", "start-view"), ("Who", $"p:{story.Kestrel.Short()}:{story.Ines.Person!.Value.Short()}"))
        ).Status.ShouldBe(303);

        var deal = await visitor.Open($"/w/corvane/portal/deals/{number}");
        deal.Text.ShouldContain("You view as <b>Ines Calder, Kestrel Quay");
        deal.Text.ShouldContain("Viewed Foods");
        var sent = await visitor.Submit(deal, ("_handler", "withdraw"));
        sent.Status.ShouldBe(403);
        sent.Words.ShouldContain("You are viewing as Ines Calder, so nothing was sent or changed");
        (await story.Load(number)).State.ShouldBe(Entente.Registrations.Rules.RegistrationState.InReview);
        foreach (var own in new[] { "portal/keys", "portal/team" })
            (await visitor.Get($"/w/corvane/{own}")).Status.ShouldBe(403, own);
        (await visitor.Open("/w/corvane/me")).Text.ShouldContain("viewer.as@corvane.example");
        (await visitor.Get("/w/corvane/registrations")).Status.ShouldBe(200, "everywhere else they are themselves");

        (await visitor.Submit("/w/corvane/view-as", ("_handler", "end-view"))).Status.ShouldBe(303);
        (await visitor.Get("/w/corvane/portal")).Status.ShouldBe(403);

        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var vera = (await scope.ServiceProvider.GetRequiredService<AccessApi>().Member("viewer.as@corvane.example", Ct))!.Person.Id;
        var acts = await db.Set<AuditEntry>()
            .Where(e => e.Person == vera && e.Action.StartsWith("partner.view"))
            .Select(e => e.Action)
            .ToListAsync(Ct);
        acts.ShouldContain("partner.view_started");
        acts.ShouldContain("partner.viewed_page");
        acts.ShouldContain("partner.view_ended");
    }

    [Fact]
    public async Task A_conversation_with_news_is_looked_at_and_stays_new_to_the_person_themselves()
    {
        var talk = await TalkStory.In(web.House);
        (await talk.Say(talk.People.Maren, "New to Ines alone")).Problem.ShouldBeNull();
        using var visitor = await web.Staff(StaffRole.PartnerManager, "viewer.talk@corvane.example", "Thea Talk");
        await Begin(visitor, $"p:{talk.People.Kestrel.Short()}:{talk.People.Ines.Person!.Value.Short()}");

        (await visitor.Open($"/w/corvane/portal/deals/{talk.Number}/messages")).Words.ShouldContain("New to Ines alone");
        (await talk.See(talk.People.Ines))!.New.ShouldBe(1);
    }

    [Fact]
    public async Task It_ends_after_an_hour_and_at_once_when_the_permission_goes_and_nobody_without_it_begins()
    {
        var story = await RegistrationStory.In(web.House);
        using var visitor = await web.Staff(StaffRole.PartnerManager, "viewer.hour@corvane.example", "Hugo Hour");
        var who = $"r:{story.Kestrel.Short()}:Viewer";

        await Begin(visitor, who);
        (await visitor.Open("/w/corvane/portal")).Text.ShouldContain("You view as <b>Viewer, Kestrel Quay");
        web.Clock.Advance(TimeSpan.FromMinutes(61));
        (await visitor.Get("/w/corvane/portal")).Status.ShouldBe(403);

        await Begin(visitor, who);
        (await visitor.Get("/w/corvane/portal")).Status.ShouldBe(200);
        await web.AddStaff(StaffRole.Sales, "viewer.hour@corvane.example", "Hugo Hour");
        (await visitor.Get("/w/corvane/portal")).Status.ShouldBe(403);
        (await visitor.Get("/w/corvane/view-as")).Status.ShouldBe(403);
    }

    /// <summary>Behind the gate the save refuses too: a GET that would write is a bug, not a way.</summary>
    [Fact]
    public async Task A_save_by_somebody_who_only_looks_throws_and_a_trace_of_the_look_does_not()
    {
        var story = await RegistrationStory.In(web.House);
        await using var scope = web.House.As(story.Ines with { ReadOnly = true, ViewedBy = story.Maren.Person });
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();

        db.Witness("test.looked", new("partner", story.Kestrel.Value));
        (await db.SaveChangesAsync(Ct)).ShouldBeGreaterThanOrEqualTo(0);
        (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "test.looked", Ct)).Person.ShouldBe(story.Maren.Person);
        db.Add(CustomRole.Make("Never", [Permissions.ReadPartners], Entente.Access.Rules.DataScope.Everything, web.Clock.Now));
        await Should.ThrowAsync<ReadOnlyException>(() => db.SaveChangesAsync(Ct));
    }

    private static async Task Begin(WebVisitor visitor, string who) =>
        (await visitor.Submit("/w/corvane/view-as", ("_handler", "start-view"), ("Who", who))).Status.ShouldBe(303);
}
