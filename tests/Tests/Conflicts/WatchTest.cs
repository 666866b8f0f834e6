using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Conflicts.Watch;
using Entente.Pipeline;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>What the watch sees, from events and without them. Each test has a house of its own.</summary>
public sealed class WatchTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Two_claims_on_one_company_open_one_case_and_looking_again_changes_nothing()
    {
        var story = await ConflictStory.In(house);
        var (one, first, second) = await story.Contested("Twice Wanted");

        (one.Status, one.Kind, one.Cause).ShouldBe((CaseStatus.Risk, ConflictKind.Horizontal, SignalCode.TwoClaims));
        one.Sides.Select(s => s.RegistrationNumber).ShouldBe([first, second], ignoreOrder: true);
        one.AcknowledgeBy.ShouldBe(one.OpenedAt.AddHours(24), "Thursday to Friday");
        one.PlanBy.ShouldBe(new DateTimeOffset(2026, 3, 26, 9, 0, 0, TimeSpan.Zero), "five business days on");
        await story.Sweep();
        await story.Sweep();

        var again = (await story.All("Twice Wanted")).ShouldHaveSingleItem();
        again.Version.ShouldBe(one.Version);
        again.Signals.Select(s => s.Code).ShouldBe([SignalCode.TwoClaims, SignalCode.DuplicateQuotes], ignoreOrder: true);
    }

    [Fact]
    public async Task The_sweep_finds_what_no_event_told()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Never Told");
        await story.Claims.Approved(story.Claims.Ines, "Never Told");
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(1));
        await story.Deal(connection, account, "direct-1");
        (await story.Of("Never Told")).ShouldBeNull();

        await story.Sweep();

        var one = (await story.Of("Never Told"))!;
        (one.Kind, one.Cause).ShouldBe((ConflictKind.Vertical, SignalCode.DirectOnProtected));
        one.Sides.Select(s => s.Key).ShouldContain(Party.DirectKey);
        one.Signals[0].Sentence.ShouldContain("Tess Calder opened “Direct direct-1”");
    }

    [Fact]
    public async Task A_second_signal_joins_the_case_that_is_open()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Joined Up");
        await story.Contested("Joined Up");
        await story.Deal(connection, account, "direct-2");

        await story.Sweep();

        var one = (await story.All("Joined Up")).ShouldHaveSingleItem();
        one.Signals.Count(s => s.Code == SignalCode.ClaimBesideDirect).ShouldBe(2, "each claim beside the direct deal");
        one.Signals.Count.ShouldBe(4, "two claims, and one quote of both");
        one.Kind.ShouldBe(ConflictKind.Vertical);
        one.Sides.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_deal_of_a_partner_that_goes_to_another_rep_opens_a_case()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Changed Hands");
        await story.Deal(connection, account, "owned");
        await house.Link(house.Corvane, new(connection, "owned", "Direct owned", account, null, story.Claims.Kestrel, Motion: "reseller"));
        await house.Work();
        house.Clock.Advance(TimeSpan.FromHours(1));

        await story.Deal(connection, account, "owned", d => d with { Owner = new DealOwner("8", "Priya Nair") });
        await house.Work();

        var one = (await story.Of("Changed Hands"))!;
        one.Cause.ShouldBe(SignalCode.OwnerChanged);
        one.Signals[0].Sentence.ShouldContain("went to Priya Nair");
    }

    [Fact]
    public async Task When_only_one_is_left_the_case_falls_away_and_comes_back_when_they_compete_again()
    {
        var story = await ConflictStory.In(house);
        var (_, _, second) = await story.Contested("Given Up");
        (await story.Claims.Refuse(second, final: false)).Problem.ShouldBeNull();
        await house.Work();

        var one = (await story.Of("Given Up"))!;
        (one.Status, one.End).ShouldBe((CaseStatus.Resolved, CaseEnd.FellAway));
        one.Steps.ShouldContain(s => s.What == "Fell away" && s.Text!.StartsWith("Only Kestrel Quay", StringComparison.Ordinal));

        var again = await house.Act<global::Entente.Registrations.Change.SendAgain, Result>(
            story.Claims.Jonah,
            u =>
                u.Run(
                    new(second, RegistrationStory.Claim("Given Up") with { Problem = "Now with the whole story of six plants." }),
                    RegistrationStory.Ct
                )
        );
        again.Problem.ShouldBeNull();
        await story.Sweep();

        var back = (await story.All("Given Up")).ShouldHaveSingleItem();
        (back.Status, back.End).ShouldBe((CaseStatus.Risk, (CaseEnd?)null));
        back.AcknowledgeBy.ShouldBeGreaterThan(house.Clock.Now);
    }

    [Fact]
    public async Task A_protection_that_ends_while_somebody_waits_is_told_a_week_before()
    {
        var story = await ConflictStory.In(house);
        var number = await story.Claims.Approved(story.Claims.Ines, "Running Out");
        await house.Work();
        await story.Claims.Submitted(story.Claims.Jonah, "Running Out");
        (
            await house.Act<global::Entente.Registrations.Meet.LogFirstMeeting, Result>(
                story.Claims.Ines,
                u => u.Run(number, RegistrationStory.Ct)
            )
        ).Problem.ShouldBeNull();
        while ((await story.Claims.Load(number)).ProtectedUntil is { } until && until > house.Clock.Now.AddDays(6.5))
        {
            house.Clock.Advance(TimeSpan.FromDays(4));
            await story.Claims.Say(story.Claims.Ines, number);
            await house.Work();
            (await story.Claims.Load(number)).Protection.ShouldNotBe(global::Entente.Registrations.Rules.ProtectionState.Released);
        }

        (await story.Of("Running Out"))!.Signals.Select(s => s.Code).ShouldContain(SignalCode.ExpiringWithRival);
    }

    [Fact]
    public async Task A_renewal_whose_incumbent_has_no_part_opens_a_case_before_the_ninety_days()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Served Well");
        await story.Deal(connection, account, "old", d => d with { Stage = DealStory.Won, CloseDate = new DateOnly(2026, 3, 15) });
        await house.Link(house.Corvane, new(connection, "old", "Direct old", account, null, story.Claims.Kestrel, Motion: "reseller"));
        house.Clock.Advance(TimeSpan.FromDays(20));
        var closes = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(150);
        await story.Deal(connection, account, "renewal", d => d with { CloseDate = closes });
        await house.Work();
        (await story.Of("Served Well")).ShouldBeNull("it is early");

        while (DateOnly.FromDateTime(house.Clock.Now.UtcDateTime) < RenewalSignals.OpensOn(closes))
        {
            house.Clock.Advance(TimeSpan.FromDays(1));
            await house.Work();
        }

        var one = (await story.Of("Served Well"))!;
        (one.Kind, one.Cause).ShouldBe((ConflictKind.Renewal, SignalCode.RenewalUnsettled));
        DateOnly.FromDateTime(one.PlanBy.UtcDateTime).ShouldBeLessThan(RenewalSignals.SettledBy(closes));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var story = await ConflictStory.In(house);
        var (one, _, _) = await story.Contested("Only Ours");
        var stranger = new Actor(
            house.Other.Id,
            ActorKind.Staff,
            Channel.Web,
            story.Claims.Maren.Person,
            Permissions: story.Claims.Maren.Permissions
        );

        (await story.TakeUp(stranger, one.Number)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
    }

    [Fact]
    public async Task Two_watches_at_the_same_time_open_one_case()
    {
        var story = await ConflictStory.In(house);
        await story.Claims.Submitted(story.Claims.Ines, "Raced For");
        await story.Claims.Submitted(story.Claims.Jonah, "Raced For");
        var now = house.Clock.Now;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Look()));

        (await story.All("Raced For")).ShouldHaveSingleItem().Signals.Count.ShouldBe(2, "two claims, one quote");
        return;

        Task<bool> Look() =>
            house.Act<SweepConflicts, bool>(
                Actor.System(house.Corvane.Id),
                async s =>
                {
                    await s.Run(now, RegistrationStory.Ct);
                    return true;
                }
            );
    }
}
