namespace Entente.Registrations.Rules;

/// <summary>A published version and the moment from which it counts.</summary>
internal sealed record PublishedVersion(int Number, DateTimeOffset From);

/// <summary>
/// Which version is in force at an instant: of those that have begun, the one that began last; of two that began together, the one
/// published later. A version that was announced for a day counts from that day on, also over one published meanwhile. Pure.
/// </summary>
internal static class PolicyTimeline
{
    /// <summary>The version that every workspace starts with.</summary>
    public const int First = 1;

    public static int At(IEnumerable<PublishedVersion> published, DateTimeOffset at) =>
        published.Where(v => v.From <= at).OrderByDescending(v => v.From).ThenByDescending(v => v.Number).FirstOrDefault()?.Number ?? First;

    /// <summary>From when to when a version counted or will count; null: never, another one counts instead.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? Until)? Span(IReadOnlyList<PublishedVersion> published, int number)
    {
        var moments = published.Select(v => v.From).Distinct().Order().ToList();
        if (number == First)
            return moments.Count == 0 ? (null, null) : (null, moments[0]);
        var own = published.Single(v => v.Number == number);
        if (At(published, own.From) != number)
            return null;
        var next = moments.Where(m => m > own.From).Select(m => (DateTimeOffset?)m).FirstOrDefault();
        return (own.From, next);
    }
}
