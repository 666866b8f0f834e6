using Entente.Pipeline;
using Entente.Pipeline.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Pipeline;

public sealed class DealChangeTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);

    private sealed record Case(DealChange.Known Known, string Stage, OpportunityState State, bool Deleted, DateTimeOffset At)
    {
        public DealChange Change => DealChange.Between(Known, Stage, State, Deleted, At);
    }

    private static readonly Arbitrary<Case> Cases = (
        from knownStage in Gen.Elements("a", "b", "c")
        from knownState in Gen.Elements(Enum.GetValues<OpportunityState>())
        from knownDeleted in Gen.Elements(true, false)
        from knownAt in Gen.Elements<int?>(0, 5, 10, null)
        from stage in Gen.Elements("a", "b", "c")
        from state in Gen.Elements(Enum.GetValues<OpportunityState>())
        from deleted in Gen.Elements(true, false)
        from at in Gen.Choose(0, 10)
        select new Case(
            new(knownStage, knownState, knownDeleted, knownAt is { } k ? Start.AddMinutes(k) : null),
            stage,
            state,
            deleted,
            Start.AddMinutes(at)
        )
    ).ToArbitrary();

    [Fact]
    public void An_older_record_changes_nothing() =>
        Prop.ForAll(Cases, c => c.At >= c.Known.ModifiedAt || c.Known.ModifiedAt is null || c.Change == DealChange.None)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_that_is_not_older_is_taken_over() =>
        Prop.ForAll(Cases, c => c.At < c.Known.ModifiedAt || c.Deleted || c.Change.Apply).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_told_of_what_is_not_taken_over() =>
        Prop.ForAll(Cases, c => c.Change is { Apply: true } or { StageChanged: false, Won: false, Lost: false }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_record_again_tells_nothing() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var again = DealChange.Between(new(c.Stage, c.State, c.Deleted, c.At), c.Stage, c.State, c.Deleted, c.At);
                    return again is { StageChanged: false, Won: false, Lost: false };
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Winning_and_losing_are_told_exactly_when_the_state_becomes_so() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    if (!c.Change.Apply || c.Deleted)
                        return true;
                    var became = c.Known.State != c.State;
                    return c.Change.Won == (became && c.State is OpportunityState.Won)
                        && c.Change.Lost == (became && c.State is OpportunityState.Lost);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deal_seen_for_the_first_time_is_history_and_tells_nothing()
    {
        foreach (var state in Enum.GetValues<OpportunityState>())
            DealChange.Between(null, "a", state, deleted: false, Start).ShouldBe(new(true, false, false, false));
        DealChange.Between(null, "a", OpportunityState.Open, deleted: true, Start).ShouldBe(DealChange.None);
    }

    [Fact]
    public void A_closed_deal_is_mended_exactly_when_what_counts_of_it_is_something_else() =>
        Prop.ForAll(
                (from c in Cases.Generator from before in Worths from after in Worths select (c, before, after)).ToArbitrary(),
                t =>
                {
                    var (c, before, after) = t;
                    var change = DealChange.Between(c.Known with { Worth = before }, c.Stage, c.State, c.Deleted, c.At, after);
                    var closed = c.Known is { State: not OpportunityState.Open, Deleted: false };
                    var taken = change.Apply && !c.Deleted && closed;
                    var other = c.State is OpportunityState.Open || (c.State == c.Known.State && before != after);
                    return change.Mended == (taken && other) && !(change.Mended && (change.Won || change.Lost));
                }
            )
            .QuickCheckThrowOnFailure();

    private static readonly Gen<DealChange.Worth> Worths =
        from minor in Gen.Elements<long?>(null, 100, 200)
        from day in Gen.Elements<int?>(null, 1, 2)
        select new DealChange.Worth(minor is { } m ? new Money(m, "EUR") : null, day is { } d ? new DateOnly(2026, 3, d) : null);

    [Fact]
    public void A_deleted_deal_is_gone_once_and_neither_won_nor_lost()
    {
        var known = new DealChange.Known("a", OpportunityState.Open, Deleted: false, Start);

        var gone = DealChange.Between(known, "", OpportunityState.Open, deleted: true, Start.AddMinutes(1));
        (gone.Gone, gone.Lost).ShouldBe((true, false));
        DealChange
            .Between(
                known with
                {
                    Deleted = true,
                    State = OpportunityState.Lost,
                },
                "",
                OpportunityState.Open,
                deleted: true,
                Start.AddMinutes(2)
            )
            .ShouldBe(DealChange.None);
        DealChange
            .Between(known with { State = OpportunityState.Won }, "", OpportunityState.Open, deleted: true, Start.AddMinutes(1))
            .Lost.ShouldBeFalse();
        DealChange
            .Between(known with { Deleted = true }, "a", OpportunityState.Open, deleted: false, Start.AddMinutes(1))
            .ShouldBe(new(true, false, false, false) { Back = true });
    }
}
