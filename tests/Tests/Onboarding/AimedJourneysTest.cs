using Entente.Onboarding.Journeys;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Templates;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Onboarding;

/// <summary>Which steps a partner begins with is decided by the segments it is in that day, else by its type.</summary>
public sealed class AimedJourneysTest(House house) : IClassFixture<House>
{
    private static readonly IReadOnlyDictionary<string, string> Read = new Dictionary<string, string>();
    private readonly JourneyStory story = new(house);
    private readonly SegmentStory segments = new(house);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_in_a_segment_with_steps_of_its_own_begins_with_those_whatever_the_type_and_others_with_their_types()
    {
        var region = SegmentStory.Name("Region");
        var name = SegmentStory.Name("Northerners");
        var segment = await segments.Drawn(name, region);
        (await Publish(Steps(segment, "north"))).Value.ShouldBe(1);

        var reseller = await segments.Partner(region, PartnerStatus.Onboarding);
        var referral = await segments.Partner(region, PartnerStatus.Onboarding, PartnerType.Referral);
        var elsewhere = await segments.Partner("Elsewhere", PartnerStatus.Onboarding);
        await house.Work();

        foreach (var partner in new[] { reseller, referral })
            (await story.Of(partner)).ShouldHaveSingleItem().Steps.Select(s => s.Key).ShouldBe(["north"]);
        (await story.Of(elsewhere)).ShouldHaveSingleItem().Steps.ShouldContain(s => s.Key == "welcome");
        var rows = await house.Act<JourneysQuery, IReadOnlyList<JourneyRow>>(story.Maren, q => q.List(Ct));
        var whose = rows.Single(r => r.Partner == referral).For;
        (whose.Type, whose.Segment, whose.Words).ShouldBe(((PartnerType?)null, segment, name));
        rows.Single(r => r.Partner == elsewhere).For.Words.ShouldBe("Reseller");
        (await house.Act<JourneysQuery, IReadOnlyList<StepFunnel>>(story.Maren, q => q.Funnel(whose, Ct))).Single().Opened.ShouldBe(2);
        (await story.Funnel(PartnerType.Referral)).ShouldNotContain(f => f.Key == "north");
    }

    [Fact]
    public async Task Begun_by_hand_the_same_counts_and_what_began_keeps_its_steps_when_it_enters_or_leaves_later()
    {
        var board = await segments.Hand(SegmentStory.Name("Board"));
        (await Publish(Steps(board, "board"))).Problem.ShouldBeNull();
        var (member, late) = (await segments.Partner("Any"), await segments.Partner("Any"));
        await segments.Put(board, member);
        var (first, second) = (await story.Begun(member), await story.Begun(late));

        await segments.Take(board, member);
        await segments.Put(board, late);
        await story.Watch();

        (await story.Load(first)).Steps.Select(s => s.Key).ShouldBe(["board"]);
        (await story.Load(second)).Steps.ShouldNotContain(s => s.Key == "board");
        (await story.End(late, second)).Problem.ShouldBeNull();
        (await story.Load(await story.Begun(late))).Steps.Select(s => s.Key).ShouldBe(["board"], "it begins anew today");
    }

    [Fact]
    public async Task Of_several_segments_the_lowest_place_counts()
    {
        var (one, two) = (await segments.Hand(SegmentStory.Name("Board")), await segments.Hand(SegmentStory.Name("Board")));
        var partner = await segments.Partner("Any");
        await segments.Put(one, partner);
        await segments.Put(two, partner);
        (await Publish(Steps(one, "one") with { Place = 7 })).Problem.ShouldBeNull();
        (await Publish(Steps(two, "two") with { Place = 6 })).Problem.ShouldBeNull();

        var begun = await story.Begun(partner);
        (await story.Load(begun)).Steps.Select(s => s.Key).ShouldBe(["two"]);
        var reach = await house.Act<JourneyShelf, IReadOnlyDictionary<SegmentId, int>>(
            story.Maren,
            async s => await s.Reach(await s.Aimed(Ct), Ct)
        );
        (reach.GetValueOrDefault(one), reach.GetValueOrDefault(two)).ShouldBe((0, 1), "each partner is counted where it would begin");
    }

    [Fact]
    public async Task A_segment_with_steps_of_its_own_is_not_removed_until_they_are_taken_away()
    {
        var name = SegmentStory.Name("Board");
        var board = await segments.Hand(name);
        var partner = await segments.Partner("Any");
        await segments.Put(board, partner);
        (await Publish(Steps(board, "board"))).Problem.ShouldBeNull();

        var refused = (await segments.Remove(board)).Problem.ShouldNotBeNull();
        (refused.Code, refused.Message).ShouldBe(
            ("segment.used", $"{name} is used by onboarding steps of its own. Aim that at something else first.")
        );
        (await Drop(board, 7)).Problem!.Code.ShouldBe("journey.template_stale");
        (await Drop(board, 1)).Problem.ShouldBeNull();
        (await Drop(board, 2)).Problem!.Code.ShouldBe("journey.no_template");
        (await story.Load(await story.Begun(partner))).Steps.ShouldNotContain(s => s.Key == "board");
        (await segments.Remove(board)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Each_refusal_says_what_to_do()
    {
        var gone = await segments.Hand(SegmentStory.Name("Gone"));
        (await segments.Remove(gone)).Problem.ShouldBeNull();
        var people = await segments.Hand(SegmentStory.Name("Heads"), SegmentOf.People);
        var board = await segments.Hand(SegmentStory.Name("Board"));

        (await Publish(Steps(gone, "x"))).Problem!.Code.ShouldBe("journey.no_segment");
        (await Publish(Steps(people, "x"))).Problem!.Code.ShouldBe("journey.no_segment", "people are not onboarded");
        (await Publish(Steps(board, "x") with { Place = 0 })).Problem!.Fields!.Keys.ShouldBe(["place"]);
        (await Publish(Steps(board, "x"), seen: 1)).Problem!.Code.ShouldBe("journey.template_stale");
        var nobody = story.Maren with { Permissions = new HashSet<string>() };
        (await Publish(Steps(board, "x"), by: nobody)).Problem!.Code.ShouldBe("journey.may_not");
        (await Drop(board, 1, nobody)).Problem!.Code.ShouldBe("journey.may_not");
        (await segments.Remove(board)).Problem.ShouldBeNull("nothing of it was kept");
    }

    private static JourneyTemplate Steps(SegmentId segment, string key) =>
        new(null, [new(key, $"Step {key}", PlanSide.Partner, null, null, 5, false)], [JourneyFact.FirstRegistration], true)
        {
            Segment = segment,
            Place = JourneyTemplate.UsualPlace,
        };

    private Task<Result<int>> Publish(JourneyTemplate template, int seen = 0, Actor? by = null) =>
        house.Act<PublishJourney, Result<int>>(by ?? story.Maren, p => p.Run(template, Read, seen, Ct));

    private Task<Result> Drop(SegmentId segment, int seen, Actor? by = null) =>
        house.Act<PublishJourney, Result>(by ?? story.Maren, p => p.Drop(segment, seen, Ct));
}
