namespace Entente.Registrations.Rules;

/// <summary>Lines of a mail that only a claim knows: <c>Consent: yes</c>, <c>Stage: evaluation</c>. Pure.</summary>
internal static class MailLines
{
    private const int LongestLabel = 30;
    private const int LongestValue = 200;

    public static readonly string[] Country = ["country", "land", "pays", "país", "paese"];
    public static readonly string[] Role = ["role", "title", "position", "job title", "funktion", "fonction", "cargo"];
    public static readonly string[] Product = ["product", "products", "produkt", "produkte", "produit", "producto", "prodotto"];

    private static readonly string[] StageLabels = ["stage", "phase", "étape", "etapa", "fase"];

    private static readonly string[] ConsentLabels =
    [
        "consent",
        "contact agreed",
        "contact agrees",
        "einwilligung",
        "zustimmung",
        "consentement",
        "accord",
        "consentimiento",
        "consenso",
        "consentimento",
        "toestemming",
    ];

    private static readonly string[] Yes = ["yes", "y", "ja", "oui", "sí", "si", "sì", "sim", "true", "given", "erteilt"];

    /// <summary>The value behind the first of these labels; null when no line has one.</summary>
    public static string? Of(string text, IReadOnlyCollection<string> labels)
    {
        foreach (var line in text.Split('\n'))
        {
            var colon = line.AsSpan(0, Math.Min(line.Length, LongestLabel)).IndexOf(':');
            if (colon <= 0 || !labels.Contains(line[..colon].Trim(' ', '-', '*', '•', '\t').ToLowerInvariant()))
                continue;
            var value = line[(colon + 1)..].Trim();
            if (value.Length is > 0 and <= LongestValue)
                return value;
        }
        return null;
    }

    /// <summary>Whether the mail says in so many words that the contact agreed. Nothing else counts.</summary>
    public static bool Consents(string text) =>
        Of(text, ConsentLabels) is { } said && Yes.Contains(said.Split(' ', ',', '.', ';', '!')[0].ToLowerInvariant());

    /// <summary>The stage by its name or the beginning of it.</summary>
    public static StageGuess? Stage(string text) =>
        Of(text, StageLabels) is { } said
            ? Enum.GetValues<StageGuess>()
                .Select(s => (StageGuess?)s)
                .FirstOrDefault(s =>
                    said.Replace(" ", "", StringComparison.Ordinal).Equals(s.ToString(), StringComparison.OrdinalIgnoreCase)
                    || said.Equals(s!.Value.Words(), StringComparison.OrdinalIgnoreCase)
                )
            : null;
}
