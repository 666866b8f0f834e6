using Entente.Access;
using Entente.Health.Rules;
using Entente.Partners;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Tests.Onboarding;
using Entente.Tests.Plans;
using Entente.Tests.Programs;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Health;

/// <summary>Partners are scored every night from what all rooms see of them; what slips becomes one task.</summary>
public sealed class HealthTest(House house) : IClassFixture<House>
{
    private static int made;
    private readonly HealthStory story = new(house);

    private static CancellationToken Ct => HealthStory.Ct;

    [Fact]
    public async Task A_silent_partner_is_said_at_60_days_and_becomes_one_task_of_its_manager_at_90_until_it_registers_again()
    {
        var claims = await RegistrationStory.In(house);
        var kestrel = claims.Kestrel;
        await story.Later(59);
        (await story.Episodes(kestrel)).ShouldBeEmpty();
        (await story.Words(kestrel)).ShouldContain("No registration yet, 59 days after it became active");
        await story.Later(1);
        var warned = (await story.Episodes(kestrel)).ShouldHaveSingleItem();
        (warned.Kind, warned.RaisedOn).ShouldBe((EpisodeKind.Silent, null));
        await story.Later(29);
        (await story.Tasks(kestrel)).ShouldBeEmpty("it is 89 days");

        await story.Later(1);
        await story.Night();
        await story.Later(1);

        var task = (await story.Tasks(kestrel)).ShouldHaveSingleItem();
        (task.Owner, task.IsShared, task.AddedByName).ShouldBe((claims.Maren.Person, false, "Entente"));
        task.Title.ShouldBe("No registration yet, 90 days after it became active: ask what stops them");
        task.Due.ShouldBe(story.Today.AddDays(-1 + Episodes.DaysToDo));
        (await story.Tasks(kestrel, claims.Ines)).ShouldBeEmpty("it is the vendor's alone");
        (await story.View(kestrel))!.Episodes.ShouldHaveSingleItem().RaisedOn.ShouldBe(story.Today.AddDays(-1));

        await claims.Submitted(claims.Ines, $"Silence Foods {Next()}");
        await story.Night();
        (await story.Episodes(kestrel)).ShouldHaveSingleItem().EndedOn.ShouldBe(story.Today);
        await house.Work();
        var taken = (await story.Tasks(kestrel)).ShouldHaveSingleItem();
        (taken.DoneAt is null, taken.DoneByName).ShouldBe((false, "Entente"), "there is nothing to ask any more");
        await story.Later(90);
        (await story.Episodes(kestrel)).Count.ShouldBe(2);
        (await story.Tasks(kestrel)).Select(t => t.Title).Last().ShouldStartWith("No registration for 90 days: ");
    }

    [Fact]
    public async Task Whoever_registered_before_the_rules_changed_and_not_since_is_silent_for_that_reason_until_it_registers()
    {
        var claims = await RegistrationStory.In(house);
        for (var i = 0; i < 2; i++)
            await claims.Submitted(claims.Ines, $"Ruled Foods {Next()}");
        await claims.Submitted(claims.Jonah, $"Ruled Foods {Next()}");
        await story.Later(1);
        await house.PublishPolicy(Policy.Default with { DealDays = 91 });
        await story.Later(20);
        (await story.Words(claims.Kestrel)).ShouldNotContain(
            "since the rules changed",
            customMessage: "three weeks are for taking them in"
        );
        await story.Later(1);

        (await story.Words(claims.Kestrel)).ShouldContain("No registration in the 21 days since the rules changed, 2 in the 90 before");
        (await story.Words(claims.Vantora)).ShouldNotContain("since the rules changed", customMessage: "one says nothing");

        await claims.Submitted(claims.Ines, $"Ruled Foods {Next()}");
        await story.Night();
        (await story.Words(claims.Kestrel)).ShouldContain("1 registration since the rules changed");
    }

    [Fact]
    public async Task A_task_names_certified_people_and_goes_to_an_owner_where_nobody_manages_the_partner()
    {
        var owner = await new PlanStory(house).Staff(StaffRole.Owner, "Aaron Owner");
        var partner = await story.Partner();
        foreach (var (who, ends) in new[] { ("Ada Able", 400), ("Ben Able", 400), ("ada able", 400), ("Cy Gone", 30) })
            await house.Certify(partner, who, story.Today.AddDays(ends));

        await story.Later(90);

        var task = (await story.Tasks(partner)).ShouldHaveSingleItem();
        task.Owner.ShouldBe(owner.Person);
        task.Title.ShouldContain(", 2 people with a valid certificate: ");
        await story.Later(400);
        (await story.Words(partner)).ShouldContain("Every certificate of its people has ended");
    }

    [Fact]
    public async Task Half_as_many_registrations_as_before_become_one_task_and_it_is_over_when_they_are_back()
    {
        var claims = await RegistrationStory.In(house);
        var kestrel = claims.Kestrel;
        await Send(claims, 6);
        house.Clock.Advance(TimeSpan.FromDays(100));
        await Send(claims, 2);

        await story.Night();
        await story.Night();

        var dropped = (await story.Episodes(kestrel)).Single(e => e.Kind is EpisodeKind.Dropped);
        (dropped.BeganOn, dropped.RaisedOn).ShouldBe((story.Today, story.Today));
        (await story.Tasks(kestrel)).Count(t => t.Title == "2 registrations in 90 days, 6 in the 90 before: ask what changed").ShouldBe(1);
        await Send(claims, 2);
        await story.Night();
        (await story.Episodes(kestrel)).Single(e => e.Kind is EpisodeKind.Dropped).EndedOn.ShouldBeNull("a third fewer is not back");
        await Send(claims, 1);
        await story.Night();
        (await story.Episodes(kestrel)).Single(e => e.Kind is EpisodeKind.Dropped).EndedOn.ShouldBe(story.Today);
    }

