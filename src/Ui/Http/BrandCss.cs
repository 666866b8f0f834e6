using System.Globalization;

namespace Entente.Ui.Http;

/// <summary>The one file a workspace's brand is: two numbers from which the sheet derives every role at a fixed lightness.</summary>
public static class BrandCss
{
    public const decimal DefaultHue = 272;
    public const decimal DefaultChroma = .145m;

    /// <summary>
    /// The text of <c>/w/{workspace}/brand.css</c>. <paramref name="hue"/> 0–360; <paramref name="chroma"/> 0 (graphite) or
    /// 0.05–0.16, the range in which contrast was measured.
    /// </summary>
    public static string For(decimal hue, decimal chroma)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hue, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hue, 360);
        if (chroma is not (0 or >= .05m and <= .16m))
            throw new ArgumentOutOfRangeException(nameof(chroma), chroma, "0, or 0.05 to 0.16.");

        return string.Create(CultureInfo.InvariantCulture, $":root {{ --brand-h: {hue:0.###}; --brand-c: {chroma:0.####} }}\n");
    }
}
