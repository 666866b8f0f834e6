using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Conflicts.Rules;

/// <summary>About what somebody complains; each name is stored.</summary>
internal enum ComplaintReason
{
    RulesNotFollowed,
    OtherPreferred,
    TookTooLong,
    WentDirect,
    SomethingElse,
}

/// <summary>
/// What may be brought as a complaint about fairness (CON-2), by when it is answered and by whom. Pure. Nothing here looks at other partners: whether
/// somebody else wants the company must not show in what a partner may say.
/// </summary>
internal static class Complaining
{
    /// <summary>Business days until the answer.</summary>
    public const int AnswerDays = 5;

    /// <summary>Of one partner, on one day of the workspace's zone.</summary>
    public const int MostADay = 3;

    public const int LongestWords = 4000;

    public static DateTimeOffset AnswerBy(DateTimeOffset made, BusinessCalendar calendar) => calendar.AddBusinessDays(made, AnswerDays);

    /// <summary>What is wrong with what was typed; null: nothing.</summary>
    public static Problem? Fault(ComplaintReason? reason, string words) =>
        reason is null || !Enum.IsDefined(reason.Value) ? Problem.Invalid("complaint.no_reason", "reason", "Choose what it is about.")
        : words.Length == 0
            ? Problem.Invalid("complaint.no_words", "words", "Write what is not fair: what happened, when, and what you expected.")
        : words.Length > LongestWords
            ? Problem.Invalid(
                "complaint.too_long",
                "words",
                "Keep it within 4000 characters; the rest can be said in your conversation with us."
            )
        : null;

    /// <summary>Why no more may be brought now; null: it may.</summary>
    /// <param name="open">The number of the complaint about the same registration that is not answered yet.</param>
    /// <param name="today">How many the partner brought today.</param>
    public static Problem? Limit(string? open, int today) =>
        open is not null
            ? Problem.Conflict(
                "complaint.one_open",
                $"{open} about this registration is not answered yet. Wait for our answer, then complain again."
            )
        : today >= MostADay
            ? new Problem(
                ProblemKind.TooMany,
                "complaint.too_many",
                "You have brought three complaints today. Bring the next one tomorrow; each is answered."
            )
        : null;

    /// <summary>Whoever decided about the registration does not answer the complaint about it.</summary>
    public static bool MayAnswer(PersonId? who, IEnumerable<PersonId> deciders) => who is not { } person || !deciders.Contains(person);

    public static string Words(this ComplaintReason reason) =>
        reason switch
        {
            ComplaintReason.RulesNotFollowed => "A decision differs from the published rules",
            ComplaintReason.OtherPreferred => "Somebody else was preferred",
            ComplaintReason.TookTooLong => "The decision took too long",
            ComplaintReason.WentDirect => "A rep went direct",
            ComplaintReason.SomethingElse => "Something else",
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };
}
