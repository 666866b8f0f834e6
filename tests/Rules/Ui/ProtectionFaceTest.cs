using Entente.Ui;
using Entente.Ui.Parts;
using Shouldly;
using Xunit;

namespace Entente.Rules.Ui;

public sealed class ProtectionFaceTest
{
    private static readonly Reader London = new(
        new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero),
        TimeZoneInfo.FindSystemTimeZoneById("Europe/London")
    );

    [Theory]
    [InlineData(62, "62 days left", null, 28)]
    [InlineData(8, "8 days left", null, 82)]
    [InlineData(7, "7 days left", Tone.Warn, 83)]
    [InlineData(4, "4 days left", Tone.Warn, 86)]
    [InlineData(3, "3 days left", Tone.Bad, 87)]
    [InlineData(1, "1 day left", Tone.Bad, 89)]
    [InlineData(0, "Ends today", Tone.Bad, 90)]
    [InlineData(-1, "Expired yesterday", Tone.Bad, 90)]
    [InlineData(-3, "Expired Mon 9 Mar", Tone.Bad, 90)]
    public void Warn_from_seven_days_bad_from_three(int days, string words, Tone? tone, int used)
    {
        var end = new DateTimeOffset(2026, 3, 12, days < 0 ? 9 : 18, 0, 0, TimeSpan.Zero).AddDays(days);
        var face = ProtectionFace.Of(end.AddDays(-90), end, London);
        face.ShouldBe(new ProtectionFace(words, tone, Math.Max(days, 0), used, 90));
    }

    [Fact]
    public void A_window_that_ended_this_morning_is_expired() =>
        ProtectionFace.Of(London.Now.AddDays(-90), London.Now, London).Words.ShouldBe("Expired today");

    [Fact]
    public void Days_are_those_of_the_readers_zone()
    {
        var end = new DateTimeOffset(2026, 3, 15, 23, 30, 0, TimeSpan.Zero);
        var berlin = London with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        ProtectionFace.Of(end.AddDays(-90), end, London).DaysLeft.ShouldBe(3);
        ProtectionFace.Of(end.AddDays(-90), end, berlin).DaysLeft.ShouldBe(4);
    }
}
