namespace Entente.Recruitment.Rules;

/// <summary>Where a company that may become a partner stands (PTN-2, PTN-3).</summary>
public enum CandidateState
{
    /// <summary>An application that no rule has looked at yet; for moments.</summary>
    Received,

    /// <summary>Over the cap of the month: it comes in when the next one begins.</summary>
    Waiting,
    Prospect,
    Evaluating,

    /// <summary>Kept, with a day on which somebody looks again.</summary>
    NotNow,

    /// <summary>It is a partner now.</summary>
    Accepted,
    Declined,

    /// <summary>Another application of a company that is a candidate already; the first one goes on.</summary>
    Joined,

    /// <summary>The company is a partner already: its partner manager has it.</summary>
    Routed,
}

/// <summary>How a candidate came.</summary>
public enum CandidateSource
{
    Applied,
    Added,
    Referred,
}

/// <summary>Why a candidate is declined: for us. What the company reads is written beside it.</summary>
public enum DeclineReason
{
    NoFit,
    Market,
    Type,
    NoCapacity,
    NoAnswer,
    NoCompany,
    Other,
}

/// <summary>Which step may follow which, and how states are written. Pure.</summary>
public static class CandidateStates
{
    /// <summary>What another application of the same company may join: what is still to be decided and was looked at by the rules, or became a partner.</summary>
    public static IReadOnlyList<CandidateState> Joinable { get; } =
    [CandidateState.Evaluating, CandidateState.Prospect, CandidateState.Waiting, CandidateState.NotNow, CandidateState.Accepted];

    /// <summary>What people may make of it. What rules do to an application (received, joined, routed) is no step of theirs.</summary>
    public static IReadOnlyList<CandidateState> After(CandidateState state) =>
        state switch
        {
            CandidateState.Waiting or CandidateState.Prospect =>
            [
                CandidateState.Evaluating,
                CandidateState.NotNow,
                CandidateState.Declined,
            ],
            CandidateState.Evaluating => [CandidateState.Accepted, CandidateState.NotNow, CandidateState.Declined],
            CandidateState.NotNow => [CandidateState.Evaluating, CandidateState.NotNow, CandidateState.Declined],
            // Somebody changed their mind: it is looked at again, the history says so.
            CandidateState.Declined => [CandidateState.Evaluating],
            // It joined another, which is declined now or was not the same company: it goes on by itself.
            CandidateState.Joined => [CandidateState.Evaluating],
            _ => [],
        };

    public static bool MayFollow(CandidateState from, CandidateState to) => After(from).Contains(to);

    /// <summary>It is still to be decided.</summary>
    public static bool IsOpen(this CandidateState state) =>
        state
            is CandidateState.Received
                or CandidateState.Waiting
                or CandidateState.Prospect
                or CandidateState.Evaluating
                or CandidateState.NotNow;

    public static string Words(this CandidateState state) =>
        state switch
        {
            CandidateState.Received => "Received",
            CandidateState.Waiting => "Waiting list",
            CandidateState.Prospect => "New",
            CandidateState.NotNow => "Not now",
            CandidateState.Joined => "Joined another",
            CandidateState.Routed => "Partner already",
            _ => state.ToString(),
        };

    public static string Words(this CandidateSource source) =>
        source switch
        {
            CandidateSource.Applied => "Applied",
            CandidateSource.Added => "Added by staff",
            _ => "Referred",
        };

    public static string Words(this DeclineReason reason) =>
        reason switch
        {
            DeclineReason.NoFit => "No fit",
            DeclineReason.Market => "A market we do not serve",
            DeclineReason.Type => "A type of partner we do not seek now",
            DeclineReason.NoCapacity => "No capacity on our side",
            DeclineReason.NoAnswer => "They do not answer",
            DeclineReason.NoCompany => "No company to be seen",
            _ => "Another reason",
        };
}
