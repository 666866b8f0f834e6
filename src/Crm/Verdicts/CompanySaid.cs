using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Crm.Verdicts;

/// <summary>A verdict that holds.</summary>
/// <param name="Left">A <see cref="CompanyMark"/>, as <paramref name="Right"/>.</param>
public sealed record CompanySaid(CompanyVerdictId Id, string Left, string Right, bool Same, PersonId? By, DateTimeOffset At, string? Why);

/// <summary>All that people said around some companies: of them, and of those that are the same.</summary>
public sealed class SaidPairs
{
    private readonly Dictionary<(string, string), CompanySaid> direct;

    internal SaidPairs(IReadOnlyList<CompanySaid> all)
    {
        direct = all.GroupBy(s => (s.Left, s.Right)).ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.Id.Value).First());
        Pairs = KnownPairs.Of(direct.Values.Select(s => new KnownPair(s.Left, s.Right, s.Same)));
    }

    public KnownPairs Pairs { get; }

    /// <summary>All of it, in no order.</summary>
    public IReadOnlyCollection<CompanySaid> All => direct.Values;

    /// <summary>What was said of this very pair; null: nothing.</summary>
    public CompanySaid? Of(string left, string right) =>
        direct.GetValueOrDefault(string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left));
}
