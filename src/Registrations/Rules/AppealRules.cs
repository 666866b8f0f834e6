namespace Entente.Registrations.Rules;

/// <summary>A partner's way to have a refusal looked at by somebody else (REG-7).</summary>
/// <param name="WindowDays">Calendar days after the decision within which it may be appealed against.</param>
/// <param name="AnswerHours">Hours of business days within which it is answered.</param>
public sealed record AppealRules(int WindowDays, int AnswerHours)
{
    public static AppealRules Default { get; } = new(10, 48);
}

/// <summary>How an appeal ended.</summary>
public enum AppealOutcome
{
    /// <summary>The decision stands.</summary>
    Upheld,

    /// <summary>The decision falls: the claim is decided anew, with the date it has.</summary>
    Overturned,
}

/// <summary>What speaks for an appeal.</summary>
public enum ArtifactKind
{
    Invitation,
    Notes,
    Proposal,
    SomethingElse,
}

/// <summary>When an appeal may be made, and when it is due. Pure.</summary>
internal static class Appealing
{
    /// <summary>The first instant at which it is too late.</summary>
    public static DateTimeOffset Until(DateTimeOffset decidedAt, Terms terms) =>
        terms.Calendar.EndOfWindow(decidedAt, terms.Policy.Appeals.WindowDays);

    /// <summary>Only a refusal, only in time, and each decision once.</summary>
    public static bool May(RegistrationState state, DateTimeOffset? decidedAt, bool appealedBefore, Terms terms, DateTimeOffset now) =>
        state is RegistrationState.Rejected or RegistrationState.Declined
        && decidedAt is { } at
        && !appealedBefore
        && now < Until(at, terms);

    /// <summary>The clock of the answer: business time, and nothing stops it.</summary>
    public static DecisionClock Clock(DateTimeOffset askedAt, int hours, Platform.Time.BusinessCalendar calendar) =>
        new(askedAt, TimeSpan.FromHours(hours), [], calendar);

    public static string Words(this ArtifactKind kind) =>
        kind switch
        {
            ArtifactKind.Invitation => "Invitation",
            ArtifactKind.Notes => "Notes",
            ArtifactKind.Proposal => "Proposal",
            _ => "Something else",
        };
}
