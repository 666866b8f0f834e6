using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>Why a direct deal is opened on a protected account (REG-13): the words a rep chooses from. Each name is stored.</summary>
public enum DirectReason
{
    PartnerAgrees,
    CustomerAsked,
    OtherNeed,
    BegunBefore,
    Mistake,
    Other,
}

/// <summary>What became of the question.</summary>
public enum DirectDealState
{
    Open,
    Answered,

    /// <summary>Nobody needs to answer any more: the deal is closed, deleted, or a partner has a part in it.</summary>
    Lapsed,
}

/// <summary>A question as the conduct board counts it.</summary>
/// <param name="Reason">Null: not answered.</param>
internal sealed record AskedDirectDeal(
    DateTimeOffset AskedAt,
    DateTimeOffset DueAt,
    DirectDealState State,
    DirectReason? Reason,
    DateTimeOffset? AnsweredAt
);

/// <summary>
/// The guard of protected accounts (REG-7, REG-13): when a rep is asked why a deal goes direct, by when, who may answer. Pure.
/// </summary>
internal static class DirectDeals
{
    /// <summary>Hours of business days in which the reason is due.</summary>
    public const int AnswerHours = 24;

    /// <summary>How long an unanswered question is looked at again, to see whether it is still needed.</summary>
    public const int WatchDays = 90;

    public const int LongestWords = 2000;

    public static DateTimeOffset AnswerBy(DateTimeOffset asked, BusinessCalendar calendar) =>
        calendar.Due(asked, TimeSpan.FromHours(AnswerHours));

    /// <summary>
    /// Whether a direct deal was opened while a claim protected its company. A deal that was just written for the claim is not yet bound to it;
    /// it bears the claim's number.
    /// </summary>
    /// <param name="protectedFrom">Null when nothing is protected now.</param>
    /// <param name="claimDeal">The deal to which the claim is bound.</param>
    public static bool OpenedUnder(
        DateTimeOffset? protectedFrom,
        string claimNumber,
        Guid? claimDeal,
        Guid deal,
        string dealName,
        DateTimeOffset createdAt
    ) => protectedFrom is { } from && createdAt >= from && claimDeal != deal && !dealName.Contains(claimNumber, StringComparison.Ordinal);

    /// <summary>The deal's owner and those who decide registrations; of a deal whose owner is nobody here, everybody who sells.</summary>
    public static bool MayAnswer(Guid? person, Guid? owner, bool decides, bool sells) =>
        person is not null && (decides || (owner is null ? sells : owner == person));

    public static IReadOnlyList<(DirectReason Reason, string Words)> Reasons { get; } =
    [.. Enum.GetValues<DirectReason>().Select(r => (r, r.Sentence()))];

    public static string Sentence(this DirectReason reason) =>
        reason switch
        {
            DirectReason.PartnerAgrees => "The partner knows and agrees",
            DirectReason.CustomerAsked => "The customer asked to buy from us directly",
            DirectReason.OtherNeed => "Another product or another part of the company",
            DirectReason.BegunBefore => "We were talking before the protection began",
            DirectReason.Mistake => "Opened by mistake; it will be closed",
            _ => "Something else",
        };

    /// <summary>Reads what a form sent; null for anything that is not one of the reasons.</summary>
    public static DirectReason? Read(string? text) =>
        Enum.TryParse<DirectReason>(text, out var reason) && Enum.IsDefined(reason) && reason.ToString() == text ? reason : null;

    /// <summary>Whether the reason alone says nothing.</summary>
    public static bool NeedsWords(DirectReason reason) => reason is DirectReason.Other;
}

/// <summary>
/// How the vendor treats protected accounts, over the period of the conduct board. Pure; the order in which questions are listed changes nothing.
/// </summary>
/// <param name="Asked">Direct deals opened on a protected account in the period.</param>
/// <param name="Unanswered">Of these without a reason although it was due, and still needed.</param>
/// <param name="Lapsed">Of these closed or given to a partner before a reason came.</param>
/// <param name="Reasons">The answered ones by their reason, the most frequent first; only reasons that were given.</param>
internal sealed record DirectDealFigures(int Asked, int Unanswered, int Lapsed, IReadOnlyList<(DirectReason Reason, int Count)> Reasons)
{
    public int Answered => Reasons.Sum(r => r.Count);

    /// <summary>What partners are told of: of fewer than <see cref="ConductBoard.Fewest"/> it would tell of single deals.</summary>
    public DirectDealFigures? Outward => Asked >= ConductBoard.Fewest ? this : null;

    public static DirectDealFigures Of(IEnumerable<AskedDirectDeal> questions, DateTimeOffset until)
    {
        var from = until.AddDays(-ConductBoard.Days);
        var all = questions.Where(q => q.AskedAt > from && q.AskedAt <= until).ToList();
        return new(
            all.Count,
            all.Count(q => q.State is DirectDealState.Open && q.DueAt <= until),
            all.Count(q => q.State is DirectDealState.Lapsed),
            [
                .. all.Where(q => q is { State: DirectDealState.Answered, Reason: not null })
                    .GroupBy(q => q.Reason!.Value)
                    .Select(g => (g.Key, g.Count()))
                    .OrderByDescending(g => g.Item2)
                    .ThenBy(g => g.Key),
            ]
        );
    }
}
