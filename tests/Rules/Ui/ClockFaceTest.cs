using Entente.Ui;
using Entente.Ui.Parts;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Ui;

public sealed class ClockFaceTest
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly Reader Reader = new(Noon, TimeZoneInfo.Utc);

    [Theory]
    [InlineData(48, null, 100)]
    [InlineData(12, null, 25)]
    [InlineData(11.99, Tone.Warn, 24)]
    [InlineData(0.01, Tone.Warn, 0)]
    [InlineData(0, Tone.Bad, 100)]
    [InlineData(-2, Tone.Bad, 100)]
    public void No_tone_from_a_quarter_left_warn_below_bad_when_over(double hoursLeft, Tone? tone, int share)
    {
        var due = Noon.AddHours(hoursLeft);
        var face = ClockFace.Running(due, due.AddHours(-48), Reader);
        (face.Tone, face.Share).ShouldBe((tone, share));
    }

    [Fact]
    public void The_owners_calendar_wins_over_wall_time()
    {
        // Due on Monday: 92 hours on the wall, 46 h 20 m of promise.
        var due = Noon.AddDays(4);
        var face = ClockFace.Running(due, Noon.AddDays(-1), Reader, new TimeSpan(46, 20, 0), TimeSpan.FromHours(48));
        face.ShouldBe(new ClockFace("46 h 20 m left", "due Mon 12:00", null, 96));
    }

    [Fact]
    public void A_stopped_clock_says_for_whom_it_waits_and_since_when()
    {
        ClockFace.Stopped(Noon.AddHours(-3), "partner", Reader).Sub.ShouldBe("waiting for partner, since 09:00");
        ClockFace.Stopped(Noon.AddHours(-30), "partner", Reader).Sub.ShouldBe("waiting for partner, since Wed 11 Mar");
        ClockFace.Stopped(Noon, "partner", Reader).Share.ShouldBeNull();
    }

    [Fact]
    public void An_answered_promise_says_whether_it_was_in_time()
    {
        var started = Noon.AddHours(-20);
        ClockFace
            .Done(Noon.AddHours(-1), Noon, started, Reader)
            .ShouldBe(new ClockFace("Done in 19 h", "in time, Today, 11:00", Tone.Ok, 100));
        ClockFace.Done(Noon, Noon.AddHours(-1), started, Reader).Sub.ShouldBe("late, Today, 12:00");
    }

    [Fact]
    public void The_ring_never_leaves_its_circle() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                ArbMap.Default.ArbFor<int>(),
                (due, started) => ClockFace.Running(Noon.AddMinutes(due), Noon.AddMinutes(started), Reader).Share is >= 0 and <= 100
            )
            .QuickCheckThrowOnFailure();
}
