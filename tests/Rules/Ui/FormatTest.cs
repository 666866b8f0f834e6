using Entente.Platform.Values;
using Entente.Ui;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Ui;

public sealed class FormatTest
{
    private static readonly Reader London = new(
        new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero),
        TimeZoneInfo.FindSystemTimeZoneById("Europe/London")
    );

    [Theory]
    [InlineData(8_400_000, "EUR", "€84,000")]
    [InlineData(8_400_050, "EUR", "€84,001")]
    [InlineData(-112_000, "EUR", "−€1,120")]
    [InlineData(-40, "EUR", "€0")]
    [InlineData(1200, "JPY", "¥1,200")]
    [InlineData(8_400_000, "CHF", "CHF 84,000")]
    public void Tables_show_whole_units_with_a_true_minus(long minor, string currency, string expected) =>
        Format.Money(new Money(minor, currency)).ShouldBe(expected);

    [Theory]
    [InlineData(2_122_400, "EUR", "€21,224.00")]
    [InlineData(-112_000, "EUR", "−€1,120.00")]
    [InlineData(1200, "JPY", "¥1,200")]
    [InlineData(1_234_567, "KWD", "KWD 1,234.567")]
    public void What_is_paid_shows_its_minor_units(long minor, string currency, string expected) =>
        Format.MoneyExact(new Money(minor, currency)).ShouldBe(expected);

    [Theory]
    [InlineData(0, "€0")]
    [InlineData(950, "€950")]
    [InlineData(999.6, "€1k")]
    [InlineData(1_000, "€1k")]
    [InlineData(61_500, "€61.5k")]
    [InlineData(88_000, "€88k")]
    [InlineData(412_400, "€412k")]
    [InlineData(999_499, "€999k")]
    [InlineData(999_500, "€1M")]
    [InlineData(1_284_000, "€1.28M")]
    [InlineData(-1_284_000, "−€1.28M")]
    [InlineData(2_500_000_000, "€2.5bn")]
    public void Figures_show_three_significant_digits(double major, string expected) =>
        Format.MoneyShort(Money.FromMajor((decimal)major, "EUR")).ShouldBe(expected);

    [Fact]
    public void A_short_figure_is_never_off_by_more_than_half_a_per_cent() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(n => n > 0),
                n =>
                {
                    var text = Format.Short(n);
                    var unit = text[^1] switch
                    {
                        'k' => 1e3m,
                        'M' => 1e6m,
                        'n' => 1e9m,
                        _ => 1m,
                    };
                    var digits = text.TrimEnd('k', 'M', 'b', 'n').Replace(",", "", StringComparison.Ordinal);
                    var shown = decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) * unit;
                    return Math.Abs(shown - n) <= n * 0.005m && digits.Count(char.IsDigit) <= 3;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(34, "34 %")]
    [InlineData(34.5, "35 %")]
    [InlineData(7.5, "7.5 %")]
    [InlineData(7, "7 %")]
    [InlineData(-2.25, "−2.3 %")]
    [InlineData(-0.04, "0 %")]
    public void Per_cent_has_a_decimal_only_below_ten(double points, string expected) =>
        Format.Percent(new Percent((decimal)points)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-03-12", "Today")]
    [InlineData("2026-03-15", "Sun 15 Mar")]
    [InlineData("2026-03-26", "Thu 26 Mar")]
    [InlineData("2026-03-27", "27 Mar")]
    [InlineData("2026-02-26", "Thu 26 Feb")]
    [InlineData("2026-02-25", "25 Feb")]
    [InlineData("2027-03-12", "12 Mar 2027")]
    public void A_day_names_its_weekday_within_a_fortnight_and_its_year_when_it_is_another(string day, string expected) =>
        Format.Date(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), London.Today).ShouldBe(expected);

    [Fact]
    public void Over_new_year_a_near_day_keeps_weekday_and_year() =>
        Format.Date(new DateOnly(2027, 1, 2), new DateOnly(2026, 12, 30)).ShouldBe("Sat 2 Jan 2027");

    [Fact]
    public void Times_are_those_on_the_readers_wall()
    {
        var at = new DateTimeOffset(2026, 3, 11, 23, 30, 0, TimeSpan.Zero);
        Format.Moment(at, London).ShouldBe("Wed 11 Mar, 23:30");
        Format.Moment(at, London with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }).ShouldBe("Today, 00:30");
        Format.Machine(at).ShouldBe("2026-03-11T23:30:00Z");
    }

    [Theory]
    [InlineData(12, 16, "today 16:00")]
    [InlineData(13, 9, "Fri 09:00")]
    [InlineData(18, 9, "Wed 09:00")]
    [InlineData(19, 9, "Thu 19 Mar 09:00")]
    [InlineData(11, 9, "Wed 11 Mar 09:00")]
    public void A_deadline_is_named_as_people_say_it(int day, int hour, string expected) =>
        Format.Due(new DateTimeOffset(2026, 3, day, hour, 0, 0, TimeSpan.Zero), London).ShouldBe(expected);

    [Theory]
    [InlineData(0, 0, 30, "under 1 m left")]
    [InlineData(0, 35, 59, "35 m left")]
    [InlineData(1, 0, 0, "1 h 00 m left")]
    [InlineData(47, 35, 0, "47 h 35 m left")]
    [InlineData(71, 59, 59, "71 h 59 m left")]
    [InlineData(72, 0, 0, "3 days left")]
    public void What_is_left_is_rounded_down(int hours, int minutes, int seconds, string expected) =>
        Format.Left(new TimeSpan(hours, minutes, seconds)).ShouldBe(expected);

    [Fact]
    public void What_is_over_says_by_how_much()
    {
        Format.Over(new TimeSpan(2, 8, 0)).ShouldBe("2 h 08 m over");
        Format.Over(TimeSpan.FromSeconds(5)).ShouldBe("just over");
    }

    [Theory]
    [InlineData(82 * 24, "82 d")]
    [InlineData(19, "19 h")]
    public void A_measured_duration_has_one_unit(int hours, string expected) =>
        Format.Measured(TimeSpan.FromHours(hours)).ShouldBe(expected);

    [Theory]
    [InlineData(40, "40 s ago")]
    [InlineData(-5, "0 s ago")]
    [InlineData(720, "12 m ago")]
    [InlineData(18_000, "5 h ago")]
    [InlineData(90_000, "Wed 11 Mar")]
    public void An_age_turns_into_a_date_after_a_day(int seconds, string expected) =>
        Format.Age(London.Now.AddSeconds(-seconds), London).ShouldBe(expected);

    [Theory]
    [InlineData("Kestrel Quay", "KQ")]
    [InlineData("Corvane", "C")]
    [InlineData("Ana de la Cruz", "AC")]
    [InlineData("  ", "?")]
    [InlineData("Ørsted & Søn", "ØS")]
    public void Initials_are_the_first_and_the_last_word(string name, string expected) => Format.Initials(name).ShouldBe(expected);

    [Fact]
    public void Counts_agree_with_their_noun()
    {
        Format.Count(1, "rule").ShouldBe("1 rule");
        Format.Count(1204, "registration").ShouldBe("1,204 registrations");
        Format.Count(0, "company", "companies").ShouldBe("0 companies");
        Format.Words(6).ShouldBe("Six");
        Format.Words(11).ShouldBe("11");
    }
}
