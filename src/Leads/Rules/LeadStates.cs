namespace Entente.Leads.Rules;

/// <summary>Where a lead is: always in exactly one of these.</summary>
public enum LeadState
{
    /// <summary>On its way to the next partner, or in-house: a job that was saved with it decides within moments.</summary>
    Routing,

    /// <summary>Offered to one partner, or to the best few.</summary>
    Offered,

    /// <summary>Free to claim for every partner in its pool.</summary>
    Pool,

    /// <summary>One partner accepted it.</summary>
    Held,

    /// <summary>The vendor's own people work on it.</summary>
    InHouse,
    Closed,
}

public enum OfferState
{
    Open,

    /// <summary>This partner has it.</summary>
    Accepted,
    Declined,

    /// <summary>Its time passed without an answer.</summary>
    Lapsed,

    /// <summary>Somebody else was first, or the vendor took it back.</summary>
    Gone,

    /// <summary>Accepted, then not touched in time.</summary>
    PulledBack,

    /// <summary>Accepted, then given back.</summary>
    Returned,
}

/// <summary>Why a partner does not take a lead.</summary>
public enum DeclineReason
{
    NoCapacity,
    WrongRegion,
    WrongProduct,

    /// <summary>They know the customer, and it is in conflict with what they do there.</summary>
    Conflict,
    TooSmall,
    Other,
}

/// <summary>What a partner says of a lead that it has.</summary>
public enum LeadProgress
{
    /// <summary>Nothing yet.</summary>
    None,
    Contacted,
    Meeting,
    Qualified,
    NotInterested,
}

/// <summary>How a lead ended.</summary>
public enum LeadEnd
{
    Won,
    Lost,
    NotInterested,
    Duplicate,
    Unfit,
}

/// <summary>How states and reasons are written for people.</summary>
public static class LeadWords
{
    public static string Words(this LeadState state) =>
        state switch
        {
            LeadState.Routing => "On its way",
            LeadState.Offered => "Offered",
            LeadState.Pool => "In the pool",
            LeadState.Held => "With a partner",
            LeadState.InHouse => "In-house",
            _ => "Closed",
        };

    public static string Words(this OfferState state) =>
        state switch
        {
            OfferState.Open => "Waits for an answer",
            OfferState.Accepted => "Accepted",
            OfferState.Declined => "Declined",
            OfferState.Lapsed => "Not answered in time",
            OfferState.Gone => "Went to somebody else",
            OfferState.PulledBack => "Pulled back",
            _ => "Given back",
        };

    public static string Words(this DeclineReason reason) =>
        reason switch
        {
            DeclineReason.NoCapacity => "No capacity",
            DeclineReason.WrongRegion => "Wrong region",
            DeclineReason.WrongProduct => "Wrong product",
            DeclineReason.Conflict => "We know them: conflict",
            DeclineReason.TooSmall => "Too small",
            _ => "Something else",
        };

    public static string Words(this LeadProgress progress) =>
        progress switch
        {
            LeadProgress.None => "Nothing yet",
            LeadProgress.Contacted => "Contacted",
            LeadProgress.Meeting => "Meeting",
            LeadProgress.Qualified => "Qualified",
            _ => "Not interested",
        };

    public static string Words(this LeadEnd end) =>
        end switch
        {
            LeadEnd.Won => "Won",
            LeadEnd.Lost => "Lost",
            LeadEnd.NotInterested => "Not interested",
            LeadEnd.Duplicate => "Known already",
            _ => "No real lead",
        };

    public static string Words(this LeadSelection selection) =>
        selection switch
        {
            LeadSelection.Direct => "One named partner",
            LeadSelection.Turns => "In turn, by weight",
            LeadSelection.LeastBusy => "Whoever holds the fewest",
            LeadSelection.Nearest => "The nearest: same country, then same region",
            LeadSelection.Pool => "A pool: the first to accept",
            _ => "The best few at once",
        };

    /// <summary>Whether a decline says something of the partner, not of where the vendor sent it.</summary>
    public static bool CountsAgainst(this DeclineReason reason) =>
        reason is DeclineReason.NoCapacity or DeclineReason.TooSmall or DeclineReason.Other;
}
