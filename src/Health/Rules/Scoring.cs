using Entente.Partners;

namespace Entente.Health.Rules;

/// <summary>What a relationship is judged by (PTN-9).</summary>
public enum HealthArea
{
    /// <summary>Whether the partner does something.</summary>
    Activity,

    /// <summary>Whether there is something to sell.</summary>
    Pipeline,

    /// <summary>Whether its people are able to.</summary>
    Enablement,

    /// <summary>Whether what was begun is kept in order, on both sides.</summary>
    Hygiene,
}

/// <summary>What a signal costs.</summary>
/// <param name="Words">What was seen.</param>
/// <param name="Lost">Points of the score.</param>
public sealed record HealthSignal(SignalKind Kind, string Words, int Lost);

/// <summary>An area of the score.</summary>
/// <param name="Most">Its points; those of all areas sum to 100.</param>
/// <param name="Lost">The sum of its signals' points, at most <paramref name="Most"/>.</param>
/// <param name="Signals">The dearest first.</param>
public sealed record HealthPart(HealthArea Area, int Most, int Lost, IReadOnlyList<HealthSignal> Signals);

/// <summary>How a partner stands, and why.</summary>
/// <param name="Score">0–100: 100 without what its parts lost.</param>
/// <param name="Parts">The areas that something was measured of.</param>
public sealed record HealthScore(int Score, IReadOnlyList<HealthPart> Parts);

/// <summary>
/// The score of a partner from its signals. Each area has a weight, each signal costs so many of a hundred of its area; an area of which nothing is
/// measured is left out, and the others make the hundred. The same signals in any order are the same score, and less that is wrong never lowers it.
/// </summary>
public static class Scoring
{
    /// <summary>Null: nothing is measured, so nothing is said.</summary>
    public static HealthScore? Of(IEnumerable<PartnerSignal> signals)
    {
        List<Area> areas =
        [
            .. signals
                .GroupBy(s => AreaOf(s.Kind))
                .OrderBy(g => g.Key)
                .Select(g => new Area(
                    g.Key,
                    [
                        .. g.OrderBy(s => s.Kind)
                            .ThenBy(s => s.Value)
                            .ThenBy(s => s.Words, StringComparer.Ordinal)
                            .Select(s => (Signal: s, Cost: Cost(s.Kind, s.Value))),
                    ]
                )),
        ];
        if (areas.Count == 0)
            return null;
        var weight = areas.Sum(a => Weight(a.Of));
        var most = Whole([.. areas.Select(a => 100m * Weight(a.Of) / weight)]);
        var exact = areas.Select((a, i) => most[i] * a.Cost / 100m).ToList();
        var lost = Whole(exact);
        return new(
            100 - lost.Sum(),
            [
                .. areas.Select(
                    (a, i) =>
                    {
                        var costs = a.Signals.Sum(s => s.Cost);
                        var each = Whole([.. a.Signals.Select(s => costs == 0 ? 0 : exact[i] * s.Cost / costs)], lost[i]);
                        return new HealthPart(
                            a.Of,
                            most[i],
                            lost[i],
                            [
                                .. a
                                    .Signals.Select((s, n) => new HealthSignal(s.Signal.Kind, s.Signal.Words, each[n]))
                                    .OrderByDescending(s => s.Lost)
                                    .ThenBy(s => s.Kind),
                            ]
                        );
                    }
                ),
            ]
        );
    }

    /// <summary>Where a kind of signal counts.</summary>
    public static HealthArea AreaOf(SignalKind kind) =>
        kind switch
        {
            SignalKind.Silence or SignalKind.RegistrationsDropped or SignalKind.SilentSinceRules or SignalKind.NewsLessOpened =>
                HealthArea.Activity,
            SignalKind.NothingOpen or SignalKind.PastClose => HealthArea.Pipeline,
            SignalKind.CertificatesEnded or SignalKind.OnboardingStuck => HealthArea.Enablement,
            SignalKind.NoNextStep or SignalKind.ItemsOverdue => HealthArea.Hygiene,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such signal."),
        };

    /// <summary>Of all areas together 100.</summary>
    public static int Weight(HealthArea area) =>
        area switch
        {
            HealthArea.Activity => 40,
            HealthArea.Pipeline => 25,
            HealthArea.Enablement => 15,
            HealthArea.Hygiene => 20,
            _ => throw new ArgumentOutOfRangeException(nameof(area), area, "No such area."),
        };

    /// <summary>How many of a hundred of its area a signal costs.</summary>
    public static decimal Cost(SignalKind kind, int value) =>
        kind switch
        {
            // A month of silence is usual; after three, little is left.
            SignalKind.Silence => Math.Clamp((value - 30) * 1.2m, 0, 72),
            SignalKind.RegistrationsDropped => Math.Clamp(value * 0.5m, 0, 50),
            SignalKind.NothingOpen => Math.Clamp(value * 60m, 0, 60),
            SignalKind.PastClose => Math.Clamp(value * 0.6m, 0, 60),
            SignalKind.NoNextStep => Math.Clamp(value * 0.5m, 0, 50),
            SignalKind.CertificatesEnded => Math.Clamp(value * 60m, 0, 60),
            SignalKind.OnboardingStuck => Math.Clamp(value * 30m, 0, 90),
            SignalKind.ItemsOverdue => Math.Clamp(value * 15m, 0, 60),
            // Silence costs by itself; that it began with other rules says why.
            SignalKind.SilentSinceRules => Math.Clamp((value - 14) * 0.5m, 0, 20),
            SignalKind.NewsLessOpened => Math.Clamp(value * 0.2m, 0, 20),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such signal."),
        };

    // Whole numbers that make the sum: each its exact one rounded down, those with the largest remainders one more. A share that does not end may have
    // been rounded up over a whole one: then the smallest remainders give it back.
    private static int[] Whole(IReadOnlyList<decimal> exact, int? sum = null)
    {
        var whole = exact.Select(e => (int)Math.Floor(e)).ToArray();
        var left = (sum ?? (int)Math.Round(exact.Sum(), MidpointRounding.AwayFromZero)) - whole.Sum();
        int[] order = [.. Enumerable.Range(0, whole.Length).OrderByDescending(i => exact[i] - whole[i]).ThenBy(i => i)];
        foreach (var i in order.Take(Math.Max(0, left)))
            whole[i]++;
        foreach (var i in order.Reverse().Where(i => whole[i] > 0).Take(Math.Max(0, -left)))
            whole[i]--;
        return whole;
    }

    private sealed record Area(HealthArea Of, IReadOnlyList<(PartnerSignal Signal, decimal Cost)> Signals)
    {
        public decimal Cost => Math.Min(100, Signals.Sum(s => s.Cost));
    }
}
