using Entente.Health.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Health;

/// <summary>When a silence or a drop begins, asks for a task, and is over.</summary>
public sealed class EpisodesTest
{
    private static readonly Gen<int?[]> Nights = Gen.ArrayOf(
        Gen.Frequency((1, Gen.Constant<int?>(null)), (8, Gen.Choose(0, 130).Select(v => (int?)v)))
    );

    [Fact]
    public void Nobody_who_is_not_measured_has_one_and_what_begins_it_keeps_it_open() =>
        Play(
            (kind, nights) =>
                !Episodes.Holds(kind, null, true)
                && !Episodes.Holds(kind, 0, true)
                && nights.All(v => !Episodes.Holds(kind, v, false) || Episodes.Holds(kind, v, true))
                && nights.All(v => v is not { } value || !Episodes.Raises(kind, value) || Episodes.Holds(kind, value, false))
        );

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

    private static void Play(Func<EpisodeKind, int?[], bool> holds) =>
        Prop.ForAll(
                (from kind in Gen.Elements(Enum.GetValues<EpisodeKind>()) from nights in Nights select (kind, nights)).ToArbitrary(),
                d => holds(d.kind, d.nights)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
