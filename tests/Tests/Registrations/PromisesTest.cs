using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>What the vendor promises besides the decision. Each test has a house of its own: its clock only ever goes forward.</summary>
public sealed partial class PromisesTest(TestCluster cluster) : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Friday = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly House house = new(cluster);

    private static CancellationToken Ct => RegistrationStory.Ct;

    public ValueTask InitializeAsync() => house.InitializeAsync();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_referral_is_promised_its_opportunity_once_its_approval_is_told_and_the_deal_in_the_crm_keeps_it()
    {
        var story = await Promising(Monday);
        var number = await story.Approved(story.Ines, "Referred Foods");
        (await Of(story, number)).ShouldBeEmpty("nobody was told yet");
        await house.Work();

        var made = (await Of(story, number)).ShouldHaveSingleItem();
        (made.Kind, made.DueAt - made.BeganAt).ShouldBe((PromiseKind.Opportunity, TimeSpan.FromHours(24)));
        (await Chips(story, number)).ShouldBe(("Opportunity due", "Opportunity due"));
        house.Clock.Advance(TimeSpan.FromHours(2));
        await Bind(await story.Load(number));
        await house.Work();

        var kept = (await Of(story, number)).ShouldHaveSingleItem();
        kept.AsRun().At(house.Clock.Now).ShouldBe(PromiseStanding.Kept);
        kept.DoneAt.ShouldBe((await story.Load(number)).Steps.Single(s => s.To is RegistrationState.Converted).At);
        (await Chips(story, number)).ShouldBe((null, null));
        for (var hour = 0; hour < 48; hour += 4)
            await Pass(4);
        (await Told(story, number)).ShouldBeEmpty("it was kept");
    }

    [Fact]
    public async Task One_that_does_not_come_is_told_at_each_mark_once_stands_on_today_and_is_broken_after_the_weekend()
    {
        var story = await Promising(Friday);
        var number = await story.Approved(story.Ines, "Waits Over The Weekend");
        await house.Work();
        (await Conduct(story.Maren)).ShouldBe([new(PromiseKind.Opportunity, 0, 0, 1)]);
        for (var hour = 0; hour < 60; hour += 3)
            await Pass(3);

        (await Of(story, number))[0].AsRun().At(house.Clock.Now).ShouldBe(PromiseStanding.Open, "it is Sunday");
        var today = await Today(story.Maren);
        today!.Rows.ShouldHaveSingleItem().Sub.ShouldBe($"{number}: opportunity for the referral");
        today.Rows[0].Clock!.Left!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        for (var hour = 0; hour < 24; hour += 3)
            await Pass(3);

        var broken = (await Of(story, number)).ShouldHaveSingleItem();
        broken.AsRun().At(house.Clock.Now).ShouldBe(PromiseStanding.Broken);
        var told = await Told(story, number);
        told.Count(s => s.EndsWith("of a promise to the partner is used", StringComparison.Ordinal)).ShouldBe(2);
        told.Count(s => s.EndsWith("a promise to the partner is broken", StringComparison.Ordinal)).ShouldBe(1);
        (await Conduct(story.Maren)).ShouldBe([new(PromiseKind.Opportunity, 0, 1, 0)]);
        (await Conduct(story.Ines)).ShouldBeEmpty("of fewer than five partners are told nothing");
        (await Chips(story, number)).ShouldBe(("Opportunity late", "Opportunity late"));

        await Bind(await story.Load(number));
        await house.Work();
        (await Of(story, number))[0].AsRun().At(house.Clock.Now).ShouldBe(PromiseStanding.Broken, "late is late");
        (await Today(story.Maren)).ShouldBeNull("nothing is left to do");
    }

    [Fact]
    public async Task A_word_of_ours_after_a_meeting_keeps_the_follow_up_and_a_word_of_the_partner_does_not()
    {
        var story = await Promising(Monday);
        var number = await story.Approved(story.Jonah, "Met And Answered");
        await house.Work();
        await Write(story.Maren, story, number, "Before the meeting.");
        await Pass(1);
        await story.Say(story.Jonah, number);
        (await Of(story, number)).ShouldBeEmpty("a mere update asks for nothing, and a reseller brings its own deal");
        await story.Say(story.Jonah, number, ProgressKind.MeetingHeld);
        await Pass(1);
        await Write(story.Jonah, story, number, "Did you see my report?");
        await house.Work();
        (await Of(story, number)).ShouldHaveSingleItem().AsRun().At(house.Clock.Now).ShouldBe(PromiseStanding.Open);

        await Pass(1);
        await Write(story.Maren, story, number, "Thank you, we come with a proposal.");
        var said = house.Clock.Now;
        await house.Work();

        var kept = (await Of(story, number)).ShouldHaveSingleItem();
        (kept.Kind, kept.DoneAt, kept.AsRun().At(said)).ShouldBe((PromiseKind.FollowUp, said, PromiseStanding.Kept));
    }

    [Fact]
    public async Task An_undone_approval_and_a_policy_without_promises_promise_nothing_and_a_later_policy_changes_no_promise()
    {
        house.Clock.Set(Monday);
        var story = await RegistrationStory.In(house);
        await Refer(story.Kestrel);
        var before = await story.Approved(story.Ines, "Before There Were Promises");
        await house.Work();
        await Publish(new(24, 24));
        var undone = await story.Submitted(story.Ines, "Undone Referral");
        (await story.Decide(undone)).Problem.ShouldBeNull();
        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(undone, null, Ct))).Problem.ShouldBeNull();
        var promised = await story.Approved(story.Ines, "Promised A Day");
        await house.Work();
        var due = (await Of(story, promised)).Single().DueAt;
        await Publish(PromiseRules.None);
        await Pass(13);

        (await Of(story, before)).ShouldBeEmpty();
        (await Of(story, undone)).ShouldBeEmpty();
        (await Of(story, promised)).Single().DueAt.ShouldBe(due);
        (await Told(story, promised)).Count.ShouldBe(1, "half of it is used, whatever the policy says now");
    }

    [Fact]
    public async Task Nobody_waits_for_what_was_promised_on_a_claim_that_is_withdrawn()
    {
        var story = await Promising(Monday);
        var number = await story.Approved(story.Ines, "Given Back");
        await house.Work();
        await story.Say(story.Ines, number, ProgressKind.MeetingHeld);
        (await Of(story, number)).Count.ShouldBe(2);
        (await house.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
        for (var hour = 0; hour < 30; hour += 6)
            await Pass(6);

        (await Of(story, number)).ShouldAllBe(p => p.AsRun().At(house.Clock.Now) == PromiseStanding.Lapsed);
        (await Told(story, number)).ShouldBeEmpty();
        (await Conduct(story.Maren)).ShouldBeEmpty("neither kept nor broken");
    }

    [Fact]
    public async Task A_partner_sees_its_own_promises_and_a_restricted_colleague_those_of_claims_they_see()
    {
        var story = await Promising(Monday);
        var number = await story.Approved(story.Ines, "Seen By Its Own");
        await house.Work();

        (await Seen(story.Ines)).ShouldBe(1);
        (await Seen(story.Ines with { OwnOnly = true })).ShouldBe(1, "she brought it");
        (await Seen(story.Ines with { OwnOnly = true, Person = story.Jonah.Person })).ShouldBe(0);
        (await Seen(story.Jonah)).ShouldBe(0);
        (await Of(story, number)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Five_that_were_kept_or_broken_are_told_to_every_partner_alike()
    {
        var story = await Promising(Monday);
        for (var n = 0; n < 5; n++)
        {
            var number = await story.Approved(story.Ines, $"Counted Referral {n}");
            await house.Work();
            if (n < 4)
                await Bind(await story.Load(number), $"70{n}");
        }
        await house.Work();
        (await Conduct(story.Jonah)).ShouldBeEmpty();
        for (var hour = 0; hour < 28; hour += 7)
            await Pass(7);

        (await Conduct(story.Jonah)).ShouldBe([new(PromiseKind.Opportunity, 4, 1, 0)]);
        (await Conduct(story.Ines)).ShouldBe(await Conduct(story.Maren));
    }
}
