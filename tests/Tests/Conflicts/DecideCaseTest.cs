using Entente.Conflicts.Decide;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Conflicts.TakeUp;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Withdraw;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>A conflict is settled by somebody, with a reason, and each side reads only what it may know. Each test has a house of its own.</summary>
public sealed class DecideCaseTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task The_first_qualified_leads_and_no_letter_names_the_other_side()
    {
        var story = await ConflictStory.In(house);
        var (one, first, second) = await story.TakenUp("Well Settled");

        (await story.Decide(story.Claims.Maren, one)).Problem.ShouldBeNull();
        await house.Work();

        one = (await story.Of("Well Settled"))!;
        (one.Status, one.End, one.Leader).ShouldBe((CaseStatus.Resolved, CaseEnd.Decided, await story.KeyOf(first)));
        one.Letters.Count.ShouldBe(2);
        var mine = one.Letters.Single(l => l.PartnerId == story.Claims.Kestrel);
        var theirs = one.Letters.Single(l => l.PartnerId == story.Claims.Vantora);
        (mine.Verdict, theirs.Verdict).ShouldBe(("You lead on Well Settled.", "You do not lead on Well Settled."));
        foreach (
            var (reader, own, number, name) in new[]
            {
                (story.Claims.Ines, mine, second, "Vantora"),
                (story.Claims.Jonah, theirs, first, "Kestrel"),
            }
        )
        {
            var mail = (await story.Mails(reader)).Last();
            mail.Subject.ShouldBe(own.Subject);
            foreach (var text in new[] { own.Subject, own.Verdict, own.Paragraphs, mail.Subject, mail.Text, mail.Html })
            {
                text.ShouldNotContain(name, Case.Insensitive);
                text.ShouldNotContain(number);
                text.ShouldNotContain(one.Number);
            }
        }
    }

    [Fact]
    public async Task Words_that_name_the_other_side_are_refused_before_anything_is_sent()
    {
        var story = await ConflictStory.In(house);
        var (one, first, second) = await story.TakenUp("Nearly Told");
        var sides = new Dictionary<string, SideInput> { [await story.KeyOf(second)] = new("Sadly kestrel was faster.", null, null, null) };

        var refused = await story.Decide(story.Claims.Maren, one, sides: sides);

        refused.Problem!.Code.ShouldBe("conflict.letter_names");
        refused.Problem.Fields!.Values.ShouldHaveSingleItem().ShouldContain("Kestrel");
        (await story.Of("Nearly Told"))!.Letters.ShouldBeEmpty();
        sides[await story.KeyOf(second)] = new($"See {first}.", null, null, null);
        (await story.Decide(story.Claims.Maren, one, sides: sides)).Problem!.Code.ShouldBe("conflict.letter_names");
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_does()
    {
        var story = await ConflictStory.In(house);
        var (one, _, _) = await story.TakenUp("Decided Twice");
        var colleague = await story.Colleague();

        var both = await Task.WhenAll(story.Decide(story.Claims.Maren, one), story.Decide(colleague, one));

        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Message.ShouldContain("it is resolved now");
        (await story.Of("Decided Twice"))!.Letters.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_that_was_withdrawn_meanwhile_cannot_be_decided_on()
    {
        var story = await ConflictStory.In(house);
        var (one, _, second) = await story.TakenUp("Gone Meanwhile");
        (
            await house.Act<WithdrawRegistration, Result>(story.Claims.Jonah, u => u.Run(second, RegistrationStory.Ct))
        ).Problem.ShouldBeNull();

        var refused = await story.Decide(story.Claims.Maren, one, Settlement.Reassign, await story.KeyOf(second));

        refused.Problem!.Code.ShouldBe("conflict.claim_gone");
        refused.Problem.Message.ShouldStartWith("Vantora");
        (await story.Decide(story.Claims.Maren, one)).Problem!.Code.ShouldBe(
            "conflict.claim_gone",
            "with one side left there is nothing to rule"
        );
    }

    [Fact]
    public async Task It_is_taken_up_and_planned_before_it_is_decided_and_only_by_those_who_may()
    {
        var story = await ConflictStory.In(house);
        var (one, _, _) = await story.Contested("Step By Step");
        (await story.Decide(story.Claims.Maren, one)).Problem!.Code.ShouldBe("conflict.not_taken_up");
        (await Plan(story, one.Number, "Ask both.")).Problem!.Code.ShouldBe("conflict.not_taken_up");
        (await story.TakeUp(story.Claims.Ines, one.Number)).Problem!.Code.ShouldBe("conflict.may_not");
        var both = await Task.WhenAll(story.TakeUp(story.Claims.Maren, one.Number), story.TakeUp(await story.Colleague(), one.Number));
        both.Count(b => b.Ok).ShouldBe(1);
        (await Plan(story, one.Number, " ")).Problem!.Code.ShouldBe("conflict.no_plan");
        (await Plan(story, one.Number, "Ask both until Friday.")).Problem.ShouldBeNull();

        one = (await story.Of("Step By Step"))!;
        (one.Status, one.Plan).ShouldBe((CaseStatus.Active, "Ask both until Friday."));
        (await story.Decide(story.Claims.Maren, one, rationale: " ")).Problem!.Code.ShouldBe("conflict.no_rationale");
    }

    [Fact]
    public async Task Split_and_shared_say_to_each_side_its_own_part()
    {
        var story = await ConflictStory.In(house);
        var (one, first, second) = await story.TakenUp("Shared Out");
        var (a, b) = (await story.KeyOf(first), await story.KeyOf(second));
        (
            await story.Decide(story.Claims.Maren, one, Settlement.Split, sides: new() { [a] = new(null, "Observe", null, null) })
        ).Problem!.Code.ShouldBe("conflict.part_missing");
        var above = new Dictionary<string, SideInput>
        {
            [a] = new(null, null, "Sourcing", "60"),
            [b] = new(null, null, "Services", "40.01"),
        };
        var refused = await story.Decide(story.Claims.Maren, one, Settlement.Shared, sides: above);
        refused.Problem!.Code.ShouldBe("share.above_whole");
        refused.Problem.Fields!["shares"].ShouldBe("Together the shares make 100.01 %. They may not go above 100 %.");

        var shares = new Dictionary<string, SideInput> { [a] = new(null, null, "Sourcing", "60"), [b] = new(null, null, "Services", "40") };
        (await story.Decide(story.Claims.Maren, one, Settlement.Shared, sides: shares)).Problem.ShouldBeNull();

        var letters = (await story.Of("Shared Out"))!.Letters;
        letters
            .Single(l => l.PartnerId == story.Claims.Kestrel)
            .Verdict.ShouldBe("You take part in Shared Out as sourcing partner, with 60 %.");
        letters
            .Single(l => l.PartnerId == story.Claims.Vantora)
            .Verdict.ShouldBe("You take part in Shared Out as services partner, with 40 %.");
    }

    [Fact]
    public async Task Reminders_come_and_a_broken_promise_is_told()
    {
        var story = await ConflictStory.In(house);
        var (one, _, _) = await story.Contested("Long Forgotten");
        for (var hour = 0; hour < 30; hour++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await house.Work();
        }

        var subjects = (await story.Mails(story.Claims.Maren))
            .Select(m => m.Subject)
            .Where(s => s.StartsWith(one.Number, StringComparison.Ordinal))
            .ToList();
        subjects.ShouldBe([
            $"{one.Number}: a conflict may be coming over Long Forgotten",
            $"{one.Number} waits: Long Forgotten",
            $"{one.Number} is overdue: Long Forgotten",
        ]);
    }

    private Task<Result> Plan(ConflictStory story, string number, string plan) =>
        house.Act<PlanCase, Result>(story.Claims.Maren, u => u.Run(number, plan, RegistrationStory.Ct));
}
