namespace Entente.Conflicts;

/// <summary>How free text is read: line ends made one, blanks at the ends taken off, control characters dropped.</summary>
internal static class Typed
{
    public static string Lines(string? typed) =>
        new string([.. (typed ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
}
