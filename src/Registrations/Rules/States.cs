using System.Collections.Frozen;

namespace Entente.Registrations.Rules;

/// <summary>The earliest claim, or one that is qualified: with stage, amount, close date (REG-1).</summary>
public enum RegistrationKind
{
    Lead,
    Deal,

    /// <summary>A contract that ends is made anew.</summary>
    Renewal,

    /// <summary>A customer buys more.</summary>
    Expansion,

    /// <summary>Services of the partner to what the vendor sold.</summary>
    ServiceAttach,
}

/// <summary>How far the partner thinks the customer is.</summary>
public enum StageGuess
{
    NewIntro,
    DiscoveryScheduled,
    Evaluation,
}

/// <summary>Where a registration stands (REG-8). Meanings are fixed; labels are free.</summary>
public enum RegistrationState
{
    /// <summary>Begun, not sent.</summary>
    Draft,

    /// <summary>Received, not yet assessed.</summary>
    Submitted,

    /// <summary>Assessed; the decision clock runs.</summary>
    InReview,

    /// <summary>The partner has the move; the decision clock stands still.</summary>
    NeedsInfo,

    /// <summary>Accepted, being written to the CRM.</summary>
    Approved,

    /// <summary>Not like this; may be mended and sent again.</summary>
    Rejected,

    /// <summary>Final no.</summary>
    Declined,

    /// <summary>Bound to an open opportunity in the CRM.</summary>
    Converted,
    Won,
    Lost,

    /// <summary>Taken back by the partner, or left unanswered too long.</summary>
    Withdrawn,
}

/// <summary>Who may lead on the customer, and until when: a state of its own beside the registration's (REG-8).</summary>
public enum ProtectionState
{
    None,

    /// <summary>Runs, and holds only if the next step comes on record in time.</summary>
    Conditional,
    Active,

    /// <summary>The window is over. Ends a claim that is not converted; a converted one runs on unprotected.</summary>
    Expired,

    /// <summary>Taken away early: the condition was not met. Ends the claim.</summary>
    Released,
}

/// <summary>Which steps exist between states. Everything else is a bug or a stale page and is refused aloud.</summary>
internal static class States
{
    private static readonly FrozenDictionary<RegistrationState, RegistrationState[]> After = new Dictionary<
        RegistrationState,
        RegistrationState[]
    >
    {
        [RegistrationState.Draft] = [RegistrationState.Submitted, RegistrationState.Withdrawn],
        [RegistrationState.Submitted] = [RegistrationState.InReview, RegistrationState.Withdrawn],
        [RegistrationState.InReview] =
        [
            RegistrationState.NeedsInfo,
            RegistrationState.Approved,
            RegistrationState.Rejected,
            RegistrationState.Declined,
            RegistrationState.Withdrawn,
            // A change that was not accepted: the claim stands again as it was approved.
            RegistrationState.Converted,
        ],
        [RegistrationState.NeedsInfo] = [RegistrationState.InReview, RegistrationState.Withdrawn],
        // Back into review: undone at once, a change that wants another look, mended and sent again, an appeal that was won.
        [RegistrationState.Approved] = [RegistrationState.Converted, RegistrationState.Withdrawn, RegistrationState.InReview],
        [RegistrationState.Converted] =
        [
            RegistrationState.Won,
            RegistrationState.Lost,
            RegistrationState.Withdrawn,
            RegistrationState.InReview,
        ],
        [RegistrationState.Rejected] = [RegistrationState.InReview],
        [RegistrationState.Declined] = [RegistrationState.InReview],
    }.ToFrozenDictionary();

    public static bool MayBecome(this RegistrationState from, RegistrationState to) =>
        After.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Neither decided against, ended, nor taken back.</summary>
    public static bool IsOpen(this RegistrationState state) =>
        state
            is RegistrationState.Draft
                or RegistrationState.Submitted
                or RegistrationState.InReview
                or RegistrationState.NeedsInfo
                or RegistrationState.Approved
                or RegistrationState.Converted;

    /// <summary>Still to be decided.</summary>
    public static bool IsUndecided(this RegistrationState state) =>
        state is RegistrationState.Submitted or RegistrationState.InReview or RegistrationState.NeedsInfo;

    public static bool IsApproved(this RegistrationState state) =>
        state is RegistrationState.Approved or RegistrationState.Converted or RegistrationState.Won;

    /// <summary>
    /// Whether the claim still stands: a release ends it, and so does the end of the window unless it is bound to a deal, which runs on
    /// unprotected (REG-8).
    /// </summary>
    public static bool Stands(this RegistrationState state, ProtectionState protection) =>
        state.IsOpen()
        && protection is not ProtectionState.Released
        && !(protection is ProtectionState.Expired && state is RegistrationState.Approved);

    /// <summary>Whether others are kept out meanwhile.</summary>
    public static bool Protects(this ProtectionState state) => state is ProtectionState.Conditional or ProtectionState.Active;

    /// <summary>The word that stands beside a name.</summary>
    public static string Words(this RegistrationState state) =>
        state switch
        {
            RegistrationState.InReview => "In review",
            RegistrationState.NeedsInfo => "Needs info",
            _ => state.ToString(),
        };

    public static string Words(this StageGuess stage) =>
        stage switch
        {
            StageGuess.NewIntro => "New introduction",
            StageGuess.DiscoveryScheduled => "Discovery scheduled",
            _ => "Evaluation",
        };
}
