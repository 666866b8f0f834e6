using Entente.Platform.Time;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>When and where somebody is told of one occurrence.</summary>
/// <param name="Inbox">It stands on their page of notifications.</param>
/// <param name="MailAt">When its mail leaves; null: by no mail. Now or earlier: with the act itself.</param>
/// <param name="Cadence">Which mail: of its own (<see cref="Cadence.Instant"/>), or the digest of that name.</param>
/// <param name="Hurry">Why it does not wait although they asked for that, in words for the reader; null: it keeps to what they chose.</param>
public sealed record NoticePlan(bool Inbox, DateTimeOffset? MailAt, Cadence Cadence, string? Hurry)
{
    private static readonly TimeOnly Morning = new(8, 0);
    private const string YouWrote = "it answers a mail of yours";
    private const string TooLate = "its time would be over before";

    /// <summary>
    /// Null when they do not want to hear of it. What they chose is first made to fit the event; a digest that falls into quiet hours leaves when they
    /// end; what would come after its own deadline goes at once. In a chat nothing is gathered: it comes at once, or when quiet hours end.
    /// </summary>
    /// <param name="by">Until when the reader has to act; null: nothing runs out.</param>
    public static NoticePlan? Of(
        NoticeEvent what,
        Concern concern,
        DateTimeOffset? by,
        NoticeChoice choice,
        QuietHours quiet,
        TimeZoneInfo zone,
        DateTimeOffset now
    )
    {
        var fits = choice.Within(what);
        if (!fits.Reaches(concern))
            return null;
        var inbox = fits.Channel is not NoticeChannel.Mail;
        if (fits.Channel is NoticeChannel.Inbox)
            return new(inbox, null, fits.Cadence, null);
        var cadence = fits.InChat ? Cadence.Instant : fits.Cadence;
        var wanted = Next(cadence, zone, now);
        var at = quiet.EndAfter(wanted, zone) ?? wanted;
        if (at <= now)
            return new(inbox, now, Cadence.Instant, null);
        if (what.AtOnce is { } why)
            return new(inbox, now, Cadence.Instant, why);
        if (now < by && by <= at)
            return new(inbox, now, Cadence.Instant, TooLate);
        return new(inbox, at, cadence, null);
    }

    /// <summary>Of what answers a mail that the reader sent: by mail and now, though they want to hear of it otherwise, later or not at all.</summary>
    /// <param name="wanted">What they would get if they had not written.</param>
    public static NoticePlan Answer(NoticePlan? wanted, DateTimeOffset now) =>
        wanted is { MailAt: { } at } && at <= now
            ? wanted
            : new(wanted?.Inbox ?? false, now, Cadence.Instant, wanted?.MailAt is null ? null : YouWrote);

    /// <summary>The next instant after now at which such mails leave: the full hour, eight in the morning, that of Monday; at once: now.</summary>
    public static DateTimeOffset Next(Cadence cadence, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (cadence is Cadence.Instant)
            return now;
        if (cadence is Cadence.Hourly)
            return FullHour(zone, now);
        var today = LocalTime.DateAt(now, zone);
        for (var day = today; ; day = day.AddDays(1))
            if (
                (cadence is Cadence.Daily || day.DayOfWeek is DayOfWeek.Monday)
                && LocalTime.FirstInstantOf(day.ToDateTime(Morning), zone) is var at
                && at > now
            )
                return at;
    }

    // In a zone half an hour off, the full hour is what its clocks call so.
    private static DateTimeOffset FullHour(TimeZoneInfo zone, DateTimeOffset now)
    {
        var utc = now.ToUniversalTime();
        var local = utc.Ticks + zone.GetUtcOffset(utc).Ticks;
        return utc.AddTicks(TimeSpan.TicksPerHour - (local % TimeSpan.TicksPerHour));
    }
}
