namespace Entente.Partners.Rules;

/// <summary>When a partner was last active, as the CRM is told it: it never goes back, and what happens often moves it once a day.</summary>
public static class LastActivity
{
    /// <summary>Whether one word or task more is worth a call to the CRM: only on a later day (UTC) than the one it was told.</summary>
    /// <param name="told">What it was told last; null: nothing.</param>
    public static bool Moves(DateTimeOffset? told, DateTimeOffset at) =>
        told is not { } known || at.UtcDateTime.Date > known.UtcDateTime.Date;

    public static DateTimeOffset Newest(DateTimeOffset? told, DateTimeOffset at) => told > at ? told.Value : at;
}
