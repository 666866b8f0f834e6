namespace Entente.Ui.Parts;

/// <summary>What an SLA clock shows. <paramref name="Share"/> is the part of the promise that is left, 0–100; null draws the stopped ring.</summary>
public sealed record ClockFace(string Words, string? Sub, Tone? Tone, int? Share)
{
    private const double WarnBelow = 0.25;

    /// <summary>
    /// A running clock. <paramref name="left"/> and <paramref name="promise"/> are given by the owner of the promise when the
    /// clock keeps business hours; without them wall time from <paramref name="started"/> to <paramref name="due"/> counts.
    /// No tone from 25 % left, warn below, bad when over (section 4 of the design).
    /// </summary>
    public static ClockFace Running(
        DateTimeOffset due,
        DateTimeOffset started,
        Reader reader,
        TimeSpan? left = null,
        TimeSpan? promise = null
    )
    {
        var rest = left ?? due - reader.Now;
        var sub = "due " + Format.Due(due, reader);
        if (rest <= TimeSpan.Zero)
            return new(Format.Over(-rest), sub, Ui.Tone.Bad, 100);

        var whole = promise ?? due - started;
        var share = whole <= TimeSpan.Zero ? 1 : Math.Clamp(rest / whole, 0, 1);
        return new(Format.Left(rest), sub, share < WarnBelow ? Ui.Tone.Warn : null, (int)Math.Floor(share * 100));
    }

    /// <summary>Waiting for the other side.</summary>
    public static ClockFace Stopped(DateTimeOffset since, string waitingFor, Reader reader) =>
        new(
            "Clock stopped",
            $"waiting for {waitingFor}, since {Format.Age(since, reader) switch
        {
            var age when age.EndsWith(" ago", StringComparison.Ordinal) => Format.Time(since, reader),
            var day => day,
        }}",
            null,
            null
        );

    /// <summary>The promise was answered: how long it took, and whether in time.</summary>
    public static ClockFace Done(DateTimeOffset done, DateTimeOffset due, DateTimeOffset started, Reader reader, TimeSpan? took = null) =>
        new(
            "Done in " + Format.Measured(took ?? done - started),
            (done <= due ? "in time, " : "late, ") + Format.Moment(done, reader),
            done <= due ? Ui.Tone.Ok : null,
            done <= due ? 100 : 0
        );
}
