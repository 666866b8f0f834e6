using System.Globalization;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>What SOQL's functions make of a field: another field, of another kind.</summary>
internal static class Functions
{
    /// <summary>The field a function gives; null when the function takes no field of this kind.</summary>
    /// <param name="function">Upper case.</param>
    /// <param name="field">What it is applied to.</param>
    /// <param name="money">Amounts of a row's currency in the user's; null in an org of one currency.</param>
    public static ObjectField? Apply(string function, ObjectField field, Func<object, decimal, decimal>? money)
    {
        var read = field.Read;
        switch (function)
        {
            case "TOLABEL" when field.Kind is FieldKind.Picklist or FieldKind.MultiPicklist:
                return field with
                {
                    Kind = FieldKind.String,
                    RestrictedPicklist = false,
                    Read = row => read(row) is string value ? field.Values.FirstOrDefault(v => v.Value == value)?.Label ?? value : null,
                };
            case "CONVERTCURRENCY" when field.Kind == FieldKind.Currency:
                return money is null
                    ? null
                    : field with
                    {
                        Read = row => read(row) is decimal amount ? decimal.Round(money(row, amount), 2) : null,
                    };
            case "FORMAT":
                return field with { Kind = FieldKind.String, Read = row => Formatted(read(row)) };
            default:
                return OfDate(function, field);
        }
    }

    private static ObjectField? OfDate(string function, ObjectField field)
    {
        if (field.Kind is not (FieldKind.Date or FieldKind.DateTime) || (function == "HOUR_IN_DAY" && field.Kind != FieldKind.DateTime))
            return null;
        Func<DateTime, object>? part = function switch
        {
            "CALENDAR_YEAR" or "FISCAL_YEAR" => day => (decimal)day.Year,
            "CALENDAR_QUARTER" or "FISCAL_QUARTER" => day => (decimal)(((day.Month - 1) / 3) + 1),
            "CALENDAR_MONTH" or "FISCAL_MONTH" => day => (decimal)day.Month,
            "DAY_IN_MONTH" => day => (decimal)day.Day,
            "DAY_IN_WEEK" => day => (decimal)day.DayOfWeek + 1,
            "DAY_IN_YEAR" => day => (decimal)day.DayOfYear,
            "WEEK_IN_YEAR" => day => (decimal)(((day.DayOfYear - 1) / 7) + 1),
            "HOUR_IN_DAY" => day => (decimal)day.Hour,
            "DAY_ONLY" => day => DateOnly.FromDateTime(day),
            _ => null,
        };
        if (part is null)
            return null;
        var read = field.Read;
        return field with
        {
            Kind = function == "DAY_ONLY" ? FieldKind.Date : FieldKind.Int,
            Read = row =>
                read(row) switch
                {
                    DateOnly day => part(day.ToDateTime(TimeOnly.MinValue)),
                    DateTimeOffset moment => part(moment.UtcDateTime),
                    _ => null,
                },
        };
    }

    private static string? Formatted(object? value) =>
        value switch
        {
            null => null,
            decimal number => number.ToString("#,##0.##", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.UtcDateTime.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => (string)value,
        };
}
