namespace Entente.Engagement.Rules;

/// <summary>What is said in one language.</summary>
/// <param name="Language">A code: <c>en</c>, <c>pt-BR</c>.</param>
/// <param name="SecondSubject">Another subject of the mail, for about half of the readers; empty: everybody gets the title.</param>
public sealed record NewsText(string Language, string Title, string Body, string SecondSubject = "");

/// <summary>An announcement as it is written: what is said, to whom, where and when.</summary>
/// <param name="Texts">The first is for everybody who has no text of their own language.</param>
/// <param name="ByMail">It is mailed as well; on the portal it always stands.</param>
/// <param name="StartsAt">Null: as soon as it is published.</param>
/// <param name="ExpiresAt">The first instant at which it is gone; null: never.</param>
/// <param name="AcknowledgeBy">The last day to confirm it, in the workspace's zone; null: nobody has to.</param>
/// <param name="Motions">It also stands on deals that are sold so; empty: of any motion, if stages are named.</param>
/// <param name="Stages">It also stands on deals in such a stage, by Entente's own words; empty: in any, if motions are named.</param>
public sealed record AnnouncementSheet(
    IReadOnlyList<NewsText> Texts,
    Audience Audience,
    bool ByMail,
    DateTimeOffset? StartsAt,
    DateTimeOffset? ExpiresAt,
    DateOnly? AcknowledgeBy,
    IReadOnlyList<string> Motions,
    IReadOnlyList<string> Stages
)
{
    public NewsText Default => Texts[0];

    public bool NamesDeals => Motions.Count > 0 || Stages.Count > 0;

    /// <summary>The text of somebody's language: exactly it, or of the same tongue, or the default.</summary>
    public static NewsText For(IReadOnlyList<NewsText> texts, string? language) =>
        language is null
            ? texts[0]
            : texts.FirstOrDefault(t => Same(t.Language, language))
                ?? texts.FirstOrDefault(t => Same(Tongue(t.Language), Tongue(language)))
                ?? texts[0];

    /// <summary>Whether somebody of this language has to do with the default.</summary>
    public bool Misses(string language) => !Texts.Any(t => Same(Tongue(t.Language), Tongue(language)));

    /// <summary>Whether it stands on a deal that is sold so and is in this stage.</summary>
    public bool Fits(string motion, string? stage) =>
        NamesDeals
        && (Motions.Count == 0 || Motions.Contains(motion, StringComparer.Ordinal))
        && (Stages.Count == 0 || (stage is not null && Stages.Contains(stage, StringComparer.Ordinal)));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Tongue(string language) => language.Split('-')[0];
}

/// <summary>Where an announcement stands at a moment.</summary>
public enum Phase
{
    Draft,
    Scheduled,
    Live,
    Ended,
}

public static class Phases
{
    public static Phase Of(
        bool published,
        DateTimeOffset? startsAt,
        DateTimeOffset? expiresAt,
        DateTimeOffset? endedAt,
        DateTimeOffset now
    ) =>
        !published ? Phase.Draft
        : endedAt is not null || expiresAt <= now ? Phase.Ended
        : startsAt > now ? Phase.Scheduled
        : Phase.Live;
}
