namespace Entente.Conflicts.Rules;

/// <summary>All that the answer to a complaint is made of: nothing of another side is in it.</summary>
/// <param name="About">The reader's own registration; null: how it is treated in general.</param>
/// <param name="Words">What whoever answers says.</param>
internal sealed record AnswerFacts(string Number, string? About, bool Upheld, string Words);

/// <summary>What a partner is written when its complaint is answered: only what it may know. Pure.</summary>
internal static class ComplaintLetters
{
    public static Letter Of(AnswerFacts facts)
    {
        var about = facts.About is { } own ? $"{facts.Number} about {own}" : facts.Number;
        return new(
            facts.Upheld ? $"{about}: you were right to complain" : $"{about}: your complaint is answered",
            Verdict(facts.Upheld),
            facts is { Upheld: true, About: not null }
                ? [facts.Words, "What follows from it for the registration is done there, and you are told."]
                : [facts.Words]
        );
    }

    /// <summary>What came out of it, in one sentence; the portal says the same.</summary>
    public static string Verdict(bool upheld) =>
        upheld ? "You were right: this was not fair." : "We looked into it and find that it was fair.";

    /// <summary>
    /// The first word by which another side could be known; null: none. Rivals by all that <see cref="Letters.Tokens"/> names, every other partner by its
    /// whole name. What the reader is called itself may be said.
    /// </summary>
    public static string? Names(
        string? words,
        string reader,
        IEnumerable<(string Name, string? Number)> rivals,
        IEnumerable<string> partners
    )
    {
        var own = Letters.Tokens(reader, null).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Letters.Names(
            words,
            rivals.SelectMany(r => Letters.Tokens(r.Name, r.Number)).Concat(partners).Where(t => !own.Contains(t)).Distinct()
        );
    }
}
