using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Values;

public sealed class MoneyTest
{
    private static readonly Gen<Money> Amounts =
        from minor in Gen.OneOf(
            Gen.Choose(-1_000_000, 1_000_000).Select(m => (long)m),
            ArbMap.Default.GeneratorFor<long>(),
            Gen.Elements(long.MaxValue, long.MinValue + 1, 0L, 1L, -1L)
        )
        from currency in Gen.Elements("EUR", "JPY", "KWD", "USD")
        select new Money(minor, currency);

    private static readonly Gen<decimal[]> Weights =
        from weights in Gen.NonEmptyListOf(Gen.Choose(0, 10_000).Select(w => w / 100m))
        where weights.Sum() > 0
        select weights.ToArray();

    [Fact]
    public void Parts_always_sum_to_the_whole() =>
        Split((whole, weights, parts) => parts.Count == weights.Length && parts.Sum(p => (decimal)p.Minor) == whole.Minor);

    [Fact]
    public void A_part_has_the_sign_and_currency_of_the_whole_and_weight_zero_gets_nothing() =>
        Split(
            (whole, weights, parts) =>
                parts.All(p => p.Currency == whole.Currency && (p.Minor == 0 || Math.Sign(p.Minor) == Math.Sign(whole.Minor)))
                && parts.Zip(weights).All(p => p.Second > 0 || p.First.Minor == 0)
        );

    [Fact]
    public void No_part_is_a_unit_or_more_away_from_its_exact_share() =>
        Split(
            (whole, weights, parts) =>
                parts.Zip(weights).All(p => Math.Abs(p.First.Minor - (whole.Minor * (p.Second / weights.Sum()))) < 1.01m)
        );

    [Fact]
    public void A_heavier_weight_never_gets_less() =>
        Split(
            (whole, weights, parts) =>
            {
                var ordered = parts.Zip(weights).OrderBy(p => p.Second).Select(p => Math.Abs((decimal)p.First.Minor)).ToList();
                var heavier = parts.Zip(weights).ToList();
                return heavier.All(a =>
                        heavier.All(b => a.Second <= b.Second || Math.Abs((decimal)a.First.Minor) >= Math.Abs((decimal)b.First.Minor))
                    )
                    && ordered.Count == parts.Count;
            }
        );

    [Fact]
    public void What_is_left_over_goes_to_the_earlier_part()
    {
        new Money(100, "EUR").Split([1, 1, 1]).Select(p => p.Minor).ShouldBe([34L, 33, 33]);
        new Money(-100, "EUR").Split([1, 1, 1]).Select(p => p.Minor).ShouldBe([-34L, -33, -33]);
        new Money(5, "JPY").Split([50, 50]).Select(p => p.Minor).ShouldBe([3L, 2]);
        new Money(1, "EUR").Split([1, 2]).Select(p => p.Minor).ShouldBe([0L, 1]);
    }

    [Fact]
    public void Weights_that_say_nothing_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Money(100, "EUR").Split([]));
        Should.Throw<ArgumentException>(() => new Money(100, "EUR").Split([0, 0]));
        Should.Throw<ArgumentException>(() => new Money(100, "EUR").Split([2, -1]));
    }

    [Theory]
    [InlineData("EUR", 2, "12.34", 1234)]
    [InlineData("JPY", 0, "12", 12)]
    [InlineData("KWD", 3, "12.345", 12345)]
    public void A_currency_has_its_own_number_of_decimals(string currency, int decimals, string major, long minor)
    {
        var money = Money.FromMajor(decimal.Parse(major, System.Globalization.CultureInfo.InvariantCulture), currency);
        money.Minor.ShouldBe(minor);
        money.Decimals.ShouldBe(decimals);
        money.ToString().ShouldBe($"{currency} {major}");
    }

    [Fact]
    public void Rounding_is_half_to_even()
    {
        Money.FromMajor(0.125m, "EUR").Minor.ShouldBe(12);
        Money.FromMajor(0.135m, "EUR").Minor.ShouldBe(14);
        Money.FromMajor(-2.5m, "JPY").Minor.ShouldBe(-2);
        new Money(50, "EUR").Times(new Percent(25)).Minor.ShouldBe(12);
        new Money(54, "EUR").Times(new Percent(25)).Minor.ShouldBe(14);
    }

    [Fact]
    public void Overflow_throws_instead_of_wrapping()
    {
        var most = new Money(long.MaxValue, "EUR");
        Should.Throw<OverflowException>(() => most + new Money(1, "EUR"));
        Should.Throw<OverflowException>(() => new Money(long.MinValue, "EUR") - new Money(1, "EUR"));
        Should.Throw<OverflowException>(() => most.Times(new Percent(100.1m)));
        Should.Throw<OverflowException>(() => Money.FromMajor(decimal.MaxValue / 1000, "EUR"));
    }

    [Fact]
    public void Currencies_are_never_mixed()
    {
        var (euro, yen) = (new Money(1, "EUR"), new Money(1, "JPY"));
        Should.Throw<InvalidOperationException>(() => euro + yen);
        Should.Throw<InvalidOperationException>(() => euro - yen);
        Should.Throw<InvalidOperationException>(() => euro < yen);
        (euro == yen).ShouldBeFalse();
    }

    [Fact]
    public void Adding_and_taking_away_undo_each_other() =>
        Prop.ForAll(
                Gen.Zip(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary(),
                pair =>
                {
                    var (a, b) = (new Money(pair.Item1, "EUR"), new Money(pair.Item2, "EUR"));
                    return a + b - b == a && a + b == b + a && a < b == (a - b < Money.Zero("EUR")) && Money.FromMajor(a.Major, "EUR") == a;
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_share_and_its_rest_differ_from_the_whole_by_a_unit_at_most()
    {
        Percent.Hundred.Points.ShouldBe(100);
        new Percent(12.5m).ToString().ShouldBe("12.5 %");
        new Percent(33.333m).ToString().ShouldBe("33.33 %");
        Prop.ForAll(
                Gen.Zip(Gen.Choose(-1_000_000, 1_000_000), Gen.Choose(0, 10_000)).ToArbitrary(),
                pair =>
                {
                    var (whole, share) = (new Money(pair.Item1, "EUR"), new Percent(pair.Item2 / 100m));
                    var sum = whole.Times(share) + whole.Times(new Percent(100 - share.Points));
                    return Math.Abs(sum.Minor - whole.Minor) <= 1 && whole.Times(Percent.Hundred) == whole;
                }
            )
            .Check(Config.QuickThrowOnFailure);
    }

    private static void Split(Func<Money, decimal[], IReadOnlyList<Money>, bool> law) =>
        Prop.ForAll(Gen.Zip(Amounts, Weights).ToArbitrary(), pair => law(pair.Item1, pair.Item2, pair.Item1.Split(pair.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
