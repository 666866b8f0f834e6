using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class SyncRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Drift_is_what_the_mirror_lacks_or_holds_in_another_state_and_nothing_that_is_on_its_way()
    {
        Drift.Of((At, false), At, At.AddHours(1)).ShouldBe(DriftKind.None);
        Drift.Of(null, At, At.AddHours(1)).ShouldBe(DriftKind.Missing);
        Drift.Of((At, true), At, At.AddHours(1)).ShouldBe(DriftKind.Missing, "held as deleted, and it lives");
        Drift.Of((At.AddSeconds(-1), false), At, At.AddHours(1)).ShouldBe(DriftKind.Stale);
        Drift.Of(null, At, At).ShouldBe(DriftKind.None, "made after the comparison began");
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(20, 20, true)]
    [InlineData(21, 200, false)]
    [InlineData(21, 210, true)]
    [InlineData(100_000, 1_000_000, true)]
    [InlineData(100_001, 1_000_000, false)]
    public void So_many_gone_at_once_are_not_believed(long gone, long held, bool believed) =>
        Drift.Believable(gone, held).ShouldBe(believed);

    [Fact]
    public void Writes_that_met_a_lock_come_again_at_different_moments()
    {
        var locked = new CrmError(CrmErrorClass.Transient, "UNABLE_TO_LOCK_ROW", "locked");
        var pauses = Enumerable
            .Range(0, 50)
            .Select(i => RetryPause.After(locked, 1, Ids.New<CrmWriteId>(At.AddMilliseconds(i)).Value))
            .ToList();
        pauses.Distinct().Count().ShouldBeGreaterThan(45);
        pauses.ShouldAllBe(p => p >= TimeSpan.FromSeconds(0.5) && p <= TimeSpan.FromSeconds(1.5));
        var write = Ids.New<CrmWriteId>(At).Value;
        RetryPause.After(locked, 5, write).ShouldBeGreaterThan(RetryPause.After(locked, 1, write));
        RetryPause.After(locked, 3, write).ShouldBe(RetryPause.After(locked, 3, write), "the same question has the same answer");
    }

    [Fact]
    public void A_pause_the_CRM_asks_for_is_never_cut_short() =>
        Prop.ForAll(
                Gen.Choose(0, 1_000).Zip(Gen.Choose(1, 20)).ToArbitrary(),
                asked =>
                {
                    var wait = TimeSpan.FromSeconds(asked.Item1);
                    var error = new CrmError(CrmErrorClass.Throttled, "DAILY", "limit", wait);
                    return RetryPause.After(error, asked.Item2, Ids.New<CrmWriteId>(At).Value) >= wait;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"access_token":"00Dxx!abc","instance_url":"https://a"}""", "00Dxx!abc")]
    [InlineData("""{ "client_secret" : "shh\"h" }""", "shh")]
    [InlineData("grant_type=refresh_token&refresh_token=5Aep861", "5Aep861")]
    [InlineData("/hooks/corvane/x?key=Tz81kkQ", "Tz81kkQ")]
    [InlineData("Authorization: Bearer pat-eu1-7b1f0c52-1111", "pat-eu1-7b1f0c52-1111")]
    [InlineData("token pat-eu1-7b1f0c52-1111 was refused", "pat-eu1-7b1f0c52-1111")]
    [InlineData("session 00D5g000004tKyE!AQcAQFFiJrZ0000000000000000000000", "AQcAQFFiJrZ")]
    [InlineData("assertion eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl", "c2lnbmF0dXJl")]
    public void No_secret_is_kept(string text, string secret) => Masking.Of(text)!.ShouldNotContain(secret);

    [Fact]
    public void What_is_no_secret_is_kept_as_it_was()
    {
        const string body = """{"inputs":[{"id":"deal-17","properties":{"dealname":"Key account, token of thanks","amount":"500"}}]}""";
        Masking.Of(body).ShouldBe(body);
        Masking.Of(null).ShouldBeNull();
        Masking.Of(new string('x', 10_000))!.Length.ShouldBe(Masking.Longest + 1);
    }

    [Fact]
    public void The_skew_is_the_median_of_what_answers_say_and_slow_ones_do_not_count()
    {
        var meter = new SkewMeter();
        meter.Measured.ShouldBeNull();
        meter.Usable.ShouldBe(TimeSpan.Zero);
        foreach (var ahead in new[] { 90, 90, 91, 90, 3_000 })
            meter.Observe(At.AddSeconds(ahead), At, TimeSpan.FromMilliseconds(20));
        meter.Observe(At.AddHours(-3), At, TimeSpan.FromSeconds(20));
        meter.Observe(null, At, TimeSpan.Zero);
        meter.Usable.ShouldBe(TimeSpan.FromSeconds(90.5), TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public void Another_time_altogether_is_no_skew()
    {
        var meter = new SkewMeter();
        meter.Observe(At.AddMonths(8), At, TimeSpan.Zero);
        meter.Measured!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(200));
        meter.Usable.ShouldBe(TimeSpan.Zero);
    }
}
