using Entente.Platform.Matching.Pairs;

namespace Entente.Platform.Matching;

/// <summary>Records of one company, two or more, by their places in the list that was clustered; rising.</summary>
/// <param name="Probability">0 to 1: the mean over its pairs; what a person called the same counts as 1.</param>
/// <param name="Because">Why, of its least likely pair: a sentence for staff.</param>
public sealed record CompanyCluster(IReadOnlyList<int> Members, double Probability, string Because);

public static partial class Clusters
{
    /// <summary>Groups of this size and more are not compared pair by pair once more: their figure comes from their first members.</summary>
    private const int MostShown = 12;

    /// <summary>The groups of two and more.</summary>
    /// <param name="known">What people said of pairs of records, by their places: it wins over every score.</param>
    public static IReadOnlyList<CompanyCluster> Groups(
        IReadOnlyList<CompanyRecord> records,
        IReadOnlyList<(int Left, int Right, bool Same)> known
    )
    {
        var clusters = Of(records, known);
        var said = known.ToLookup(k => (Math.Min(k.Left, k.Right), Math.Max(k.Left, k.Right)), k => k.Same);
        return
        [
            .. Enumerable
                .Range(0, records.Count)
                .GroupBy(i => clusters[i])
                .Where(g => g.Count() > 1)
                .Select(g => Described(records, [.. g.Order()], said)),
        ];
    }

    private static CompanyCluster Described(IReadOnlyList<CompanyRecord> records, List<int> members, ILookup<(int, int), bool> said)
    {
        var readings = members.Take(MostShown).Select(m => Reading.Of(records[m])).ToList();
        var (sum, pairs, least, because) = (0.0, 0, double.MaxValue, "");
        for (var i = 0; i < readings.Count; i++)
        {
            for (var j = i + 1; j < readings.Count; j++)
            {
                var same = said[(members[i], members[j])].Any(s => s);
                var evidence = new Evidence(readings[i], readings[j]);
                var probability = same ? 1 : evidence.Probability();
                (sum, pairs) = (sum + probability, pairs + 1);
                if (probability < least)
                    (least, because) = (probability, same ? "A person said so." : Sentence.Of(evidence));
            }
        }

        return new(members, Math.Round(sum / pairs, 4), because);
    }
}
