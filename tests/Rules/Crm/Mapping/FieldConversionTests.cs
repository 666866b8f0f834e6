using Entente.Crm.Mapping;
using Entente.Crm.Port;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm.Mapping;

public sealed class FieldConversionTests
{
    private static readonly TimeZoneInfo Auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc,
        Auckland,
        TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"),
    ];

    [Theory]
    [InlineData("12000.50", CrmFieldType.Number, CrmFieldType.Number, "12000.5")]
    [InlineData("12000.50", CrmFieldType.Number, CrmFieldType.Text, "12000.5")]
    [InlineData("YES", CrmFieldType.Boolean, CrmFieldType.Text, "true")]
    [InlineData("true", CrmFieldType.Boolean, CrmFieldType.Choice, "true")]
    [InlineData("2026-11-20", CrmFieldType.Date, CrmFieldType.Text, "2026-11-20")]
    [InlineData("1795132800000", CrmFieldType.Date, CrmFieldType.Date, "2026-11-20")]
    [InlineData("2026-11-20T11:30:00Z", CrmFieldType.Instant, CrmFieldType.Date, "2026-11-21")]
    [InlineData("2026-11-20", CrmFieldType.Date, CrmFieldType.Instant, "2026-11-19T23:00:00.000Z")]
    [InlineData("2026-11-20T10:00:00.000+0000", CrmFieldType.Instant, CrmFieldType.Text, "2026-11-20T10:00:00.000Z")]
    [InlineData("b; a;b;", CrmFieldType.MultiChoice, CrmFieldType.MultiChoice, "b;a")]
    [InlineData("  ", CrmFieldType.Text, CrmFieldType.Number, null)]
    public void A_value_says_the_same_in_the_other_type(string value, CrmFieldType from, CrmFieldType to, string? expected) =>
        FieldConversion.Convert(value, from, to, Auckland).ShouldBe(new Converted(true, expected));

    [Theory]
    [InlineData("soon", CrmFieldType.Text, CrmFieldType.Date)]
    [InlineData("about 12", CrmFieldType.Text, CrmFieldType.Number)]
    [InlineData("perhaps", CrmFieldType.Text, CrmFieldType.Boolean)]
    [InlineData("31/12/2026", CrmFieldType.Text, CrmFieldType.Instant)]
    public void What_says_nothing_in_the_other_type_is_told_and_kept(string value, CrmFieldType from, CrmFieldType to) =>
        FieldConversion.Convert(value, from, to, Auckland).ShouldBe(new Converted(false, value));

    [Theory]
    [InlineData(CrmFieldType.Text, CrmFieldType.Number)]
    [InlineData(CrmFieldType.Text, CrmFieldType.Date)]
    [InlineData(CrmFieldType.MultiChoice, CrmFieldType.Choice)]
    [InlineData(CrmFieldType.Number, CrmFieldType.Boolean)]
    [InlineData(CrmFieldType.Other, CrmFieldType.Text)]
    [InlineData(CrmFieldType.Date, CrmFieldType.Reference)]
    public void What_would_fail_on_some_record_does_not_fit(CrmFieldType from, CrmFieldType to) =>
        FieldConversion.Fits(from, to).ShouldBeFalse();

    [Fact]
    public void What_fits_never_fails() =>
        Prop.ForAll(
                Typed.ToArbitrary(),
                Gen.Elements(Enum.GetValues<CrmFieldType>()).ToArbitrary(),
                (value, to) =>
                    !FieldConversion.Fits(value.Type, to)
                    || Zones.All(zone => FieldConversion.Convert(value.Text, value.Type, to, zone) is { Ok: true, Value: not null })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Converting_again_changes_nothing() =>
        Prop.ForAll(
                Typed.ToArbitrary(),
                value =>
                {
                    var once = FieldConversion.Convert(value.Text, value.Type, value.Type, Auckland).Value;
                    return FieldConversion.Convert(once, value.Type, value.Type, Auckland).Value == once;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_comes_back_as_the_same_day_in_every_zone() =>
        Prop.ForAll(
                Days.ToArbitrary(),
                day =>
                    Zones.All(zone =>
                    {
                        var there = FieldConversion.Convert(day, CrmFieldType.Date, CrmFieldType.Instant, zone).Value;
                        return FieldConversion.Convert(there, CrmFieldType.Instant, CrmFieldType.Date, zone).Value == day;
                    })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_listed_choice_comes_back_as_itself()
    {
        var values = new Dictionary<string, string> { ["Approved"] = "ok", ["Withdrawn"] = "gone" };
        foreach (var ours in new[] { "Approved", "Withdrawn", "Approved;Withdrawn", "something else" })
            FieldConversion.Listed(FieldConversion.Listed(ours, values, toCrm: true), values, toCrm: false).ShouldBe(ours);
        FieldConversion.Listed("Approved;Won", values, toCrm: true).ShouldBe("ok;Won");
        FieldConversion.Listed(null, values, toCrm: true).ShouldBeNull();
    }

    private static Gen<string> Days => Gen.Choose(0, 30_000).Select(n => Canonical.Date(new DateOnly(2000, 1, 1).AddDays(n)));

    private static Gen<(CrmFieldType Type, string Text)> Typed =>
        Gen.OneOf(
            Gen.Elements("a", "Zoë & Söhne", "0", "true", "2026-01-01").Select(t => (CrmFieldType.Text, t)),
            Gen.Elements("a\nb", "long").Select(t => (CrmFieldType.LongText, t)),
            Gen.Choose(-1_000_000, 1_000_000).Select(n => (CrmFieldType.Number, Canonical.Number(n / 100m))),
            Gen.Elements("true", "false", "TRUE", "1", "no").Select(t => (CrmFieldType.Boolean, t)),
            Days.Select(d => (CrmFieldType.Date, d)),
            Gen.Choose(0, int.MaxValue).Select(n => (CrmFieldType.Instant, Canonical.Instant(DateTimeOffset.UnixEpoch.AddSeconds(n)))),
            Gen.Elements("gold", "silver").Select(t => (CrmFieldType.Choice, t)),
            Gen.Elements("gold;silver", "gold").Select(t => (CrmFieldType.MultiChoice, t)),
            Gen.Elements("001000000000001AAA", "501").Select(t => (CrmFieldType.Reference, t))
        );
}
