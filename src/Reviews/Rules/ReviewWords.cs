using System.Globalization;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Reviews.Rules;

/// <summary>How values are written for people and for files. Pure.</summary>
public static class ReviewWords
{
    private const string None = "–";

    public static string Say(this ReviewValue? value) =>
        value switch
        {
            null => None,
            { Unit: ReviewUnit.Count } => Number(value.Number),
            { Unit: ReviewUnit.Percent } => Format.Percent(new Percent(value.Number)),
            { Unit: ReviewUnit.Days } => Number(value.Number) + " d",
            { Unit: ReviewUnit.Money, Text: { } currency } => Format.Money(Money.FromMajor(value.Number, currency)),
            { Unit: ReviewUnit.Day } when Day(value) is { } day => Format.DateInFull(day),
            _ => value.Text ?? None,
        };

    /// <summary>For the strip of key figures: money short.</summary>
    public static string Short(this ReviewValue? value) =>
        value is { Unit: ReviewUnit.Money, Text: { } currency } ? Format.MoneyShort(Money.FromMajor(value.Number, currency)) : value.Say();

    /// <summary>As a file holds it: a number without its sign of unit, a day as <c>2026-11-30</c>.</summary>
    public static string Plain(this ReviewValue? value) =>
        value switch
        {
            null => "",
            { Unit: ReviewUnit.Words or ReviewUnit.Day } => value.Text ?? "",
            _ => value.Number.ToString("0.####", CultureInfo.InvariantCulture),
        };

    /// <summary>In which unit a file's number is.</summary>
    public static string UnitOf(this ReviewValue? value) =>
        value switch
        {
            { Unit: ReviewUnit.Money } => value.Text ?? "",
            { Unit: ReviewUnit.Percent } => "per cent",
            { Unit: ReviewUnit.Days } => "days",
            _ => "",
        };

    /// <summary>From the quarter before to this one; null: they cannot be compared.</summary>
    public static decimal? Change(ReviewValue? now, ReviewValue? was) =>
        now is { Unit: not (ReviewUnit.Words or ReviewUnit.Day) } && was is not null && (now.Unit, now.Text) == (was.Unit, was.Text)
            ? now.Number - was.Number
            : null;

    /// <summary><c>+3</c>, <c>−2 pts</c>, <c>+€12,000</c>; null: nothing to compare.</summary>
    public static string? Moved(ReviewValue? now, ReviewValue? was) =>
        Change(now, was) switch
        {
            null => null,
            0 => "the same",
            { } change => (change > 0 ? "+" : "")
                + now!.Unit switch
                {
                    ReviewUnit.Percent => Format.Points(new Percent(change)),
                    ReviewUnit.Money => Format.Money(Money.FromMajor(change, now.Text!)),
                    ReviewUnit.Days => Number(change) + " d",
                    _ => Number(change),
                },
        };

    private static string Number(decimal number) =>
        decimal.Truncate(number) == number
            ? Format.Number((long)number)
            : (number < 0 ? "\u2212" : "") + Math.Abs(number).ToString("#,0.#", CultureInfo.InvariantCulture);

    private static DateOnly? Day(ReviewValue value) =>
        DateOnly.TryParseExact(value.Text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
