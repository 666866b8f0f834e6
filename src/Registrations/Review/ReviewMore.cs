using Entente.Registrations.Rules;

namespace Entente.Registrations.Review;

/// <summary>What a registration has besides its first review: an undo, a new version, a request, an appeal, its partner's record.</summary>
public sealed record ReviewMore
{
    public static ReviewMore None { get; } = new();

    /// <summary>Which decision stands, and until when it can be undone; null: it cannot.</summary>
    public (int Decision, DateTimeOffset Until)? Undo { get; init; }

    /// <summary>Why it is in review again, in a sentence; null for the first time.</summary>
    public string? Again { get; init; }

    /// <summary>What changed in the version under review, or last; empty: nothing ever did.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];
    public DateTimeOffset? ChangedAt { get; init; }
    public ReviewExtension? Extension { get; init; }
    public ReviewAppeal? Appeal { get; init; }

    /// <summary>What the customer confirms for this partner.</summary>
    public IReadOnlyList<ReviewConfirmation> Confirmed { get; init; } = [];

    /// <summary>Its protection runs and may be released.</summary>
    public bool CanRelease { get; init; }

    /// <summary>By when evidence must come, and what follows without it, in a sentence; null: nothing does.</summary>
    public string? Evidence { get; init; }

    /// <summary>How much its partner holds without working on it.</summary>
    public HoardingScore Hoarding { get; init; } = new(0, []);
}

/// <param name="Used">How often it was extended already.</param>
public sealed record ReviewExtension(string? Words, DateTimeOffset AskedAt, int Used, int Most, int Days);

/// <param name="Against">Who decided, and may not answer; null: nobody did.</param>
/// <param name="MayAnswer">The reader did not decide it.</param>
public sealed record ReviewAppeal(
    string Words,
    IReadOnlyList<(string Kind, string Text)> Artifacts,
    DateTimeOffset At,
    DateTimeOffset Due,
    TimeSpan Left,
    TimeSpan Promise,
    string? Against,
    bool MayAnswer
);

public sealed record ReviewConfirmation(string Contact, string Email, DateOnly On, string Words);
