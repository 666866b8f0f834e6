using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Partners.Rules;

/// <summary>Countries as forms and CRMs write them: a two- or three-letter code, or the English or own name.</summary>
public static class Countries
{
    private static readonly FrozenDictionary<string, string> Codes = Read();

    /// <summary>ISO 3166-1 alpha-2 in capitals; null for a text that names no country.</summary>
    public static string? Code(string? text) => text is not null && Codes.TryGetValue(text.Trim(), out var code) ? code : null;

    /// <summary>The English name of a code: <c>GB</c> is United Kingdom.</summary>
    public static string Name(string code) => new RegionInfo(code).EnglishName;

    public static bool IsCode(string text) => text.Length == 2 && Code(text) == text;

    private static FrozenDictionary<string, string> Read()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["UK"] = "GB",
            ["Great Britain"] = "GB",
            ["England"] = "GB",
            ["Scotland"] = "GB",
            ["Wales"] = "GB",
            ["Northern Ireland"] = "GB",
            ["USA"] = "US",
            ["United States of America"] = "US",
            ["Holland"] = "NL",
            ["The Netherlands"] = "NL",
            ["Czech Republic"] = "CZ",
            ["Turkey"] = "TR",
            ["Ivory Coast"] = "CI",
            ["Macedonia"] = "MK",
            ["Burma"] = "MM",
            ["Hong Kong"] = "HK",
            ["Macau"] = "MO",
        };
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(RegionOf).OfType<RegionInfo>())
        {
            // Cultures of "the world" and "Latin America" have numeric regions: no country.
            var code = region.TwoLetterISORegionName;
            if (code.Length != 2 || !code.All(char.IsAsciiLetterUpper))
                continue;
            codes.TryAdd(code, code);
            codes.TryAdd(region.ThreeLetterISORegionName, code);
            codes.TryAdd(region.EnglishName, code);
            codes.TryAdd(region.NativeName, code);
        }
        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static RegionInfo? RegionOf(CultureInfo culture) => culture.Name.Length == 0 ? null : new RegionInfo(culture.Name);
}
