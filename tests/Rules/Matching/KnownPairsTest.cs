using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class KnownPairsTest
{
    private static readonly Gen<KnownPair> Pairs =
        from a in Gen.Elements("a", "b", "c", "d", "e", "f")
        from b in Gen.Elements("a", "b", "c", "d", "e", "f")
        from same in Gen.Elements(true, false)
        select new KnownPair(a, b, same);

    // As the table keeps them: of one pair one word.
    private static readonly Gen<KnownPair[]> Said =
        from pairs in Gen.ListOf(Pairs, 8)
        select pairs
            .Where(p => p.Left != p.Right)
            .DistinctBy(p => string.CompareOrdinal(p.Left, p.Right) < 0 ? (p.Left, p.Right) : (p.Right, p.Left))
            .ToArray();

    [Fact]
    public void What_was_said_of_a_pair_always_wins()
    {
        Prop.ForAll(
                Said.ToArbitrary(),
                said =>
                {
                    var known = KnownPairs.Of(said);
                    return said.All(p => known.Of(p.Left, p.Right) == p.Same && known.Of(p.Right, p.Left) == p.Same);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void The_order_in_which_it_was_said_does_not_matter()
    {
        string[] all = ["a", "b", "c", "d", "e", "f", "g"];
        Prop.ForAll(
                Gen.Zip(Said, Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                given =>
                {
                    var shuffled = given.Item1.Select(p => new KnownPair(p.Right, p.Left, p.Same)).ToArray();
                    new Random(given.Item2).Shuffle(shuffled);
                    var (one, other) = (KnownPairs.Of(given.Item1), KnownPairs.Of(shuffled));
                    return all.All(x => all.All(y => one.Of(x, y) == other.Of(x, y)) && one.SameAs(x).SequenceEqual(other.SameAs(x)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void The_same_as_the_same_is_the_same_and_who_differs_from_one_differs_from_all()
    {
        var known = KnownPairs.Of([new("a", "b", true), new("b", "c", true), new("c", "x", false)]);

        known.Of("a", "c").ShouldBe(true);
        known.Of("a", "x").ShouldBe(false);
        known.Of("x", "y").ShouldBeNull();
        known.SameAs("a").ShouldBe(["b", "c"]);
    }

    [Fact]
    public void A_word_on_the_pair_itself_goes_before_what_follows_from_others()
    {
        var known = KnownPairs.Of([new("a", "b", true), new("b", "c", true), new("a", "c", false)]);

        known.Of("a", "c").ShouldBe(false);
        known.SameAs("a").ShouldBe(["b"]);
    }

    [Fact]
    public void Both_answers_for_one_pair_are_different_whichever_comes_first()
    {
        KnownPairs.Of([new("a", "b", true), new("b", "a", false)]).Of("a", "b").ShouldBe(false);
        KnownPairs.Of([new("a", "b", false), new("b", "a", true)]).Of("a", "b").ShouldBe(false);
    }
}
