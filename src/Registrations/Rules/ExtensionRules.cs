namespace Entente.Registrations.Rules;

/// <summary>Longer protection (REG-6): by itself on evidence, otherwise on request.</summary>
/// <param name="Most">So many in all.</param>
/// <param name="Days">Calendar days each.</param>
/// <param name="FreshDays">Evidence older than this moves nothing any more.</param>
/// <param name="WithinDays">By itself only so many calendar days before the end, when it would else be over; asked for, at any time.</param>
/// <param name="PostponeDays">The customer may be waited for so long, once.</param>
public sealed record ExtensionRules(int Most, int Days, int FreshDays, int WithinDays, int PostponeDays)
{
    public static ExtensionRules Default { get; } = new(2, 30, 30, 1, 30);
}

/// <summary>What a partner, or the CRM, puts on record between the approval and the end.</summary>
public enum ProgressKind
{
    /// <summary>A word on how it goes: an act, but no evidence.</summary>
    Update,
    MeetingHeld,
    ProposalSent,

    /// <summary>The deal moved forward in the CRM.</summary>
    StageAdvanced,
}

/// <summary>When a protection grows. Pure.</summary>
internal static class Extending
{
    public static bool IsEvidence(this ProgressKind kind) => kind is not ProgressKind.Update;

    public static string Words(this ProgressKind kind) =>
        kind switch
        {
            ProgressKind.MeetingHeld => "Meeting held",
            ProgressKind.ProposalSent => "Proposal sent",
            ProgressKind.StageAdvanced => "Stage advanced in the CRM",
            _ => "Update",
        };

    /// <summary>The new end: so many calendar days after the present last day. Never earlier than the end that was promised.</summary>
    public static DateTimeOffset End(Protection window, int days, Platform.Time.BusinessCalendar calendar)
    {
        var end = calendar.EndOfWindow(window.End.AddTicks(-1), Math.Max(0, days));
        return end > window.End ? end : window.End;
    }

    /// <summary>
    /// Whether the protection is extended without asking anybody: it runs, one of its extensions is left, its end is near, and evidence came
    /// after the last extension and is not old.
    /// </summary>
    /// <param name="evidence">When each piece came on record.</param>
    /// <param name="extendedAt">The last extension; null: none so far.</param>
    public static bool ByItself(
        Protection window,
        int used,
        IEnumerable<DateTimeOffset> evidence,
        DateTimeOffset? extendedAt,
        Terms terms,
        DateTimeOffset now
    ) => Near(window, terms, now) && Deserved(window, used, evidence, extendedAt, terms, now);

    /// <summary>Whether evidence alone is enough for a request: the same, however far the end is.</summary>
    public static bool Deserved(
        Protection window,
        int used,
        IEnumerable<DateTimeOffset> evidence,
        DateTimeOffset? extendedAt,
        Terms terms,
        DateTimeOffset now
    )
    {
        var rules = terms.Policy.Extending;
        var since = extendedAt ?? window.Start;
        return used < rules.Most
            && window.At(now).Protects()
            && evidence.Any(e => e > since && e <= now && e >= now.AddDays(-rules.FreshDays));
    }

    private static bool Near(Protection window, Terms terms, DateTimeOffset now) =>
        window.DaysLeft(terms.Calendar, now) <= terms.Policy.Extending.WithinDays;
}
