using Entente.Pipeline;
using Entente.Platform.Values;

namespace Entente.Conflicts.Rules;

/// <summary>How a conflict may be settled (CON-3).</summary>
internal enum Settlement
{
    /// <summary>As the hierarchy rules.</summary>
    Uphold,

    /// <summary>The higher tier leads.</summary>
    TierPriority,

    /// <summary>Each leads on a product or segment of its own.</summary>
    Split,

    /// <summary>They work on it together, with roles and shares.</summary>
    Shared,

    /// <summary>Somebody else than the hierarchy's leader leads, for a reason.</summary>
    Reassign,
}

/// <summary>How a case ended.</summary>
internal enum CaseEnd
{
    Decided,

    /// <summary>By itself: nobody competes any more.</summary>
    FellAway,
}

/// <summary>What somebody wants to decide.</summary>
/// <param name="Leader">The key of the party that leads; only a reassignment needs one.</param>
/// <param name="Parts">Of a split: each party's product or segment, by key.</param>
/// <param name="Shares">Of shared roles: each partner's part, by key.</param>
internal sealed record Proposal(
    Settlement How,
    string? Leader,
    IReadOnlyDictionary<string, string> Parts,
    IReadOnlyDictionary<string, RoleShare> Shares
);

/// <summary>Which settlements stand open, and who leads by each. Pure.</summary>
internal static class Settlements
{
    public const int LongestPart = 200;

    /// <summary>Who leads by the proposal, a key or null where several do; or why it cannot be decided so.</summary>
    public static Result<string?> Check(Proposal proposal, IReadOnlyList<Party> parties, LadderRuling ruling)
    {
        var leads = Leads(proposal, parties, ruling);
        return leads.Ok && parties.FirstOrDefault(p => p.Lingers && (proposal.How is Settlement.Split || p.Key == leads.Value)) is { } ended
            ? Problem.Invalid(
                "conflict.ended_leads",
                "how",
                $"The registration of {ended.Name} has ended, so it cannot lead. Choose another way, or bring the registration back first."
            )
            : leads;
    }

    private static Result<string?> Leads(Proposal proposal, IReadOnlyList<Party> parties, LadderRuling ruling) =>
        proposal.How switch
        {
            Settlement.Uphold => ruling.Leader is { } leader
                ? leader
                : Problem.Invalid(
                    "conflict.no_leader",
                    "how",
                    "The hierarchy separates nobody here. Choose another way: shared roles, a split, or a reassignment."
                ),
            Settlement.TierPriority => Highest(parties),
            Settlement.Reassign => parties.Any(p => p.Key == proposal.Leader)
                ? proposal.Leader
                : Problem.Invalid("conflict.choose_leader", "leader", "Choose who leads."),
            Settlement.Split => Parts(proposal, parties),
            Settlement.Shared => Shares(proposal, parties),
            _ => Problem.Invalid("conflict.choose_way", "how", "Choose how it is settled."),
        };

    private static Result<string?> Highest(IReadOnlyList<Party> parties)
    {
        var top = parties.Where(p => p.TierRank is not null).GroupBy(p => p.TierRank).MaxBy(g => g.Key)?.ToList();
        return top is [var only]
            ? only.Key
            : Problem.Invalid("conflict.same_tier", "how", "Nobody stands alone at the highest tier, so the tier cannot decide.");
    }

    private static Result<string?> Parts(Proposal proposal, IReadOnlyList<Party> parties)
    {
        var parts = parties.Select(p => proposal.Parts.GetValueOrDefault(p.Key)?.Trim() ?? "").ToList();
        if (parts.Exists(p => p.Length is 0 or > LongestPart))
            return Problem.Invalid("conflict.part_missing", "parts", "Say for each side on what it leads, up to 200 characters.");
        if (parts.Distinct(StringComparer.OrdinalIgnoreCase).Count() < parts.Count)
            return Problem.Invalid("conflict.parts_alike", "parts", "Two sides would lead on the same. Give each a part of its own.");
        return (string?)null;
    }

    private static Result<string?> Shares(Proposal proposal, IReadOnlyList<Party> parties)
    {
        var partners = parties.Where(p => p.Partner is not null).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var given = proposal.Shares.Where(s => partners.Contains(s.Key)).Select(s => s.Value).ToList();
        if (given.Count < 1)
            return Problem.Invalid("conflict.no_shares", "shares", "Give at least one partner a role and a share.");
        return Pipeline.Shares.Fault(given) is { } fault ? fault : (string?)null;
    }

    public static string Words(this Settlement how) =>
        how switch
        {
            Settlement.Uphold => "Uphold the ruling",
            Settlement.TierPriority => "Tier priority",
            Settlement.Split => "Split by product or segment",
            Settlement.Shared => "Shared roles",
            _ => "Reassign",
        };

    public static string Note(this Settlement how) =>
        how switch
        {
            Settlement.Uphold => "Whoever the hierarchy favours leads.",
            Settlement.TierPriority => "The partner at the higher tier leads, whoever came first.",
            Settlement.Split => "Each side leads on a product or segment of its own.",
            Settlement.Shared => "They work on it together; roles and shares drive attribution.",
            _ => "Somebody else leads, for a reason that you give.",
        };
}
