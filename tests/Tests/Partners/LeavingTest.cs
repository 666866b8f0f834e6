using Entente.Access;
using Entente.Conflicts.Appeal;
using Entente.Leads.Hold;
using Entente.Partners;
using Entente.Partners.Model;
using Entente.Partners.Step;
using Entente.Plans.Work;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Conflicts;
using Entente.Tests.Leads;
using Entente.Tests.Onboarding;
using Entente.Tests.Plans;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

/// <summary>A partner ends when nothing is open with it in any room, or when staff say that it ends all the same, and why. Each test has a house of its own.</summary>
public sealed class LeavingTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Claims_that_stand_and_protections_that_run_are_open_until_they_are_decided_or_over()
    {
        var story = await RegistrationStory.In(house);
        var waiting = await story.Submitted(story.Ines, "Leaving Foods");
        var held = await story.Approved(story.Ines, "Held Foods");
        await story.Submitted(story.Jonah, "Not Theirs");
        await Offboard(story.Maren, story.Kestrel);

        (await End(story.Maren, story.Kestrel))
            .Problem.ShouldNotBeNull()
            .Message.ShouldEndWith("still has 2 claims open. Settle that first, or tick that it ends all the same and say why.");
        (await Status(story.Kestrel)).ShouldBe(PartnerStatus.Offboarding);
        var line = await Line(story.Maren, story.Kestrel, "claim");
        line.Items.Select(i => (i.Title, i.Href, i.Note))
            .ShouldBe(
                [
                    ($"{waiting} · Leaving Foods", $"/w/corvane/registrations/{waiting}", "In review"),
                    ($"{held} · Held Foods", $"/w/corvane/registrations/{held}", "Approved, protected"),
                ],
                ignoreOrder: true
            );

        (await story.Refuse(waiting, final: true)).Problem.ShouldBeNull();
        (await End(story.Maren, story.Kestrel)).Problem!.Message.ShouldContain("1 claim open");
        house.Clock.Advance(TimeSpan.FromDays(200));
        await house.Work();
        (await Line(story.Maren, story.Kestrel, "claim")).Open.ShouldBe(0, "its protection is over");
        (await End(story.Maren, story.Kestrel)).Problem.ShouldBeNull();
        (await Status(story.Kestrel)).ShouldBe(PartnerStatus.Ended);
    }

    [Fact]
    public async Task Leads_that_it_holds_are_open_until_somebody_takes_them_back()
    {
        var story = new LeadStory(house);
        var (partner, person, _) = await story.Partner();
        await story.Publish(story.Rule());
        var lead = await story.Lead("Held Leads");
        (await Line(story.Maren, partner, "lead")).Open.ShouldBe(0, "it is offered, not held");
        (await story.Accept(person, lead)).Problem.ShouldBeNull();
        await Offboard(story.Maren, partner);

        (await End(story.Maren, partner)).Problem!.Message.ShouldContain("1 lead open");
        var item = (await Line(story.Maren, partner, "lead")).Items.ShouldHaveSingleItem();
        (item.Title, item.Href).ShouldBe(($"{lead} · Held Leads", $"/w/corvane/leads/{lead}"));

        (await story.Steer(s => s.KeepInHouse(lead, "They leave", Ct))).Problem.ShouldBeNull();
        (await End(story.Maren, partner)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Action_plans_that_live_are_open_until_they_are_finished_or_dropped()
    {
        var story = new PlanStory(house);
        var stella = await story.Staff();
        var partner = await story.Partner();
        var (draft, shared) = (await story.Plan(stella, partner, "A draft"), await story.Shared(stella, partner));
        await Offboard(stella, partner);

        (await End(stella, partner)).Problem!.Message.ShouldContain("2 action plans open");
        (await Line(stella, partner, "action plan"))
            .Items.Select(i => (i.Title, i.Href))
            .ShouldBe(
                [($"{draft} · A draft", $"/w/corvane/plans/{draft}"), ($"{shared} · Our plan", $"/w/corvane/plans/{shared}")],
                ignoreOrder: true
            );

        foreach (var plan in new[] { draft, shared })
            (await house.Act<SteerPlan, Result>(stella, s => s.Drop(plan, "They leave", Ct))).Problem.ShouldBeNull();
        (await End(stella, partner)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_onboarding_that_runs_is_open_until_it_follows_the_partner()
    {
        var story = new JourneyStory(house);
        var partner = await story.Partner();
        var journey = await story.Begun(partner);
        await Offboard(story.Maren, partner);

        (await End(story.Maren, partner)).Problem!.Message.ShouldContain("1 onboarding open");
        (await Line(story.Maren, partner, "onboarding"))
            .Items.ShouldHaveSingleItem()
            .Href.ShouldBe($"/w/corvane/onboarding/{journey.Short()}");

        await house.Work();
        (await story.Load(journey)).EndedAt.ShouldNotBeNull();
        (await End(story.Maren, partner)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Conflicts_are_open_until_they_are_settled_and_no_appeal_waits_and_nobody_learns_of_a_party_beyond_their_scope()
    {
        var story = await ConflictStory.In(house);
        var (one, first, _) = await story.TakenUp("Fought Over");
        var (maren, kestrel) = (story.Claims.Maren, story.Claims.Kestrel);
        await Offboard(maren, kestrel);

        var line = await Line(maren, kestrel, "conflict");
        (line.Open, line.Items.ShouldHaveSingleItem().Href).ShouldBe((1, $"/w/corvane/conflicts/{one.Number}"));
        var narrow = maren with { Scope = [kestrel] };
        var hidden = await Line(narrow, kestrel, "conflict");
        (hidden.Open, hidden.Items.Count, hidden.AllHref).ShouldBe((1, 0, null));
        Json.Write(hidden).ShouldNotContain(one.Number);
        Json.Write(hidden).ShouldNotContain("Vantora");
        (await End(narrow, kestrel)).Problem!.Message.ShouldContain("1 conflict open");

        (await story.Decide(maren, one)).Problem.ShouldBeNull();
        (await Line(maren, kestrel, "conflict")).Open.ShouldBe(0);
        var claim = await story.Id(first);
        (await house.Act<AppealCase, Result>(story.Claims.Ines, u => u.Run(claim, "We met them first.", Ct))).Problem.ShouldBeNull();
        (await Line(maren, kestrel, "conflict")).Items.ShouldHaveSingleItem().Note.ShouldBe("An appeal waits");
    }

    [Fact]
    public async Task Ended_all_the_same_the_reason_and_what_was_open_stay_on_the_record_and_in_the_audit()
    {
        var story = await RegistrationStory.In(house);
        var claim = await story.Submitted(story.Ines, "Left Behind");
        await Offboard(story.Maren, story.Kestrel);

        (await End(story.Maren, story.Kestrel, " ", allTheSame: true)).Problem!.Code.ShouldBe("partner.no_reason");
        (await End(story.Maren, story.Kestrel, "Insolvent", allTheSame: true)).Problem.ShouldBeNull();

        const string kept = "Insolvent. Ended all the same, with 1 claim open.";
        (await Status(story.Kestrel)).ShouldBe(PartnerStatus.Ended);
        (await story.Load(claim)).State.ShouldBe(Entente.Registrations.Rules.RegistrationState.InReview, "it stays as it is");
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var step = await db.Set<StatusChange>().SingleAsync(s => s.PartnerId == story.Kestrel && s.To == PartnerStatus.Ended, Ct);
        (step.Reason, step.By).ShouldBe((kept, story.Maren.Person));
        (
            await db.Set<AuditEntry>()
                .Where(a => a.SubjectId == story.Kestrel.Value && a.Action == "partner.changed")
                .Select(a => a.Reason)
                .ToListAsync(Ct)
        ).ShouldContain(kept);
    }

    [Fact]
    public async Task Where_nothing_is_open_the_tick_changes_nothing_and_the_reason_stays_as_it_was_given()
    {
        var story = await RegistrationStory.In(house);
        await Offboard(story.Maren, story.Kestrel);

        (await End(story.Maren, story.Kestrel, "Contract ended", allTheSame: true)).Problem.ShouldBeNull();

        await using var scope = house.As(house.Corvane);
        var step = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<StatusChange>()
            .SingleAsync(s => s.PartnerId == story.Kestrel && s.To == PartnerStatus.Ended, Ct);
        step.Reason.ShouldBe("Contract ended");
    }

    [Fact]
    public async Task Who_may_not_read_a_room_is_told_how_many_and_who_does_not_see_the_partner_nothing()
    {
        var story = await RegistrationStory.In(house);
        await story.Submitted(story.Ines, "Unread Foods");
        await Offboard(story.Maren, story.Kestrel);

        var blind = story.Maren with
        {
            Permissions = new HashSet<string> { Permissions.ReadPartners, Permissions.ManagePartners },
        };
        var line = await Line(blind, story.Kestrel, "claim");
        (line.Open, line.Items.Count, line.AllHref).ShouldBe((1, 0, null));
        (await End(blind, story.Kestrel)).Problem!.Code.ShouldBe("partner.still_open");
        (await End(story.Maren with { Scope = [story.Vantora] }, story.Kestrel, allTheSame: true)).Problem!.Code.ShouldBe(
            "partner.not_found"
        );
        (await End(story.Ines, story.Kestrel, allTheSame: true)).Problem!.Code.ShouldBe("partner.forbidden");
        (await Status(story.Kestrel)).ShouldBe(PartnerStatus.Offboarding);
    }

    private async Task Offboard(Actor who, PartnerId partner) =>
        (
            await house.Act<ChangeStatus, Result>(
                who,
                u => u.Run(new(partner, PartnerStatus.Active, PartnerStatus.Offboarding, "Contract ended"), Ct)
            )
        ).Problem.ShouldBeNull();

    private Task<Result> End(Actor who, PartnerId partner, string reason = "Contract ended", bool allTheSame = false) =>
        house.Act<ChangeStatus, Result>(
            who,
            u => u.Run(new(partner, PartnerStatus.Offboarding, PartnerStatus.Ended, reason, allTheSame), Ct)
        );

    private async Task<LeavingLine> Line(Actor who, PartnerId partner, string what) =>
        (await house.Act<LeavingChecks, IReadOnlyList<LeavingLine>>(who, c => c.Of(partner, Ct))).Single(l => l.What == what);

    private async Task<PartnerStatus> Status(PartnerId partner) => (await house.Ask(house.Corvane, p => p.Get(partner, Ct)))!.Status;
}
