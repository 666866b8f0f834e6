namespace Entente.Platform.Mail.Relay;

/// <summary>When a mail that the relay did not take is given to it again (RFC 5321, 4.5.4.1): soon at first, in the end four times a day, for four days. Pure.</summary>
internal static class RetryPlan
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(6),
    ];

    public static readonly TimeSpan Whole = TimeSpan.FromDays(4);

    /// <summary>Null: no more.</summary>
    /// <param name="tries">How often it was tried; at least once.</param>
    public static DateTimeOffset? Next(int tries, DateTimeOffset queued, DateTimeOffset now) =>
        now - queued >= Whole ? null : now + Pauses[Math.Clamp(tries, 1, Pauses.Length) - 1];
}
