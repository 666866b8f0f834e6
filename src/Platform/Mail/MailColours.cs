using System.Globalization;

namespace Entente.Platform.Mail;

/// <summary>
/// Mail clients know neither custom properties nor oklch, so the brand's colours are computed here from the workspace's hue and
/// written inline. Lightness is fixed per role, hence contrast holds at any hue. Conversion: Björn Ottosson's OKLab.
/// </summary>
internal sealed class MailColours(int hue)
{
    public string Button { get; } = Hex(.505, .105, hue);
    public string Ink { get; } = Hex(.46, .105, hue);
    public string Tint { get; } = Hex(.97, .018, hue);
    public string DarkInk { get; } = Hex(.81, .07, hue);
    public string DarkTint { get; } = Hex(.26, .04, hue);

    /// <summary>An oklch colour as #rrggbb, its chroma lowered until it lies within sRGB.</summary>
    internal static string Hex(double lightness, double chroma, double hue)
    {
        for (var c = chroma; ; c -= .004)
        {
            var (r, g, b) = Rgb(lightness, Math.Max(0, c), hue * Math.PI / 180);
            if (c <= 0 || (InRange(r) && InRange(g) && InRange(b)))
                return string.Create(CultureInfo.InvariantCulture, $"#{Byte(r):x2}{Byte(g):x2}{Byte(b):x2}");
        }
    }

    private static (double R, double G, double B) Rgb(double lightness, double chroma, double angle)
    {
        var (a, b) = (chroma * Math.Cos(angle), chroma * Math.Sin(angle));
        var l = Math.Pow(lightness + (.3963377774 * a) + (.2158037573 * b), 3);
        var m = Math.Pow(lightness - (.1055613458 * a) - (.0638541728 * b), 3);
        var s = Math.Pow(lightness - (.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (.3413193965 * s),
            (-.0041960863 * l) - (.7034186147 * m) + (1.7076147010 * s)
        );
    }

    private static bool InRange(double linear) => linear is >= -.0001 and <= 1.0001;

    private static int Byte(double linear)
    {
        var c = Math.Clamp(linear, 0, 1);
        return (int)Math.Round(255 * (c <= .0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - .055));
    }
}
