namespace Entente.Registrations.Rules;

/// <summary>
/// How long a decision can be undone. Its announcements (mails, events, the CRM) are due only then, so that what was undone leaves no trace
/// outside (issue C); the audit keeps both.
/// </summary>
/// <param name="Seconds">From the decision on.</param>
public sealed record UndoRules(int Seconds)
{
    public static UndoRules Default { get; } = new(10);

    internal TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    /// <summary>The first instant at which it can no longer be undone, and at which it is announced, where nothing delays it.</summary>
    internal DateTimeOffset AnnounceAt(DateTimeOffset decidedAt) => decidedAt + Time;
}

/// <summary>How a decision came out.</summary>
internal enum DecisionOutcome
{
    Approved,
    Rejected,
    Declined,

    /// <summary>A change of an approved claim was not accepted; the claim stands as it was approved.</summary>
    ChangeRefused,
}

/// <summary>Why a claim is in review.</summary>
internal enum ReviewCause
{
    /// <summary>It was received.</summary>
    First,

    /// <summary>Rejected, mended and sent again.</summary>
    SentAgain,

    /// <summary>Approved, then changed by more than the policy lets pass.</summary>
    Changed,

    /// <summary>A lead that was raised to a deal.</summary>
    Elevated,

    /// <summary>An appeal was won: it is decided anew.</summary>
    Appeal,
}
