using Entente.Platform.Time;

namespace Entente.Conflicts.Rules;

/// <summary>Where a case stands (CON-4); before there is one it is <c>none</c>.</summary>
internal enum CaseStatus
{
    /// <summary>Something was seen; nobody has taken it up.</summary>
    Risk,

    /// <summary>Somebody has taken it up.</summary>
    Active,
    Resolved,
}

/// <summary>What the clock of a case runs towards.</summary>
internal enum CasePromise
{
    Acknowledge,
    Plan,
    Answer,
}

/// <summary>The marks at which staff are reminded; the number is the share of the promise used.</summary>
internal enum CaseMark
{
    None = 0,
    Half = 50,
    Late = 100,
}

/// <summary>
/// The promises of a case (CON-4): taken up within 24 hours of business days, a plan within five business days of its opening. Pure.
/// </summary>
internal static class CaseClock
{
    public const int AcknowledgeHours = 24;
    public const int PlanDays = 5;

    public static DateTimeOffset AcknowledgeBy(DateTimeOffset opened, BusinessCalendar calendar) =>
        calendar.Due(opened, TimeSpan.FromHours(AcknowledgeHours));

    public static DateTimeOffset PlanBy(DateTimeOffset opened, BusinessCalendar calendar) => calendar.AddBusinessDays(opened, PlanDays);

    /// <summary>The mark reached by now, of a promise that began at <paramref name="from"/> and is due at <paramref name="due"/>.</summary>
    public static CaseMark Reached(DateTimeOffset from, DateTimeOffset due, BusinessCalendar calendar, DateTimeOffset now) =>
        now >= due ? CaseMark.Late
        : now >= Half(from, due, calendar) ? CaseMark.Half
        : CaseMark.None;

    /// <summary>When staff are reminded next, after the mark already given; null: no more.</summary>
    public static DateTimeOffset? Next(DateTimeOffset from, DateTimeOffset due, CaseMark given, BusinessCalendar calendar) =>
        given switch
        {
            CaseMark.None => Half(from, due, calendar),
            CaseMark.Half => due,
            _ => null,
        };

    private static DateTimeOffset Half(DateTimeOffset from, DateTimeOffset due, BusinessCalendar calendar) =>
        calendar.Due(from, calendar.Elapsed(from, due) / 2);

    public static string Words(this CaseStatus status) =>
        status switch
        {
            CaseStatus.Risk => "At risk",
            CaseStatus.Active => "Active",
            _ => "Resolved",
        };

    /// <summary>As the CRM's field says it.</summary>
    public static string InCrm(this CaseStatus status) =>
        status switch
        {
            CaseStatus.Risk => "risk",
            CaseStatus.Active => "active",
            _ => "resolved",
        };
}
