using Entente.Pipeline;

namespace Entente.Conflicts.Rules;

/// <summary>All that a letter is made of. There is nothing of the other side in it, so nothing of the other side can stand in the letter.</summary>
/// <param name="Number">The reader's own registration; null where it has none.</param>
/// <param name="Rule">The published rule that decided; null: none did.</param>
/// <param name="Fact">What that rule saw of the reader's own claim.</param>
/// <param name="Part">Of a split: what the reader leads on.</param>
/// <param name="Share">Of shared roles: the reader's role and share.</param>
/// <param name="Words">What whoever decides adds for this reader.</param>
/// <param name="AppealUntil">The last day, as the reader's zone has it.</param>
internal sealed record LetterFacts(
    string Company,
    string? Number,
    Settlement How,
    bool Leads,
    string? Rule,
    string? Fact,
    string? Part,
    RoleShare? Share,
    string? Words,
    string AppealUntil
);

/// <summary>A letter to one party.</summary>
internal sealed record Letter(string Subject, string Verdict, IReadOnlyList<string> Paragraphs);

/// <summary>What a party is written when a conflict is settled (CON-4): only what it may know. Pure.</summary>
internal static class Letters
{
    public const int LongestWords = 2000;

    public static Letter Of(LetterFacts facts)
    {
        var verdict = Verdict(facts);
        List<string> paragraphs = [];
        if (facts is { How: Settlement.Uphold, Rule: { } rule })
            paragraphs.Add(
                facts.Fact is { } fact
                    ? $"The published rule that decided: {rule}. On record for you: {fact}."
                    : $"The published rule that decided: {rule}."
            );
        else if (facts.How is Settlement.TierPriority)
            paragraphs.Add("The partner at the higher tier leads; the published rules allow it.");
        if (facts.Words is { Length: > 0 } words)
            paragraphs.Add(words);
        paragraphs.Add(
            $"If you see it differently, appeal until {facts.AppealUntil} with what shows it. Somebody who did not decide looks at it again."
        );
        var about = facts.Number is { } number ? $"{number}: {facts.Company}" : facts.Company;
        return new($"{about}: who leads is settled", verdict, paragraphs);
    }

    /// <summary>The first of the other sides' names that stands in the words; null: none does.</summary>
    public static string? Names(string? words, IEnumerable<string> others) =>
        words is { Length: > 0 } ? others.FirstOrDefault(o => o.Length > 0 && Stands(words, o)) : null;

    /// <summary>By what a party could be known: its name, the first word of it, its registration.</summary>
    public static IReadOnlyList<string> Tokens(string name, string? number)
    {
        var first = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return [.. new[] { name, first.Length > 3 ? first : "", number ?? "" }.Where(t => t.Length > 0).Distinct()];
    }

    // As a word of its own: “Arden” does not stand in “garden”.
    private static bool Stands(string words, string token)
    {
        for (var at = 0; (at = words.IndexOf(token, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var before = at == 0 || !char.IsLetterOrDigit(words[at - 1]);
            var after = at + token.Length == words.Length || !char.IsLetterOrDigit(words[at + token.Length]);
            if (before && after)
                return true;
        }
        return false;
    }

    private static string Verdict(LetterFacts facts) =>
        facts switch
        {
            { How: Settlement.Split, Part: { } part } => $"You lead on {facts.Company} for: {part}.",
            { How: Settlement.Shared, Share: { } share } =>
                $"You take part in {facts.Company} as {share.Role.Words().ToLowerInvariant()} partner, with {Shares.Percent(share.BasisPoints)}.",
            { How: Settlement.Shared } => $"You have no share in {facts.Company}.",
            { Leads: true } => $"You lead on {facts.Company}.",
            _ => $"You do not lead on {facts.Company}.",
        };
}
