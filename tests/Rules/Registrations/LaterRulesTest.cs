using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>Changes, extensions, silence, appeals and quotas as laws.</summary>
public sealed class LaterRulesTest
{
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/Berlin");
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);

    private static readonly Arbitrary<int> Days = ArbMap.Default.ArbFor<int>().Filter(d => d is >= 1 and <= 400);

    [Fact]
    public void An_extension_never_shortens_and_ends_with_a_whole_day() =>
        Prop.ForAll(
                Days,
                ArbMap.Default.ArbFor<int>().Filter(d => d is >= -4000 and <= 4000),
                (window, more) =>
                {
                    var before = Open(window);
                    var end = Extending.End(before, more, Terms.Calendar);
                    return end >= before.End && end == Terms.Calendar.StartOf(Terms.Calendar.DateAt(end));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Thirty_days_more_are_thirty_days_more_over_a_change_of_the_clocks()
    {
        var window = Open(14);

        var longer = window with { End = Extending.End(window, 30, Terms.Calendar) };

        longer.DaysLeft(Terms.Calendar, Start).ShouldBe(44);
    }

    [Fact]
    public void At_most_two_extensions_come_by_themselves_whatever_is_on_record() =>
        Prop.ForAll(
                Days,
                Days,
                (day, evidence) =>
                    !Extending.ByItself(Met(90), 2, [Start.AddDays(evidence)], null, Terms, Start.AddDays(day))
                    && !Extending.Deserved(Met(90), 2, [Start.AddDays(evidence)], null, Terms, Start.AddDays(day))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void By_itself_it_is_extended_only_on_the_last_days_with_fresh_evidence_after_the_last_extension()
    {
        var window = Met(90) with { QuietBy = null };
        var last = window.End.AddHours(-30);

        Extending.ByItself(window, 0, [last.AddDays(-10)], null, Terms, last).ShouldBeTrue();
        Extending.ByItself(window, 0, [last.AddDays(-31)], null, Terms, last).ShouldBeFalse("old");
        Extending.ByItself(window, 0, [], null, Terms, last).ShouldBeFalse("nothing on record");
        Extending.ByItself(window, 1, [last.AddDays(-10)], last.AddDays(-5), Terms, last).ShouldBeFalse("it has moved one already");
        Extending.ByItself(window, 0, [last.AddDays(-10)], null, Terms, last.AddDays(-5)).ShouldBeFalse("the end is far");
        Extending.Deserved(window, 0, [last.AddDays(-10)], null, Terms, last.AddDays(-5)).ShouldBeTrue("asked for, it is enough");
        Extending.ByItself(window, 0, [window.End], null, Terms, window.End).ShouldBeFalse("too late is too late");
    }

    [Fact]
    public void An_act_never_brings_the_end_of_silence_nearer() =>
        Prop.ForAll(
                Days,
                Days,
                (first, second) =>
                {
                    var heard = Met(365).Heard(Start.AddDays(first), Policy.Default, Terms.Calendar);
                    var again = heard.Heard(Start.AddDays(second), Policy.Default, Terms.Calendar);
                    return again.QuietBy >= heard.QuietBy && again.End == heard.End && again.HoldBy == heard.HoldBy;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Postponing_never_takes_anything_away_and_never_moves_the_end() =>
        Prop.ForAll(
                Days,
                Days,
                (window, day) =>
                {
                    var before = Open(window).Heard(Start, Policy.Default, Terms.Calendar);
                    var until = Terms.Calendar.DateAt(Start.AddDays(day));
                    var after = before.Postponed(until, Policy.Default, Terms.Calendar);
                    return after.End == before.End
                        && after.HoldBy >= before.HoldBy
                        && after.HoldBy <= after.End
                        && after.QuietBy >= before.QuietBy;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Thirty_silent_days_release_it_and_looking_when_told_to_misses_neither_warning_nor_release() =>
        Prop.ForAll(
                Days,
                ArbMap.Default.ArbFor<int>().Filter(d => d is >= 0 and <= 60),
                (window, act) =>
                {
                    var protection = Met(window).Heard(Start.AddDays(act), Policy.Default, Terms.Calendar);
                    var next = protection.NextLook(Policy.Default, Terms.Calendar, null);
                    var warned = protection.NextLook(Policy.Default, Terms.Calendar, null, protection.QuietBy);
                    return protection.At(Start.AddTicks(1)) == protection.At(next.AddTicks(-1))
                        && next > Start
                        && next <= warned
                        && warned <= protection.End
                        && (protection.QuietBy >= protection.End || protection.At(protection.QuietBy!.Value) is ProtectionState.Released);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Why_it_was_released_follows_from_its_dates()
    {
        Open(90).Released(Start.AddDays(20)).ShouldBe(ReleaseCause.NoFirstMeeting);
        Met(90).Heard(Start, Policy.Default, Terms.Calendar).Released(Start.AddDays(40)).ShouldBe(ReleaseCause.Silence);
        Met(90).Heard(Start, Policy.Default, Terms.Calendar).Released(Start.AddDays(20)).ShouldBeNull();
    }

    [Fact]
    public void An_amount_off_by_exactly_a_quarter_is_free_and_by_a_cent_more_is_not() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(m => m is > 0 and < 500_000_000),
                quarters =>
                {
                    var (before, up, down) = (quarters * 4L, quarters * 5L, quarters * 3L);
                    return Reopens(before, up) is null
                        && Reopens(before, down) is null
                        && Reopens(before, up + 1) is not null
                        && Reopens(before, down - 1) is not null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Another_customer_reopens_review_and_another_spelling_of_the_same_does_not()
    {
        var claim = Claim("Aldermere Foods", "aldermere.example", 100);
        var approved = ApprovedClaim.Of(claim);

        ClaimChanges.Reopens(approved, claim with { Company = "ALDERMERE foods Ltd." }, ChangeRules.Default).ShouldBeNull();
        ClaimChanges.Reopens(approved, claim with { Company = "Aldermere Group" }, ChangeRules.Default).ShouldBeNull("the same domain");
        ClaimChanges
            .Reopens(approved, Claim("Oakhaven Media", "oakhaven.example", 100), ChangeRules.Default)!
            .ShouldStartWith("Another customer");
        ClaimChanges.Reopens(approved, claim with { Amount = new(100, "USD") }, ChangeRules.Default).ShouldNotBeNull();
        ClaimChanges.Reopens(approved, claim with { Amount = null }, ChangeRules.Default).ShouldNotBeNull();
        ClaimChanges.Reopens(approved, claim with { ContactName = "Somebody", Product = "Else" }, ChangeRules.Default).ShouldBeNull();
    }

    [Fact]
    public void The_diff_of_two_claims_read_backwards_is_the_diff_back() =>
        Prop.ForAll<string, string>(
                (one, two) =>
                {
                    var (a, b) = (Claim(one ?? "", "a.example", 1), Claim(two ?? "", "a.example", 2));
                    var forth = ClaimChanges.Between(a, b);
                    var back = ClaimChanges.Between(b, a);
                    return ClaimChanges.Between(a, a).Count == 0
                        && forth.Select(c => (c.Field, c.Before, c.After)).SequenceEqual(back.Select(c => (c.Field, c.After, c.Before)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_mended_claim_keeps_its_date_for_fourteen_days_and_only_for_the_same_customer()
    {
        var (before, after) = (Claim("Aldermere Foods", null, 1), Claim("Aldermere Foods Ltd", null, 2));
        var end = Terms.Calendar.EndOfWindow(Start, 14);

        ClaimChanges.KeepsDate(before, after, Start, Terms, end.AddTicks(-1)).ShouldBeTrue();
        ClaimChanges.KeepsDate(before, after, Start, Terms, end).ShouldBeFalse();
        ClaimChanges.KeepsDate(before, Claim("Oakhaven", null, 1), Start, Terms, Start).ShouldBeFalse();
    }

    [Fact]
    public void Only_a_refusal_is_appealed_against_within_ten_days_and_once()
    {
        var end = Terms.Calendar.EndOfWindow(Start, 10);
        foreach (var state in Enum.GetValues<RegistrationState>())
            Appealing
                .May(state, Start, false, Terms, end.AddTicks(-1))
                .ShouldBe(state is RegistrationState.Declined or RegistrationState.Rejected, state.ToString());
        Appealing.May(RegistrationState.Declined, Start, false, Terms, end).ShouldBeFalse();
        Appealing.May(RegistrationState.Declined, Start, true, Terms, Start).ShouldBeFalse();
    }

    [Fact]
    public void The_quota_grows_with_what_is_won_and_never_falls_below_its_base() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(n => n is >= 0 and <= 500),
                ArbMap.Default.ArbFor<int>().Filter(n => n is >= 0 and <= 500),
                (won, dropped) =>
                {
                    var facts = new HoldingFacts(0, 0, 0, won + dropped, won, dropped);
                    var quota = Hoarding.Quota(facts, QuotaRules.Default);
                    return quota >= QuotaRules.Default.Base
                        && Hoarding.Quota(facts with { Won = won + 1, Ended = facts.Ended + 1 }, QuotaRules.Default) >= quota;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_hoarding_score_lies_between_0_and_100_and_idle_claims_never_lower_it() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(n => n is >= 0 and <= 1000),
                ArbMap.Default.ArbFor<int>().Filter(n => n is >= 0 and <= 1000),
                (running, idle) =>
                {
                    var facts = new HoldingFacts(running, Math.Min(idle, running), running, 0, 0, 0);
                    var score = Hoarding.Score(facts, QuotaRules.Default).Points;
                    var idler = Hoarding.Score(facts with { Idle = running }, QuotaRules.Default).Points;
                    return score is >= 0 and <= 100 && idler >= score;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_hears_of_a_decision_before_it_can_no_longer_be_undone()
    {
        UndoRules.Default.AnnounceAt(Start).ShouldBe(Start.AddSeconds(10));
        Open(6).IsExpiring(Terms.Calendar, Start).ShouldBeTrue();
        Open(8).IsExpiring(Terms.Calendar, Start).ShouldBeFalse();
        Open(7).IsExpiring(Terms.Calendar, Start).ShouldBeTrue();
    }

    private static string? Reopens(long before, long after) =>
        ClaimChanges.Reopens(ApprovedClaim.Of(Claim("Same", null, before)), Claim("Same", null, after), ChangeRules.Default);

    private static Protection Open(int days) => Protection.Open(days, Policy.Default, Terms.Calendar, Start);

    private static Protection Met(int days) => Open(days) with { NextStepAt = Start.AddHours(1) };

    private static Claim Claim(string company, string? domain, long amount) =>
        Claims.Bare(company, domain, "GB") with
        {
            Problem = "A need",
            Amount = new Money(amount, "EUR"),
            CloseDate = new DateOnly(2026, 9, 1),
        };
}
