using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Pipeline.Rules.Attribution;

/// <summary>How an offer of a share ended.</summary>
public enum OfferEnd
{
    /// <summary>Waits for the other side's answer.</summary>
    Open,
    Agreed,

    /// <summary>The other side offered something else instead.</summary>
    Countered,
    Declined,

    /// <summary>Everything was settled at once, or the deal closed first.</summary>
    Overtaken,

    /// <summary>Nobody answered in time: it binds nobody any more, and either side may offer anew.</summary>
    Lapsed,
}

/// <summary>Talking about shares: who may answer, by when, and what still fits. Pure.</summary>
public static class ShareTalk
{
    /// <summary>Each side has so many business days to answer.</summary>
    public const int AnswerDays = 5;

    public static DateTimeOffset AnswerBy(DateTimeOffset offered, BusinessCalendar calendar) =>
        calendar.AddBusinessDays(offered, AnswerDays);

    /// <summary>Whether a share fits beside what the others have agreed to or are offered.</summary>
    public static bool Fits(int points, IEnumerable<int> bound) => points + bound.Sum(b => (long)b) <= Shares.Whole;

    /// <summary>The day for an answer is over.</summary>
    public static bool IsLate(DateTimeOffset answerBy, DateTimeOffset now) => now > answerBy;

    /// <summary>Only the side that did not make an offer answers it.</summary>
    public static bool MayAnswer(bool offeredByVendor, bool asVendor) => offeredByVendor != asVendor;

    /// <summary>
    /// The shares as they stand while not everybody has agreed: agreed ones as they are, the rest equally among the others; to the basis point, in the
    /// order of the ids.
    /// </summary>
    public static IReadOnlyDictionary<PartnerId, int> Spread(IReadOnlyDictionary<PartnerId, int?> agreed)
    {
        var bound = agreed.Values.Sum(a => a ?? 0);
        var open = agreed.Where(a => a.Value is null).Select(a => a.Key).OrderBy(p => p.Value).ToList();
        var (left, parts) = (Math.Max(0, Shares.Whole - bound), new Dictionary<PartnerId, int>());
        foreach (var (partner, points) in agreed)
            if (points is { } kept)
                parts[partner] = kept;
        for (var i = 0; i < open.Count; i++)
            parts[open[i]] = left / open.Count + (i < left % open.Count ? 1 : 0);
        return parts;
    }
}

/// <summary>Credit of a closed deal is changed by a correction that two people make. Pure.</summary>
public static class CorrectionRules
{
    public const int LongestWhy = 1000;

    /// <summary>Whoever asks for a correction does not approve it.</summary>
    public static bool MayDecide(PersonId? askedBy, PersonId? decider) => askedBy is not null && decider is not null && askedBy != decider;

    /// <summary>Why these shares are no correction of those; null: they are.</summary>
    public static Problem? Fault(IReadOnlyDictionary<PartnerId, RoleShare> before, IReadOnlyDictionary<PartnerId, RoleShare> after) =>
        Shares.Fault([.. after.Values]) is { } fault ? fault
        : after.Keys.Any(p => !before.ContainsKey(p))
            ? Problem.Invalid("share.stranger", "shares", "One of these partners has no part in the opportunity.")
        : before.All(b => after.TryGetValue(b.Key, out var a) && a == b.Value)
            ? Problem.Invalid("credit.nothing_changed", "shares", "Nothing is different from what stands.")
        : null;
}
