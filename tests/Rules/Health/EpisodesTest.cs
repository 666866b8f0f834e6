using Entente.Health.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Health;

/// <summary>When a silence or a drop begins, asks for a task, and is over.</summary>
public sealed class EpisodesTest
{
    [Fact]
    public void Nothing_wrong_is_none_and_what_begins_it_or_asks_for_a_task_keeps_it_open() =>
        Prop.ForAll(
                (
                    from kind in Gen.Elements(Enum.GetValues<EpisodeKind>())
                    from value in Gen.Choose(0, 200)
                    select (kind, value)
                ).ToArbitrary(),
                d =>
                    !Episodes.Holds(d.kind, 0, true)
                    && (!Episodes.Holds(d.kind, d.value, false) || Episodes.Holds(d.kind, d.value, true))
                    && (!Episodes.Raises(d.kind, d.value) || Episodes.Holds(d.kind, d.value, false))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData(EpisodeKind.Silent, 59, false, false)]
    [InlineData(EpisodeKind.Silent, 60, false, true)]
    [InlineData(EpisodeKind.Silent, 59, true, false)]
    [InlineData(EpisodeKind.Dropped, 49, false, false)]
    [InlineData(EpisodeKind.Dropped, 50, false, true)]
    [InlineData(EpisodeKind.Dropped, 25, true, true)]
    [InlineData(EpisodeKind.Dropped, 24, true, false)]
    public void It_begins_and_ends_at_its_numbers(EpisodeKind kind, int value, bool open, bool holds) =>
        Episodes.Holds(kind, value, open).ShouldBe(holds);

    [Fact]
    public void A_task_says_what_was_seen_and_names_certified_people_where_there_are_some()
    {
        Episodes
            .Task(EpisodeKind.Silent, "No registration for 92 days", "3 people with a valid certificate")
            .ShouldBe("No registration for 92 days, 3 people with a valid certificate: ask what stops them");
        Episodes.Task(EpisodeKind.Silent, "No registration for 92 days", null).ShouldBe("No registration for 92 days: ask what stops them");
        Episodes.Raises(EpisodeKind.Silent, 89).ShouldBeFalse();
        Episodes.Raises(EpisodeKind.Silent, 90).ShouldBeTrue();
        Enum.GetValues<EpisodeKind>().Select(Episodes.Signal).ShouldBeUnique();
    }
}
