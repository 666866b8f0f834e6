using Entente.Access;
using Entente.Onboarding;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Onboarding;

/// <summary>An agreement is aimed at segments of partners, as they are on the day.</summary>
public sealed class AimedAgreementsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly AgreementStory story = new(house);
    private readonly SegmentStory segments = new(house);

    [Fact]
    public async Task Who_comes_into_a_segment_is_asked_then_who_leaves_it_no_more_and_what_was_accepted_stays()
    {
        await story.Alone();
        var board = await segments.Hand(SegmentStory.Name("Board"));
        var (first, later) = (await segments.Partner("North"), await segments.Partner("North"));
        var (ada, bea) = (await story.Person(first), await story.Person(later));
        await segments.Put(board, first);
        var id = await story.Out(At(board));
        await house.Work();

        (await story.List(ada)).ShouldHaveSingleItem().Standing.Shut.ShouldBeTrue();
        (await Bar(ada)).ShouldNotBeNull();
        (await story.List(bea)).ShouldBeEmpty();
        (await Bar(bea)).ShouldBeNull();
        (await story.Accept(bea, id)).Problem!.Code.ShouldBe("agreement.none");
        (await story.Mails(id)).Count.ShouldBe(1);
        (await story.View(id)).Partners.Select(p => p.Partner).ShouldBe([first]);

        await segments.Put(board, later);
        await story.Watch();
        (await story.Mails(id)).Count.ShouldBe(2, "it is told now");
        (await Bar(bea)).ShouldNotBeNull();
        (await story.Accept(ada, id)).Problem.ShouldBeNull();

        await segments.Take(board, first);
        await segments.Take(board, later);
        (await Bar(bea)).ShouldBeNull();
        (await story.List(bea)).ShouldBeEmpty();
        (await story.List(ada)).ShouldHaveSingleItem().Accepted.ShouldBe(1, "what was accepted stays");
        var view = await story.View(id);
        view.Partners.Select(p => (p.Partner, p.Standing.Waits)).ShouldBe([(first, false)]);
        view.Versions[0].Reach.ShouldBe(0);
    }

    [Fact]
    public async Task A_drawn_segment_and_a_type_beside_it_hold_together_for_every_reader_alike()
    {
        await story.Alone();
        var region = SegmentStory.Name("Region");
        var name = SegmentStory.Name("Northerners");
        var drawn = await segments.Drawn(name, region);
        var reseller = await segments.Partner(region);
        var referral = await segments.Partner(region, type: PartnerType.Referral);
        var elsewhere = await segments.Partner("Elsewhere");
        var draft = await story.Draft(At(drawn) with { For = At(drawn).For with { Types = [PartnerType.Reseller] } });
        (await story.View(draft)).ShouldSatisfyAllConditions(
            v => v.Next.ShouldBe(1),
            v => v.NextFor.ShouldBe($"Reseller partners in “{name}”")
        );
        (await story.Publish(draft)).Problem.ShouldBeNull();

        foreach (var (partner, waits) in new[] { (reseller, true), (referral, false), (elsewhere, false) })
        {
            var ada = await story.Person(partner);
            (await story.List(ada)).Any(l => l.Waits).ShouldBe(waits);
            (await house.Act<AgreementsQuery, IReadOnlyList<PartnerAgreement>>(story.Olga, q => q.Of(partner, Ct)))
                .Any(a => a.Standing.Waits)
                .ShouldBe(waits);
        }
        var row = (await house.Act<AgreementsQuery, IReadOnlyList<AgreementRow>>(story.Olga, q => q.List(Ct))).Single(r => r.Id == draft);
        (row.For, row.Asked, row.Waiting).ShouldBe(($"Reseller partners in “{name}”", 1, 1));
        (await story.View(draft)).Versions[0].ShouldSatisfyAllConditions(v => v.For.ShouldBe(row.For), v => v.Reach.ShouldBe(1));
        var narrow = story.Olga with { Scope = new List<PartnerId> { elsewhere } };
        (await story.View(draft, narrow)).Partners.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_the_policy_asks_for_counts_as_accepted_for_as_long_as_what_counts_for_its_segment_was()
    {
        await story.Alone();
        var board = await segments.Hand(SegmentStory.Name("Board"));
        var partner = await segments.Partner("North");
        var ada = await story.Person(partner);
        var name = AgreementStory.Name();
        var id = await story.Out(AgreementStory.Sheet(), name: name);
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        await story.Out(At(board) with { Note = "For the board" }, id);

        (await Accepted(partner)).ShouldContain(name, "the second version is for others");
        await segments.Put(board, partner);
        (await Accepted(partner)).ShouldNotContain(name);
        await segments.Take(board, partner);
        (await Accepted(partner)).ShouldContain(name);
    }

    [Fact]
    public async Task A_segment_is_not_removed_while_a_draft_or_a_version_that_counts_aims_at_it()
    {
        await story.Alone();
        var name = SegmentStory.Name("Board");
        var board = await segments.Hand(name);
        var called = AgreementStory.Name();
        var draft = await story.Draft(At(board), name: called);

        await Refused();
        (await story.Publish(draft)).Problem.ShouldBeNull();
        await Refused();
        await story.Out(AgreementStory.Sheet() with { Note = "For everybody", GraceDays = 3 }, draft);
        await Refused("what counts until then aims at it");
        house.Clock.Advance(TimeSpan.FromDays(4));
        (await segments.Remove(board)).Problem.ShouldBeNull();
        (await story.View(draft)).Versions[1].For.ShouldBe("All partners in a segment that was removed");

        async Task Refused(string? because = null)
        {
            var refused = (await segments.Remove(board)).Problem.ShouldNotBeNull(because);
            refused.Code.ShouldBe("segment.used");
            refused.Message.ShouldContain($"{name} is used by the agreement “{called}”");
        }
    }

    [Fact]
    public async Task What_is_ended_or_thrown_away_aims_at_nobody_any_more()
    {
        await story.Alone();
        var (one, two) = (await segments.Hand(SegmentStory.Name("Board")), await segments.Hand(SegmentStory.Name("Board")));
        var ended = await story.Out(At(one));
        var thrown = await story.Draft(At(two));
        (await story.End(ended)).Problem.ShouldBeNull();
        (
            await house.Act<Entente.Onboarding.Write.ChangeAgreement, Result<bool>>(story.Olga, c => c.Discard(thrown, 1, Ct))
        ).Ok.ShouldBeTrue();

        (await segments.Remove(one)).Problem.ShouldBeNull();
        (await segments.Remove(two)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_segment_that_was_removed_and_one_of_people_are_refused_with_what_to_do()
    {
        var gone = await segments.Hand(SegmentStory.Name("Gone"));
        (await segments.Remove(gone)).Problem.ShouldBeNull();
        var people = await segments.Hand(SegmentStory.Name("Heads"), SegmentOf.People);

        var removed = (await story.Keep(null, AgreementStory.Name(), At(gone), null)).Problem.ShouldNotBeNull();
        (removed.Code, removed.Fields!["segments"]).ShouldBe(
            ("agreement.invalid", "A segment that it aims at was removed meanwhile. Choose another one, or none.")
        );
        var unfit = (await story.Keep(null, AgreementStory.Name(), At(people), null)).Problem.ShouldNotBeNull();
        unfit.Fields!["segments"].ShouldContain("choose a segment of partners");
    }

    private static AgreementSheet At(params SegmentId[] segments) =>
        AgreementStory.Sheet() with
        {
            For = AgreementAudience.Everybody with { Segments = segments },
        };

    private Task<ClaimBar?> Bar(Actor who) => house.Act<OwnAgreements, ClaimBar?>(who, o => new AgreementGate(o).Bar(Ct));

    private async Task<IReadOnlyCollection<string>> Accepted(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        var told = await scope.ServiceProvider.GetServices<IClaimantRecord>().OfType<AcceptedNames>().Single().Of([partner], Ct);
        return told!.GetValueOrDefault(partner)?.Agreements ?? [];
    }
}
