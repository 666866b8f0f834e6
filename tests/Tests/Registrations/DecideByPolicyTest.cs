using Entente.Crm.Index;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Check;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Registrations.Undo;
using Entente.Registrations.WhatIf;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What the policy decides without a person. In a house of its own: its policy would decide everybody else's claims.</summary>
public sealed class DecideByPolicyTest(House house) : IClassFixture<House>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(OutwardDelay.Default.Minutes);
    private static readonly TimeSpan AtLast = TimeSpan.FromMinutes(OutwardDelay.Default.Minutes + OutwardDelay.Default.JitterMinutes);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clear_claim_is_approved_after_the_delay_and_never_before_it()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Approving);
        var receipt = await story.Submit(story.Ines, RegistrationStory.Claim("Quick Ltd"));
        var number = receipt.Value.Number;
        var submitted = house.Clock.Now;

        house.Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        await house.Work();
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
        house.Clock.Advance(AtLast - Delay + TimeSpan.FromSeconds(2));
        await house.Work();

        var decided = await story.Load(number);
        (decided.State, decided.DecidedBy).ShouldBe((RegistrationState.Approved, null));
        (decided.DecidedAt - submitted).ShouldNotBeNull();
        (decided.DecidedAt! - submitted)!.Value.ShouldBeGreaterThanOrEqualTo(Delay);
        var verdict = (await Traces(decided)).Last().Read().Verdict!;
        verdict.AutomaticBecause.ShouldContain("Nothing speaks against it (“Everybody”, policy version");
    }

    [Fact]
    public async Task What_a_person_decides_is_told_no_sooner_than_the_delay_where_the_policy_says_so_and_can_be_undone_until_then()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Policy.Default with { Delay = OutwardDelay.Default with { People = true } });
        var numbers = new List<string>();
        foreach (var company in (string[])["Told Later", "Undone Meanwhile", "Decided Much Later"])
            numbers.Add(await story.Submitted(story.Ines, company));
        var before = await Seen(numbers[0]);
        (await story.Decide(numbers[0])).Problem.ShouldBeNull();
        (await story.Decide(numbers[1])).Problem.ShouldBeNull();

        house.Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        await house.Work();
        (await story.Load(numbers[0])).AnnouncedAt.ShouldBeNull();
        (await Seen(numbers[0])).ShouldBe(before, "outside nothing has happened");
        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(numbers[1], null, Ct))).Problem.ShouldBeNull();
        house.Clock.Advance(AtLast - Delay + TimeSpan.FromSeconds(2));
        await house.Work();

        (await story.Load(numbers[0])).AnnouncedAt.ShouldNotBeNull();
        (await Seen(numbers[0])).ShouldBe("Approved");
        (await story.Load(numbers[1])).State.ShouldBe(RegistrationState.InReview);
        (await story.Approve(numbers[2])).Problem.ShouldBeNull();
        await house.Work();
        (await story.Load(numbers[2])).AnnouncedAt.ShouldNotBeNull("the delay is long over: only the time to undo it is waited for");
        await Publish(Policy.Default);

        async Task<string> Seen(string number) =>
            (await house.Act<StatusQuery, StatusView?>(story.Ines, q => q.Load(number, Ct)))!.StateWords;
    }

    [Fact]
    public async Task While_the_names_in_the_CRM_are_still_being_read_nothing_is_decided_and_nothing_left_to_a_person()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Approving);
        var number = await story.Submitted(story.Ines, "Read First Ltd");
        var indexes = house.Services.GetRequiredService<AccountIndexes>();
        house.Clock.Advance(AtLast + TimeSpan.FromMinutes(1));

        var patience = indexes.Patience;
        indexes.Patience = TimeSpan.Zero;
        indexes.Forget(house.Corvane.Id);
        var review = await house.Act<ReviewQuery, ReviewView?>(story.Maren, q => q.Load(number, Ct));
        indexes.Forget(house.Corvane.Id);
        var id = (await story.Load(number)).Id;
        var looked = await house.Act<RunDecideByPolicy, JobOutcome>(Actor.System(house.Corvane.Id), j => j.Run(new(id), Ct));
        indexes.Patience = patience;

        review!.Findings.ShouldContain(f => f.Title == "Names not compared yet");
        looked.ShouldBe(JobOutcome.At(house.Clock.Now.AddSeconds(10)));
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);

        await house.Work();
        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task What_somebody_else_holds_is_never_approved_by_the_policy_and_the_receipt_is_the_same()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Policy.Default);
        await story.Approved(story.Jonah, "Held Inc");
        await Publish(Approving);

        var held = await story.Submit(story.Ines, RegistrationStory.Claim("Held Inc"));
        var free = await story.Submit(story.Ines, RegistrationStory.Claim("Free Inc"));
        held.Value.DueAt.ShouldBe(free.Value.DueAt);
        house.Clock.Advance(AtLast + TimeSpan.FromMinutes(1));
        await house.Work();

        (await story.Load(held.Value.Number)).State.ShouldBe(RegistrationState.InReview, "a person looks");
        (await story.Load(free.Value.Number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task A_finding_that_the_policy_refuses_declines_with_its_reason_unless_a_person_was_quicker()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Policy.Default);
        await story.Approved(story.Jonah, "Taken Inc");
        await story.Approved(story.Jonah, "Taken Too");
        await Publish(
            Policy.Default with
            {
                Rules =
                [
                    new("Protected", Scope.Any) { AutoDecline = [new(FindingCodes.Registration, Severity.Block, RefusalReason.Duplicate)] },
                ],
            }
        );

        var late = await story.Submitted(story.Ines, "Taken Inc");
        var asked = await story.Submitted(story.Ines, "Taken Too");
        await house.Act<Entente.Registrations.AskInfo.AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(asked, (await story.Load(asked)).Version, InfoTopic.WhoDecides, "Who signs?"), Ct)
        );
        house.Clock.Advance(AtLast + TimeSpan.FromMinutes(1));
        await house.Work();

        var declined = await story.Load(late);
        (declined.State, declined.Refusal, declined.DecidedBy).ShouldBe((RegistrationState.Declined, RefusalReason.Duplicate, null));
        (await story.Load(asked)).State.ShouldBe(RegistrationState.NeedsInfo, "it waits for the partner");
    }

    [Fact]
    public async Task A_policy_that_thinks_otherwise_by_then_leaves_it_to_a_person()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Approving);
        var number = await story.Submitted(story.Ines, "Changed Mind");
        await Publish(Policy.Default);

        house.Clock.Advance(AtLast + TimeSpan.FromMinutes(1));
        await house.Work();

        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task Terms_of_a_segment_hold_at_the_door_in_the_promise_and_in_the_window()
    {
        var story = await RegistrationStory.In(house);
        await Publish(
            Policy.Default with
            {
                Rules =
                [
                    new("Not France", new(Countries: ["FR"])) { Eligibility = new(false, "France is sold by our own people.") },
                    new("Deals", new(RegistrationKind.Deal))
                    {
                        DecisionHours = 24,
                        WindowDays = 30,
                        Required = [ClaimField.Product],
                    },
                ],
            }
        );

        var typed = new ClaimInput(RegistrationKind.Deal, "Lyon SA", "lyon.example", "FR");
        var live = await house.Act<CheckClaim, Result<LiveAnswer>>(story.Ines, u => u.Run(typed, Ct));
        live.Value.Lines.Select(l => l.Text)
            .ShouldContain("France is sold by our own people.", "a published rule may be told while one types");
        var french = await story.Submit(story.Ines, RegistrationStory.Claim("Lyon SA") with { Country = "FR" });
        (french.Problem!.Code, french.Problem.Message).ShouldBe(("registration.not_eligible", "France is sold by our own people."));
        var bare = await story.Submit(story.Ines, RegistrationStory.Claim("Bare Ltd") with { Product = null, Problem = null });
        bare.Problem!.Fields!.Keys.ShouldBe(["product"], "the rule's own list counts, not the base values'");
        var number = await story.Approved(story.Ines, "Shorter Ltd");

        var registration = await story.Load(number);
        registration.DecisionHours.ShouldBe(24);
        registration.ProtectedUntil.ShouldBe(Policy.Default.Calendar("Europe/London").EndOfWindow(registration.DecidedAt!.Value, 30));
    }

    [Fact]
    public async Task The_published_policy_replayed_on_the_stored_facts_reproduces_every_decision()
    {
        var story = await RegistrationStory.In(house);
        await Publish(Approving);
        await story.Approved(story.Jonah, "Replay Held");
        await story.Submitted(story.Ines, "Replay Held");
        house.Clock.Advance(TimeSpan.FromDays(3));
        await story.Submitted(story.Ines, "Replay Free");
        house.Clock.Advance(AtLast + TimeSpan.FromHours(1));
        await house.Work();

        await using var scope = house.As(Actor.System(house.Corvane.Id));
        var report = (await scope.ServiceProvider.GetRequiredService<ReplayDraft>().Run(Approving, Ct)).Value;

        report.Broken.ShouldBeEmpty();
        report.Older.ShouldBe(0);
        report.Reproduced.ShouldBe(await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<AssessmentTrace>().CountAsync(Ct));
        report.Replayed.ShouldBe(report.Same + report.Differ.Count + report.Unknown.Count);
    }

    private static readonly Policy Approving = Policy.Default with { Rules = [new("Everybody", Scope.Any) { AutoApprove = new(true) }] };

    private Task Publish(Policy policy) => house.PublishPolicy(policy);

    private async Task<List<AssessmentTrace>> Traces(Registration registration)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id));
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AssessmentTrace>()
            .AsNoTracking()
            .Where(t => t.RegistrationId == registration.Id)
            .OrderBy(t => t.At)
            .ToListAsync(Ct);
    }
}
