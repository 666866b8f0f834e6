using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Values;

namespace Entente.Conflicts.Decide;

/// <summary>Reads what was typed for a decision, and makes the letters of it.</summary>
internal static class Proposals
{
    public static Result<Proposal> Read(Settlement how, DecideInput input, IReadOnlyList<Party> parties)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var shares = new Dictionary<string, RoleShare>(StringComparer.Ordinal);
        foreach (var party in parties)
        {
            var said = input.Sides.GetValueOrDefault(party.Key);
            if (how is Settlement.Split)
                parts[party.Key] = TypedText.Lines(said?.Part);
            if (how is not Settlement.Shared || party.Partner is null || string.IsNullOrWhiteSpace(said?.Share))
                continue;
            if (Shares.Read(said.Share) is not { } points)
                return Refusals.NotAShare;
            if (!Enum.TryParse<DealRole>(said.Role, out var role) || !Enum.IsDefined(role))
                return Refusals.NoRole;
            shares[party.Key] = new(role, points);
        }
        return new Proposal(how, string.IsNullOrEmpty(input.Leader) ? null : input.Leader, parts, shares);
    }

    /// <summary>One for each partner; refused where somebody's own words name another side.</summary>
    public static Result<IReadOnlyList<(Party To, Letter Letter)>> Letters(
        ConflictCase one,
        Proposal proposal,
        string? leader,
        DecideInput input,
        Weighed weighed,
        DateOnly until
    )
    {
        var letters = new List<(Party, Letter)>();
        foreach (var to in weighed.Parties.Where(p => p.Partner is not null))
        {
            var field = $"words-{to.Key}";
            var words = TypedText.Lines(input.Sides.GetValueOrDefault(to.Key)?.Words);
            if (words.Length > Rules.Letters.LongestWords)
                return Refusals.LetterTooLong(field);
            var part = proposal.Parts.GetValueOrDefault(to.Key);
            var others = one
                .Sides.Where(s => s.Key != to.Key && s.PartnerId != to.Partner && s.Key != Party.DirectKey)
                .SelectMany(s => Rules.Letters.Tokens(s.Name, s.RegistrationNumber));
            if (Rules.Letters.Names($"{words}\n{part}", others) is { } named)
                return Refusals.LetterNames(field, to.Name, named);
            letters.Add((to, Rules.Letters.Of(Facts(one, proposal, leader, to, part, words, weighed, until))));
        }
        return letters;
    }

    private static LetterFacts Facts(
        ConflictCase one,
        Proposal proposal,
        string? leader,
        Party to,
        string? part,
        string words,
        Weighed weighed,
        DateOnly until
    ) =>
        new(
            one.Company,
            to.Number,
            proposal.How,
            leader == to.Key,
            weighed.Ruling.DecidedBy?.Rule,
            weighed.Ruling.DecidedBy is { } decided ? Ladder.Fact(decided.Step, to) : null,
            part,
            proposal.Shares.TryGetValue(to.Key, out var share) ? share : null,
            words,
            Signals.Day(until)
        );
}
