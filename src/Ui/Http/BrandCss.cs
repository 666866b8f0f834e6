using System.Globalization;

namespace Entente.Ui.Http;

/// <summary>The one file a workspace's brand is: two numbers from which the sheet derives every role at a fixed lightness.</summary>
public static class BrandCss
{
    public const decimal DefaultHue = 272;
    public const decimal DefaultChroma = .145m;

    /// <summary>Those to choose from where they are shown; the sheet has a class for each: <c>h20</c>.</summary>
    public static IReadOnlyList<int> Hues { get; } = [20, 45, 70, 100, 140, 165, 190, 220, 250, 280, 310, 340];

    /// <summary>
    /// The text of <c>/w/{workspace}/brand.css</c>. <paramref name="hue"/> 0–360; <paramref name="chroma"/> 0 (graphite) or
    /// 0.05–0.16; contrast is held at every hue with the chroma that workspaces have (<c>ContrastTest</c>).
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