    [Fact]
    public async Task Deals_past_their_day_or_without_a_next_step_cost_their_share_and_the_sum_is_the_score()
    {
        var partner = await story.Partner();
        await story.Open(partner, $"past-{Next()}", closesIn: -1);
        await story.Open(partner, $"loose-{Next()}", nextStep: " ");
        await story.Night();

        var view = (await story.View(partner))!;

        // 40, 25 and 20 of 85 make 47, 29 and 24. Half past its day costs 30 % of 29, half without a step 25 % of 24: 8.7 and 6, together 15.
        view.Parts.Select(p => (p.Area, p.Most, p.Lost))
            .ShouldBe([(HealthArea.Activity, 47, 0), (HealthArea.Pipeline, 29, 9), (HealthArea.Hygiene, 24, 6)]);
        view.Score.ShouldBe(85);
        var words = await story.Words(partner);
        words.ShouldContain("2 open deals worth €123k");
        words.ShouldContain("1 of 2 open deals is past the close date");
        words.ShouldContain("1 of 2 open deals is without a next step");
        var idle = await story.Partner();
        await story.Night();
        (await story.Words(idle)).ShouldContain("No deal is open");
    }

    [Fact]
    public async Task Overdue_items_and_stuck_onboardings_are_seen_and_a_partner_in_onboarding_is_expected_to_do_nothing_else()
    {
        var plans = new PlanStory(house);
        var partner = await story.Partner();
        await plans.Shared(await plans.Staff(), partner, inDays: 3);
        var entering = await story.Partner(PartnerStatus.Onboarding);
        await house.Work();
        await story.Night();
        (await story.Words(partner)).ShouldContain("Nothing is overdue in action plans");
        (await story.View(entering))!.Score.ShouldBe(100);

        await story.Later(40);

        (await story.Words(partner)).ShouldContain("2 items of action plans overdue, 1 of them ours");
        var view = (await story.View(entering))!;
        view.Parts.ShouldHaveSingleItem().Area.ShouldBe(HealthArea.Enablement);
        view.Parts[0].Signals.ShouldHaveSingleItem().Words.ShouldContain("of the onboarding stuck");
        view.Score.ShouldBeLessThan(100);
        (await new JourneyStory(house).Of(entering)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_change_looks_back_a_month_and_a_second_night_of_a_day_changes_nothing()
    {
        var partner = await story.Partner();
        await story.Open(partner, $"fresh-{Next()}", closesIn: 400);
        await story.Night();
        (await story.View(partner))!.Before.ShouldBeNull();
        await story.Later(31);
        await story.Later(20);
        await story.Night();

        var (view, days) = ((await story.View(partner))!, await story.Days(partner));

        days.Select(d => (d.Day, d.Score))
            .ShouldBe([(story.Today.AddDays(-51), 100), (story.Today.AddDays(-20), days[1].Score), (story.Today, view.Score)]);
        view.Before.ShouldBeNull("51 days are too long ago, 20 too few");
        view.Score.ShouldBeLessThan(100);
        await story.Later(10);
        (await story.View(partner))!.Before.ShouldBe(days[1].Score);
        (await story.List(new(Sort: "change"))).Rows.ShouldContain(r => r.Id == partner && r.Before == days[1].Score);
    }

    [Fact]
    public async Task Who_may_register_no_more_has_no_health_and_what_was_open_is_over()
    {
        var partner = await story.Partner();
        await story.Later(61);
        (await story.Episodes(partner)).ShouldHaveSingleItem().EndedOn.ShouldBeNull();
        var maren = story.Reader with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        (
            await house.Act<ChangeStatus, Result>(
                maren,
                c => c.Run(new(partner, PartnerStatus.Active, PartnerStatus.Offboarding, "They leave"), Ct)
            )
        ).Problem.ShouldBeNull();

        await story.Night();

        (await story.View(partner)).ShouldBeNull();
        (await story.Episodes(partner)).ShouldHaveSingleItem().EndedOn.ShouldBe(story.Today);
        (await story.Days(partner)).ShouldNotBeEmpty("what was kept of its days stays");
        (
            await house.Act<ChangeStatus, Result>(
                maren,
                c => c.Run(new(partner, PartnerStatus.Offboarding, PartnerStatus.Active, "They stay"), Ct)
            )
        ).Problem.ShouldBeNull();
        await story.Night();
        (await story.Words(partner)).ShouldContain("Active since today, no registration yet");
        (await story.Episodes(partner)).ShouldHaveSingleItem();
    }

    private static async Task Send(RegistrationStory claims, int count)
    {
        for (var i = 0; i < count; i++)
            await claims.Submitted(claims.Ines, $"Health Foods {Next()}");
    }

    private static int Next() => Interlocked.Increment(ref made);
}
