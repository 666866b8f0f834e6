using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Release;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>A complaint where somebody else is too, and prices that outlast a protection, are signals of a conflict. Each test has a house of its own.</summary>
public sealed class ComplaintWatchTest(TestCluster cluster) : IAsyncLifetime
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
    public async Task It_adds_to_the_open_case_of_its_company_and_its_answer_stands_in_the_history()
    {
        var story = await ComplaintStory.In(house);
        var (one, _, second) = await story.Conflicts.Contested("Already Contested");

        var number = await story.Complained(story.Claims.Jonah, second);
        await house.Work();

        var after = (await story.Conflicts.All("Already Contested")).ShouldHaveSingleItem();
        after.Number.ShouldBe(one.Number);
        one.Signals.ShouldNotContain(s => s.Code == SignalCode.FairnessComplaint);
        after
            .Signals.Single(s => s.Code == SignalCode.FairnessComplaint)
            .Sentence.ShouldEndWith($"complains with {number} about {second} on Already Contested: somebody else was preferred.");
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Already Contested"))!.Version.ShouldBe(after.Version, "looking again changes nothing");

        (await story.Answer(story.Claims.Maren, number, false, "By the published rules.")).Problem.ShouldBeNull();
        await house.Work();
        await story.Conflicts.Sweep();

        var told = (await story.Conflicts.Of("Already Contested"))!;
        told.IsOpen.ShouldBeTrue("the two claims still compete");
        told.Steps.Where(s => s.What == $"Complaint {number} not upheld").ShouldHaveSingleItem().Text.ShouldBe("By the published rules.");
    }

    [Fact]
    public async Task About_a_claim_that_was_declined_it_opens_a_case_while_another_claims_until_it_is_answered()
    {
        var story = await ComplaintStory.In(house);
        var (first, _, second) = await story.Conflicts.Contested("Declined And Sore");
        (await story.Claims.Refuse(second, final: true)).Problem.ShouldBeNull();
        await house.Work();
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Declined And Sore"))!.End.ShouldBe(CaseEnd.FellAway);

        var number = await story.Complained(story.Claims.Jonah, second, "RulesNotFollowed");
        await house.Work();
        await story.Conflicts.Sweep();

        var one = (await story.Conflicts.Of("Declined And Sore"))!;
        one.Number.ShouldNotBe(first.Number);
        (one.Status, one.Cause).ShouldBe((CaseStatus.Risk, SignalCode.FairnessComplaint));
        one.Sides.Select(s => s.PartnerId).ShouldBe([story.Claims.Kestrel, story.Claims.Vantora], ignoreOrder: true);

        (await story.Conflicts.TakeUp(story.Claims.Maren, one.Number)).Problem.ShouldBeNull();
        one = (await story.Conflicts.Of("Declined And Sore"))!;
        var sore = await story.Conflicts.KeyOf(second);
        (await story.Conflicts.Decide(story.Claims.Maren, one, Settlement.Reassign, sore)).Problem!.Code.ShouldBe("conflict.ended_leads");

        (await story.Answer(await story.Conflicts.Colleague(), number, false, "It missed a meeting.")).Problem.ShouldBeNull();
        await house.Work();
        (await story.Conflicts.Of("Declined And Sore"))!.End.ShouldBe(CaseEnd.FellAway, "only one is left who wants it");
    }

    [Fact]
    public async Task A_rival_that_comes_after_the_complaint_makes_it_a_signal()
    {
        var story = await ComplaintStory.In(house);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Rival Comes Later");
        (await story.Claims.Refuse(claim, final: true)).Problem.ShouldBeNull();
        await story.Complained(story.Claims.Ines, claim);
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Rival Comes Later")).ShouldBeNull();

        await story.Claims.Submitted(story.Claims.Jonah, "Rival Comes Later");
        await story.Conflicts.Sweep();

        (await story.Conflicts.Of("Rival Comes Later"))!.Cause.ShouldBe(SignalCode.FairnessComplaint);
    }

    [Fact]
    public async Task Beside_a_direct_deal_that_nobody_works_on_it_is_a_signal_and_in_general_it_never_is()
    {
        var story = await ComplaintStory.In(house);
        var (connection, account) = await story.Conflicts.Known("Gone Direct");
        await story.Conflicts.Deal(connection, account, "quiet");
        house.Clock.Advance(TimeSpan.FromDays(90));
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Gone Direct");
        await story.Complained(story.Claims.Ines, null, "WentDirect", "In general.");
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Gone Direct")).ShouldBeNull();

        await story.Complained(story.Claims.Ines, claim, "WentDirect", "A rep called them.");
        await house.Work();

        var one = (await story.Conflicts.Of("Gone Direct"))!;
        (one.Kind, one.Cause).ShouldBe((ConflictKind.Vertical, SignalCode.FairnessComplaint));
    }

    [Fact]
    public async Task The_case_that_a_complaint_opened_can_be_settled_and_both_get_a_letter()
    {
        var story = await ComplaintStory.In(house);
        var (_, first, second) = await story.Conflicts.Contested("Settled All The Same");
        (await story.Claims.Refuse(second, final: true)).Problem.ShouldBeNull();
        await story.Complained(story.Claims.Jonah, second);
        await story.Conflicts.Sweep();
        await story.Conflicts.Sweep();
        var one = (await story.Conflicts.All("Settled All The Same")).Single(c => c.IsOpen);
        (await story.Conflicts.TakeUp(story.Claims.Maren, one.Number)).Problem.ShouldBeNull();
        one = (await story.Conflicts.All("Settled All The Same")).Single(c => c.IsOpen);

        (
            await story.Conflicts.Decide(story.Claims.Maren, one, Settlement.Reassign, await story.Conflicts.KeyOf(first))
        ).Problem.ShouldBeNull();

        one = (await story.Conflicts.All("Settled All The Same")).Single(c => c.Id == one.Id);
        one.Letters.Select(l => l.Verdict)
            .ShouldBe(["You lead on Settled All The Same.", "You do not lead on Settled All The Same."], ignoreOrder: true);
    }

    [Fact]
    public async Task Prices_that_outlast_a_released_protection_are_seen_while_another_partner_claims_it()
    {
        var story = await ComplaintStory.In(house);
        await house.PublishPolicy(Policy.Default with { Rules = [new("Prices", new()) { Band = new(0, 1_500), Prices = new(120) }] });
        var holder = await story.Claims.Approved(story.Claims.Ines, "Prices Held On");
        await house.Work();
        await story.Claims.Submitted(story.Claims.Jonah, "Prices Held On");
        await house.Work();
        var before = (await story.Conflicts.Of("Prices Held On"))!;
        before.Signals.ShouldNotContain(s => s.Code == SignalCode.PricesOutlast);

        await Release(story, holder);
        await house.Work();

        var one = (await story.Conflicts.Of("Prices Held On"))!;
        one.Number.ShouldBe(before.Number);
        one.IsOpen.ShouldBeTrue("whose prices are held is a side still");
        one.Signals.Single(s => s.Code == SignalCode.PricesOutlast).Sentence.ShouldContain("its prices are still held, and Vantora");
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Prices Held On"))!.Version.ShouldBe(one.Version, "looking again changes nothing");

        house.Clock.Advance(TimeSpan.FromDays(121));
        await house.Work();
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Prices Held On"))!.End.ShouldBe(CaseEnd.FellAway, "they are held no more");
    }

    [Fact]
    public async Task A_claim_that_comes_after_the_release_is_beside_held_prices_too_and_without_prices_there_is_nothing()
    {
        var story = await ComplaintStory.In(house);
        var bare = await story.Claims.Approved(story.Claims.Ines, "Nothing Held");
        await Release(story, bare);
        await story.Claims.Submitted(story.Claims.Jonah, "Nothing Held");
        await story.Conflicts.Sweep();
        (await story.Conflicts.Of("Nothing Held")).ShouldBeNull();
        await house.PublishPolicy(Policy.Default with { Rules = [new("Prices", new()) { Band = new(0, 1_500), Prices = new(120) }] });

        var holder = await story.Claims.Approved(story.Claims.Ines, "Still Held");
        await Release(story, holder);
        await house.Work();
        (await story.Conflicts.Of("Still Held")).ShouldBeNull("nobody else wants it");
        await story.Claims.Submitted(story.Claims.Jonah, "Still Held");
        await house.Work();

        (await story.Conflicts.Of("Still Held"))!.Cause.ShouldBe(SignalCode.PricesOutlast);
    }

    private async Task Release(ComplaintStory story, string number)
    {
        var version = (await story.Claims.Load(number)).Version;
        (
            await house.Act<ReleaseProtection, Result>(story.Claims.Maren, u => u.Run(number, version, "The customer chose another.", Ct))
        ).Problem.ShouldBeNull();
    }
}
