using Entente.Access.Factors;
using Entente.Access.StepUp;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access.Factors;

/// <summary>Waits, recovery codes, how far somebody has come, how fresh a factor is.</summary>
public sealed class FactorRulesTest
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 12, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_grow_and_end() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                wrong =>
                {
                    var (now, next) = (Waits.After(wrong.Get, Waits.FreeForPerson), Waits.After(wrong.Get + 1, Waits.FreeForPerson));
                    next.ShouldBeGreaterThanOrEqualTo(now);
                    now.ShouldBeLessThanOrEqualTo(Waits.Longest);
                    (now == TimeSpan.Zero).ShouldBe(wrong.Get < Waits.FreeForPerson);
                }
            )
        );

    [Fact]
    public void Somebody_who_guesses_all_day_gets_few_tries()
    {
        var (at, wrong) = (TimeSpan.Zero, 0);
        while (at < TimeSpan.FromDays(1))
        {
            wrong++;
            at += Waits.After(wrong, Waits.FreeForPerson);
        }
        // Each is good with a chance of three in a million.
        wrong.ShouldBeInRange(10, 20);
        Waits.Forgotten.ShouldBeGreaterThan(Waits.Longest, "or waiting the longest would begin anew");
    }

    [Fact]
    public void A_recovery_code_is_read_as_it_was_given_out_and_belongs_to_one_person()
    {
        var (one, other) = (Ids.New<PersonId>(DateTimeOffset.UnixEpoch), Ids.New<PersonId>(DateTimeOffset.UnixEpoch));
        var codes = Enumerable.Range(0, 200).Select(_ => RecoveryCodes.New()).ToList();
        codes.ShouldBeUnique();
        foreach (var code in codes)
        {
            code.Length.ShouldBe(29);
            var read = RecoveryCodes.Read(code)!;
            RecoveryCodes.Read(" " + code.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)).ShouldBe(read);
            RecoveryCodes.Hash(one, read).ShouldNotBe(RecoveryCodes.Hash(other, read));
            RecoveryCodes.Hash(one, read).ShouldNotContain(read);
            Totp.Read(code).ShouldBeNull();
        }
        RecoveryCodes.Read("K7FM-2QXD-aaaa-zzzz").ShouldBe("k7fm2qxdaaaazzzz", "one that was given out before");
        RecoveryCodes.Read("123456").ShouldBeNull();
        RecoveryCodes.Read("aaaa-bbbb-cccc-dddd-eeee").ShouldBeNull();
        RecoveryCodes.Read("aaaa-bbbb-cccc-dd1d").ShouldBeNull();
        RecoveryCodes.Read(null).ShouldBeNull();
    }

    [Fact]
    public void Nobody_with_a_factor_is_in_without_showing_it_and_nobody_without_where_it_is_asked()
    {
        bool[] either = [false, true];
        foreach (var whole in either)
        foreach (var proven in either)
        foreach (var has in either)
        foreach (var asked in either)
        {
            var standing = SignInSteps.Of(whole, proven, has, asked);
            (standing is SignInStep.In).ShouldBe(whole || (has ? proven : !asked));
            (standing is SignInStep.Prove).ShouldBe(!whole && has && !proven, "there must be something to show");
            (standing is SignInStep.SetUp).ShouldBe(!whole && !has && asked);
        }
    }

    [Fact]
    public void A_factor_is_fresh_for_a_quarter_of_an_hour() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seconds => FreshFactorAttribute.IsFresh(Noon, Noon.AddSeconds(seconds)).ShouldBe(seconds is >= 0 and <= 15 * 60)
            )
        );

    [Fact]
    public void Never_shown_is_never_fresh() => FreshFactorAttribute.IsFresh(null, Noon).ShouldBeFalse();
}
