namespace Entente.Pipeline.List;

/// <summary>Patterns for <c>like</c> from what people type.</summary>
internal static class Like
{
    /// <summary>With a backslash before each sign that would mean something.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
