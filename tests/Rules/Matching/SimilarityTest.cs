using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class SimilarityTest
{
    private static readonly Gen<string> Small =
        from length in Gen.Choose(0, 6)
        from letters in Gen.Elements('a', 'b', 'c').ArrayOf(length)
        select new string(letters);

    [Theory]
    [InlineData("nvidia", "nvidia", 0)]
    [InlineData("nvidia", "nvdia", 1)]
    [InlineData("nvidia", "nividia", 1)]
    [InlineData("nvidia", "nvidea", 1)]
    [InlineData("nvidia", "vnidia", 1)]
    [InlineData("nvidia", "vnidea", 2)]
    [InlineData("", "ab", 2)]
    public void The_distance_counts_letters_inserted_deleted_replaced_or_swapped(string a, string b, int distance) =>
        Similarity.Distance(a, b, 5).ShouldBe(distance);

    [Fact]
    public void The_distance_agrees_with_the_definition_and_is_symmetric() =>
        Prop.ForAll(
                Gen.Zip(Small, Small).ToArbitrary(),
                pair =>
                {
                    var (a, b) = pair;
                    var exact = ByDefinition(a, b);
                    return Similarity.Distance(a, b, 20) == exact
                        && Similarity.Distance(b, a, 20) == exact
                        && Similarity.Distance(a, b, 2) == Math.Min(exact, 3);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Digits_must_agree()
    {
        Similarity.Of("route66", "route67", out _).ShouldBe(0);
        Similarity.Of("route66", "rout66", out _).ShouldBeGreaterThan(0.8f);
    }

    [Fact]
    public void An_umlaut_written_out_is_hardly_a_difference()
    {
        Similarity.Of("mueller", "muller", out _).ShouldBeGreaterThan(Similarity.Of("miller", "muller", out _));
        Similarity.Of("schroeder", "schroder", out _).ShouldBe(0.97f);
        Similarity.Of("blue", "blu", out _).ShouldBeLessThan(0.9f);
    }

    [Theory]
    [InlineData("intl", "international", true)]
    [InlineData("tech", "technologies", true)]
    [InlineData("mfg", "manufacturing", true)]
    [InlineData("bank", "banana", false)]
    [InlineData("co", "company", false)]
    public void Abbreviations_are_beginnings_or_consonants_in_order(string brief, string full, bool yes) =>
        Similarity.Abbreviates(brief, full).ShouldBe(yes);

    [Theory]
    [InlineData(100, MatchVerdict.Exact)]
    [InlineData(95, MatchVerdict.Probable)]
    [InlineData(85, MatchVerdict.Possible)]
    [InlineData(61, MatchVerdict.None)]
    public void A_score_has_a_verdict(int score, MatchVerdict verdict) => MatchVerdicts.Of(score).ShouldBe(verdict);

    private static int ByDefinition(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;
        var cost = a[^1] == b[^1] ? 0 : 1;
        var best = Math.Min(ByDefinition(a[..^1], b[..^1]) + cost, Math.Min(ByDefinition(a[..^1], b), ByDefinition(a, b[..^1])) + 1);
        var swap = a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1];
        return swap ? Math.Min(best, ByDefinition(a[..^2], b[..^2]) + 1) : best;
    }
}
