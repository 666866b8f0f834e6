namespace Entente.Reviews.Rules;

/// <summary>Where a review is.</summary>
public enum ReviewState
{
    /// <summary>The partner does not see it yet.</summary>
    Draft,

    /// <summary>Both sides read it; its numbers may still be read anew.</summary>
    Shared,

    /// <summary>Both sides have talked it over: nothing of it changes any more.</summary>
    Held,

    /// <summary>It was not held, and is out of the way.</summary>
    Dropped,
}

public static class ReviewStates
{
    public static bool IsOpen(this ReviewState state) => state is ReviewState.Draft or ReviewState.Shared;

    public static string Words(this ReviewState state) => state.ToString();
}
