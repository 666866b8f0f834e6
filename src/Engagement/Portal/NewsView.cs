using Entente.Engagement.Rules;

namespace Entente.Engagement.Portal;

/// <summary>A line of a partner's news.</summary>
/// <param name="Line">Its first words.</param>
/// <param name="Due">The last day to confirm it; null: nobody has to.</param>
/// <param name="Late">That day has passed.</param>
public sealed record NewsLine(
    AnnouncementId Id,
    string Title,
    string Line,
    DateTimeOffset At,
    bool IsNew,
    DateOnly? Due,
    DateTimeOffset? ConfirmedAt,
    bool Late
)
{
    public bool Waits => Due is not null && ConfirmedAt is null;
}

/// <summary>An announcement opened by somebody it is for.</summary>
/// <param name="Links">By address: the path of ours that leads there.</param>
/// <param name="TextNumber">The version of the text that is shown.</param>
/// <param name="Corrected">What was corrected last, and when; null: it reads as it first did.</param>
/// <param name="ConfirmedText">The version that was confirmed.</param>
public sealed record NewsView(
    NewsLine Line,
    NewsText Text,
    IReadOnlyList<string> Languages,
    IReadOnlyDictionary<string, string> Links,
    int TextNumber,
    (DateTimeOffset At, string Why)? Corrected,
    int? ConfirmedText,
    DateTimeOffset? ExpiresAt
);
