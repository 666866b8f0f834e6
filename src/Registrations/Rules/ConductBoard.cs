namespace Entente.Registrations.Rules;

/// <summary>A review that ended in a decision, or is still open.</summary>
/// <param name="Used">Business time from its begin to the decision, or to now; the partner's own time not counted.</param>
/// <param name="DecidedAt">Null while it is open.</param>
internal sealed record ReviewTime(TimeSpan Used, TimeSpan Promise, DateTimeOffset? DecidedAt);

/// <summary>An appeal that was answered.</summary>
/// <param name="PartnerWasRight">The decision fell.</param>
internal sealed record AnsweredAppeal(DateTimeOffset AnsweredAt, bool PartnerWasRight);

/// <summary>A complaint about fairness that was answered.</summary>
internal sealed record AnsweredComplaint(DateTimeOffset AnsweredAt, bool PartnerWasRight);

/// <summary>
/// How the vendor keeps its word (REG-13), over a rolling period: one definition for partners and staff. Pure, from what happened; the order in
/// which things are listed changes nothing.
/// </summary>
/// <param name="Decided">Decisions in the period.</param>
/// <param name="Median">Business time to a decision; half took no longer. Null with fewer than <see cref="Fewest"/>.</param>
/// <param name="Late">Decisions of the period that came after their promise.</param>
/// <param name="Overdue">Open reviews whose promise is broken now.</param>
/// <param name="Disputes">Appeals answered in the period.</param>
/// <param name="Upheld">Those of them in which the partner was right.</param>
internal sealed record ConductBoard(int Decided, TimeSpan? Median, int Late, int Overdue, int Disputes, int Upheld)
{
    /// <summary>The period.</summary>
    public const int Days = 90;

    /// <summary>Complaints about fairness answered in the period.</summary>
    public int Complaints { get; init; }

    /// <summary>Those of them in which the partner was right.</summary>
    public int ComplaintsUpheld { get; init; }

    /// <summary>Of fewer decisions no median is told: it would tell of single ones.</summary>
    public const int Fewest = 5;

    /// <summary>Decisions that came after their promise, and open ones whose promise is broken.</summary>
    public int Breaches => Late + Overdue;

    /// <param name="until">What happened later is left out: decisions that can still be undone are nobody's to see.</param>
    /// <param name="complaints">Null: nobody counts them.</param>
    public static ConductBoard Of(
        IEnumerable<ReviewTime> reviews,
        IEnumerable<AnsweredAppeal> appeals,
        DateTimeOffset until,
        IEnumerable<AnsweredComplaint>? complaints = null
    )
    {
        var from = until.AddDays(-Days);
        var all = reviews.ToList();
        var decided = all.Where(r => r.DecidedAt is { } at && at > from && at <= until).ToList();
        var answered = appeals.Where(a => a.AnsweredAt > from && a.AnsweredAt <= until).ToList();
        var complained = (complaints ?? []).Where(c => c.AnsweredAt > from && c.AnsweredAt <= until).ToList();
        return new(
            decided.Count,
            decided.Count >= Fewest ? decided.Select(r => r.Used).Order().ElementAt((decided.Count - 1) / 2) : null,
            decided.Count(r => r.Used > r.Promise),
            all.Count(r => r.DecidedAt is null && r.Used > r.Promise),
            answered.Count,
            answered.Count(a => a.PartnerWasRight)
        )
        {
            Complaints = complained.Count,
            ComplaintsUpheld = complained.Count(c => c.PartnerWasRight),
        };
    }
}
