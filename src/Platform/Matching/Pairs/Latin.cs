using System.Text;

namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// Cyrillic and Greek words in Latin letters, and the coarse spelling in which two transliterations of one name meet (yandeks and yandex).
/// Arabic, Hebrew, Indic, Thai, Chinese, Japanese and Korean are left as they are: sound does not follow from their letters alone.
/// </summary>
internal static class Latin
{
    private const string Cyrillic =
        "а=a б=b в=v г=g ґ=g д=d е=e ё=e є=e ж=zh з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ђ=d ј=j љ=lj њ=nj ћ=c џ=dz";
    private const string Greek = "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o";

    private static readonly Dictionary<char, string> Letters = $"{Cyrillic} {Greek}".Split(' ').ToDictionary(p => p[0], p => p[2..]);

    public static bool IsForeign(string word) => word.Any(Letters.ContainsKey);

    /// <summary>The word letter by letter; letters of other scripts stay.</summary>
    public static string Of(string word)
    {
        var latin = new StringBuilder(word.Length);
        foreach (var letter in word)
            latin.Append(Letters.GetValueOrDefault(letter) ?? letter.ToString());
        return latin.ToString();
    }

    /// <summary>One spelling for what different tables write differently: ks and x, ph and f, y, j and i, w and v, c and k.</summary>
    public static string Coarse(string word)
    {
        var coarse = new StringBuilder(word);
        foreach (var (from, to) in new[] { ("x", "ks"), ("ph", "f"), ("kh", "h"), ("ch", "h"), ("ck", "k"), ("tz", "ts"), ("th", "t") })
            coarse.Replace(from, to);
        coarse.Replace('y', 'i').Replace('j', 'i').Replace('w', 'v').Replace('c', 'k').Replace('q', 'k');
        var text = coarse.ToString();
        coarse.Clear();
        foreach (var letter in text)
        {
            if (coarse.Length == 0 || coarse[^1] != letter)
                coarse.Append(letter);
        }

        return coarse.ToString();
    }
}
