namespace Entente.Partners.List;

/// <summary>Patterns for <c>like</c> from what people type.</summary>
public static class Like
{
    /// <summary>Takes a sign its meaning.</summary>
    public const string Sign = "!";

    public static string Escaped(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);
}
