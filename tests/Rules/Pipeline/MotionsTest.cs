using Entente.Crm.Mapping;
using Entente.Pipeline;
using Entente.Pipeline.Rules.Motions;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Pipeline;

public sealed class MotionsTest
{
    private sealed record Case(
        Playbook Playbook,
        EntenteStage Means,
        OpportunityState State,
        int ByHand,
        IReadOnlyList<MotionFact> Facts,
        IReadOnlyList<string> Shown
    )
    {
        public Standing? Standing =>
            Entente.Pipeline.Rules.Motions.Standing.Of(
                Playbook,
                Means,
                State,
                ByHand,
                Facts.ToDictionary(f => f, f => f.ToString()),
                Shown.ToDictionary(s => s, s => s)
            );
    }

    private static readonly Arbitrary<Case> Cases = (
        from motion in Gen.Elements<string>([.. StandardPlaybooks.Motions])
        let playbook = StandardPlaybooks.Of(motion)!
        from means in Gen.Elements(Enum.GetValues<EntenteStage>())
        from hand in Gen.Choose(0, 6)
        from facts in Gen.SubListOf(Enum.GetValues<MotionFact>())
        from shown in Gen.SubListOf<string>([.. playbook.Criteria.Where(c => c.Fact is null).Select(c => c.Key)])
        let state = means switch
        {
            EntenteStage.Won => OpportunityState.Won,
            EntenteStage.Lost => OpportunityState.Lost,
            _ => OpportunityState.Open,
        }
        select new Case(playbook, means, state, hand, [.. facts], [.. shown])
    ).ToArbitrary();

    [Fact]
    public void The_motions_we_ship_can_be_published() =>
        StandardPlaybooks.Motions.ShouldAllBe(m => PlaybookCheck.Wrong(StandardPlaybooks.Of(m)!).Count == 0);

    [Fact]
    public void A_lost_deal_stands_nowhere_and_any_other_in_one_of_the_five() =>
        Prop.ForAll(
                Cases,
                c => c.State is OpportunityState.Lost ? c.Standing is null : c.Standing is { Stage: >= 1 and <= Playbook.StageCount }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deal_that_the_crm_moves_on_never_stands_further_back() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.State is not OpportunityState.Open
                    || (c with { Means = c.Means + 1, State = c.Means + 1 is EntenteStage.Won ? OpportunityState.Won : c.State })
                        .Standing!
                        .Stage >= c.Standing!.Stage
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_moves_by_hand_what_the_crm_moves() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.Standing is not { } standing
                    || standing.Stage == (c with { ByHand = 0 }).Standing!.Stage
                    || (c.State is OpportunityState.Won && standing.In.From is null)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_holds_can_only_help() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.Standing is not { } standing
                    || Enum.GetValues<MotionFact>()
                        .Except(c.Facts)
                        .All(f => (c with { Facts = [.. c.Facts, f] }).Standing!.Blocking.Count <= standing.Blocking.Count)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deal_moves_on_exactly_when_no_criterion_that_blocks_is_open() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.Standing is not { } standing
                    || standing.Stage == Playbook.StageCount
                    || (NextStage.Of(standing, c.State) is NextStage.Blocked)
                        == standing.LeftBehind.Concat(standing.Exit).Any(s => !s.Met && s.Of.Weight is Weight.Blocks)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_the_crm_wins_a_deal() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.Standing is not { } standing
                    || NextStage.Of(standing, c.State) switch
                    {
                        NextStage.InCrm to => to.To.IsOpen(),
                        NextStage.ByHand => c.State is OpportunityState.Won,
                        _ => true,
                    }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_left_behind_is_of_earlier_stages_and_open() =>
        Prop.ForAll(Cases, c => c.Standing is not { } standing || standing.LeftBehind.All(s => s.Stage < standing.Stage && !s.Met))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("no name")]
    [InlineData("two of one name")]
    [InlineData("order")]
    [InlineData("no exit")]
    [InlineData("twice")]
    [InlineData("four stages")]
    [InlineData("begins late")]
    [InlineData("by hand too early")]
    public void Stages_that_make_no_sense_are_refused_where_the_fault_is(string what)
    {
        var right = StandardPlaybooks.Of("reseller")!;
        var stages = right.Stages.ToList();
        string field;
        switch (what)
        {
            case "no name":
                (stages[1], field) = (stages[1] with { Name = "" }, "stages[1].name");
                break;
            case "two of one name":
                (stages[2], field) = (stages[2] with { Name = stages[0].Name.ToUpperInvariant() }, "stages[2].name");
                break;
            case "order":
                (stages[3], field) = (stages[3] with { From = EntenteStage.Discovery }, "stages[3].from");
                break;
            case "no exit":
                (stages[4], field) = (stages[4] with { Exit = [] }, "stages[4].exit");
                break;
            case "twice":
                (stages[1], field) = (stages[1] with { Exit = [.. stages[1].Exit, stages[0].Exit[0]] }, "stages");
                break;
            case "four stages":
                stages.RemoveAt(4);
                field = "stages";
                break;
            case "begins late":
                (stages[0], field) = (stages[0] with { From = EntenteStage.Discovery }, "stages[0].from");
                break;
            default:
                (stages[2], field) = (stages[2] with { From = null }, "stages[2].from");
                break;
        }

        PlaybookCheck.Wrong(right with { Stages = stages }).Keys.ShouldContain(field);
    }
}
