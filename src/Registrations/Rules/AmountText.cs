using System.Globalization;

namespace Entente.Registrations.Rules;

/// <summary>Amounts as people write them, in any of the usual groupings.</summary>
internal static class AmountText
{
    /// <summary>
    /// <c>84000</c>, <c>84,000</c>, <c>84.000</c>, <c>84 000,50</c>, <c>84’000.5</c>, <c>€84k</c>; null when it is no amount.
    /// With both signs the later one is the decimal point; a single sign before exactly three digits groups thousands.
    /// </summary>
    public static decimal? Read(string words)
    {
        var text = string.Concat(words.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’' or '_'))).Trim('€', '$', '£', '¥', '₹');
        var scale = 1m;
        if (text.Length > 1 && char.ToLowerInvariant(text[^1]) is var unit and ('k' or 'm'))
            (text, scale) = (text[..^1], unit == 'k' ? 1_000m : 1_000_000m);
        if (text.Length is 0 or > 24 || !text.All(c => char.IsAsciiDigit(c) || c is '.' or ','))
            return null;

        var point = DecimalPoint(text);
        var whole = point < 0 ? text : text[..point];
        var rest = point < 0 ? "" : text[(point + 1)..];
        if (!GroupsWell(whole) || !rest.All(char.IsAsciiDigit) || (point >= 0 && rest.Length == 0))
            return null;
        var digits = string.Concat(whole.Where(char.IsAsciiDigit));
        return decimal.TryParse($"{digits}.{rest}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount * scale
            : null;
    }

    private static int DecimalPoint(string text)
    {
        var (comma, dot) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        if (comma >= 0 && dot >= 0)
            return Math.Max(comma, dot);
        var last = Math.Max(comma, dot);
        var single = last >= 0 && text.IndexOf(text[last]) == last;
        return single && text.Length - last - 1 != 3 ? last : -1;
    }

    private static bool GroupsWell(string whole)
    {
        var groups = whole.Split(',', '.');
        return groups[0].Length > 0 && (groups.Length == 1 || (groups[0].Length <= 3 && groups.Skip(1).All(g => g.Length == 3)));
    }
}
