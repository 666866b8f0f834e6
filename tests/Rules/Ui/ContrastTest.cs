using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Entente.Rules.Ui;

/// <summary>White label is one hue: whichever a workspace takes, what is written stays readable (WCAG 2.2, 1.4.3 and 1.4.11), by day and by night.</summary>
public sealed partial class ContrastTest
{
    // The chroma that every workspace has (Portal/Start/Landing.cs), and Entente's own at its own hue.
    private static readonly IReadOnlyList<(double Hue, double Chroma)> Brands =
    [
        .. Enumerable.Range(0, 361).Select(h => ((double)h, .105)),
        (272, .145),
    ];

    private static readonly (string Ink, string Ground, double AtLeast)[] Pairs =
    [
        .. from ink in (string[])["text", "text-2", "text-3"]
        from ground in (string[])["canvas", "surface", "raised", "sunken"]
        select (ink, ground, 4.5),
        ("brand-ink", "surface", 4.5),
        ("brand-ink", "canvas", 4.5),
        ("brand-ink", "brand-tint", 4.5),
        ("brand-ink", "brand-tint-2", 4.5),
        ("on-brand", "brand", 4.5),
        ("on-brand", "brand-strong", 4.5),
        ("brand-mark", "surface", 3),
        ("line-in", "surface", 3),
        ("focus", "canvas", 3),
        ("focus", "surface", 3),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_hue_is_readable(bool day)
    {
        var roles = Roles(day);
        var poor =
            from brand in Brands
            from pair in Pairs
            let ratio = Ratio(roles[pair.Ink](brand.Hue, brand.Chroma), roles[pair.Ground](brand.Hue, brand.Chroma))
            where ratio < pair.AtLeast
            select string.Create(CultureInfo.InvariantCulture, $"{pair.Ink} on {pair.Ground} at {brand.Hue}, {brand.Chroma}: {ratio:0.00}");
        poor.ShouldBeEmpty();
    }

    [Fact]
    public void The_sum_is_the_one_of_the_standard() => Ratio((1, 1, 1), (0, 0, 0)).ShouldBe(21, 1e-9);

    [Fact]
    public void A_paler_ink_would_be_found() => Ratio(Rgb(.62, .105, 90), Rgb(1, 0, 0)).ShouldBeLessThan(4.5);

    // By role: its colour for a brand's hue and chroma.
    private static Dictionary<string, Func<double, double, (double R, double G, double B)>> Roles(bool day) =>
        Role()
            .Matches(File.ReadAllText(Sheet()))
            .ToDictionary(
                m => m.Groups["name"].Value,
                m =>
                    (Func<double, double, (double, double, double)>)(
                        (hue, chroma) =>
                        {
                            var one = m.Groups[day ? "light" : "dark"].Value;
                            var (l, c) = (Number(one.Split(' ')[0]), Chroma(one));
                            return Rgb(l, one.Contains("var(--brand-c)", StringComparison.Ordinal) ? c * chroma : c, hue);
                        }
                    )
            )
            .Append(KeyValuePair.Create("on-brand", (Func<double, double, (double, double, double)>)((_, _) => (1, 1, 1))))
            .ToDictionary(StringComparer.Ordinal);

    // Of what stands for the brand's chroma the factor, else the number itself.
    private static double Chroma(string colour) =>
        Factor().Match(colour) is { Success: true } factor ? Number(factor.Groups[1].Value)
        : colour.Contains("var(--brand-c)", StringComparison.Ordinal) ? 1
        : Number(colour.Split(' ')[1]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // Oklab to linear sRGB, by the matrices of its author (bottosson.github.io/posts/oklab); what lies outside is cut off, as browsers do.
    private static (double R, double G, double B) Rgb(double lightness, double chroma, double hue)
    {
        var (a, b) = (chroma * Math.Cos(hue * Math.PI / 180), chroma * Math.Sin(hue * Math.PI / 180));
        var l = Math.Pow(lightness + (.3963377774 * a) + (.2158037573 * b), 3);
        var m = Math.Pow(lightness - (.1055613458 * a) - (.0638541728 * b), 3);
        var s = Math.Pow(lightness - (.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            Math.Clamp((4.0767416621 * l) - (3.3077115913 * m) + (.2309699292 * s), 0, 1),
            Math.Clamp((-1.2684380046 * l) + (2.6097574011 * m) - (.3413193965 * s), 0, 1),
            Math.Clamp((-.0041960863 * l) - (.7034186147 * m) + (1.7076147010 * s), 0, 1)
        );
    }

    private static double Ratio((double R, double G, double B) one, (double R, double G, double B) other)
    {
        var (x, y) = (Light(one), Light(other));
        return (Math.Max(x, y) + .05) / (Math.Min(x, y) + .05);

        static double Light((double R, double G, double B) c) => (.2126 * c.R) + (.7152 * c.G) + (.0722 * c.B);
    }

    private static string Sheet([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Ui/wwwroot/entente.css");

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+):\s+light-dark\(oklch\((?<light>[^;]+?)\),\s+oklch\((?<dark>[^;]+)\)\);")]
    private static partial Regex Role();

    [GeneratedRegex(@"calc\(var\(--brand-c\) \* (\.[0-9]+)\)")]
    private static partial Regex Factor();
}
