using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Entente.Ui.Parts;

/// <summary>The names of the sprite's symbols, read from the sprite itself.</summary>
public static partial class Icons
{
    public static FrozenSet<string> Names { get; } = Read();

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream("icons.svg")!;
        using var reader = new StreamReader(stream);
        return Symbol().Matches(reader.ReadToEnd()).Select(m => m.Groups["name"].Value).ToFrozenSet(StringComparer.Ordinal);
    }

    [GeneratedRegex("""id="i-(?<name>[a-z-]+)" """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Symbol();
}
