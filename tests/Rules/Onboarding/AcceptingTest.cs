using Entente.Onboarding.Rules;
using Entente.Partners;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Onboarding;

/// <summary>On every day it is clear what a partner must have accepted; accepting never makes it worse, and opens what is shut.</summary>
public sealed class AcceptingTest
{
    private static readonly DateOnly Start = new(2026, 3, 1);

    private static readonly SegmentId[] Segments = [new(new Guid(1, 0, 0, new byte[8])), new(new Guid(2, 0, 0, new byte[8]))];

    private static readonly Gen<AgreementAudience> Audiences =
        from types in Gen.SubListOf(Enum.GetValues<PartnerType>())
        from tiers in Gen.SubListOf(Enum.GetValues<PartnerTier>())
        from segments in Gen.SubListOf(Segments)
        from narrow in Gen.Choose(0, 3)
        select narrow switch
        {
            0 => new AgreementAudience([.. types], [.. tiers]),
            1 => new AgreementAudience([], []) { Segments = [.. segments] },
            _ => AgreementAudience.Everybody,
        };

    private static readonly Gen<VersionTerms[]> Versions =
        from count in Gen.Choose(0, 4)
        from days in Gen.ArrayOf(Gen.Choose(0, 40), count)
        from graces in Gen.ArrayOf(Gen.Choose(0, 30), count)
        from audiences in Gen.ArrayOf(Audiences, count)
        select days.Order().Select((d, i) => new VersionTerms(i + 1, Start.AddDays(d), graces[i], audiences[i])).ToArray();

    private static readonly Gen<World> Worlds =
        from versions in Versions
        from type in Gen.Elements(Enum.GetValues<PartnerType>())
        from tier in Gen.Elements(Enum.GetValues<PartnerTier>())
        from member in Gen.SubListOf(Segments)
        from accepted in Gen.Choose(0, 4)
        from day in Gen.Choose(-5, 80)
        select new World(versions, new(type, tier, member.ToHashSet()), Math.Min(accepted, versions.Length), Start.AddDays(day));

    [Fact]
    public void What_is_shut_can_be_opened_now_and_the_newest_opens_it_for_as_long_as_nothing_newer_comes() =>
        Always(w =>
        {
            var now = w.On(w.Today);
            if (now.Shut && now.Offered is null)
                return false;
            if (now.Offered is not { } offered)
                return true;
            var then = w with { Accepted = offered };
            return !then.On(w.Today).Shut && (then.On(w.Today).Offered is not { } more || more > offered);
        });

    [Fact]
    public void Accepting_a_later_version_never_shuts_anything() =>
        Always(w =>
            Enumerable
                .Range(w.Accepted, w.Versions.Length + 1 - w.Accepted)
                .All(n => !(w with { Accepted = n }).On(w.Today).Shut || w.On(w.Today).Shut)
        );

    [Fact]
    public void It_shuts_on_the_day_that_was_said_and_on_none_before() =>
        Always(w =>
        {
            var now = w.On(w.Today);
            if (now.Shut)
                return now.ShutsOn is null;
            var first = Enumerable.Range(1, 120).Select(w.Today.AddDays).Cast<DateOnly?>().FirstOrDefault(d => w.On(d!.Value).Shut);
            return now.ShutsOn == first && (first is null || now.Offered is not null);
        });

    [Fact]
    public void Until_the_grace_of_a_new_version_is_over_what_was_accepted_is_enough() =>
        Always(w =>
        {
            if (w.Versions.Length == 0)
                return w.On(w.Today) == new AgreementStanding(null, false, null);
            var before = w.Versions[^1];
            var today = before.Gates.AddDays(-1);
            return !(w with { Accepted = before.Number - 1, Versions = [before] }).On(today).Shut;
        });

    [Fact]
    public void Nobody_is_asked_for_what_is_only_for_others() =>
        Always(w => w.Versions.Any(v => v.For.Fits(w.Who)) || w.On(w.Today) == new AgreementStanding(null, false, null));

    [Fact]
    public void The_order_of_versions_never_matters() =>
        Always(w => (w with { Versions = [.. w.Versions.Reverse()] }).On(w.Today) == w.On(w.Today));

    [Fact]
    public void A_partner_is_reminded_of_each_step_once_never_on_the_day_it_was_told_and_never_after_the_last_one() =>
        Prop.ForAll(
                (from told in Gen.Choose(0, 40) from last in Gen.Choose(0, 40) select (told, last)).ToArbitrary(),
                days =>
                {
                    var (told, last) = (Start.AddDays(days.told), Start.AddDays(days.last));
                    int? step = null;
                    var steps = new List<int>();
                    for (var day = told; day <= last.AddDays(5); day = day.AddDays(1))
                        if (Accepting.Remind(last, told, day, step) is { } now)
                        {
                            if (day <= told || day > last || !Accepting.Steps.Contains(now) || last.DayNumber - day.DayNumber > now)
                                return false;
                            steps.Add(now);
                            step = now;
                        }
                    return steps.Distinct().Count() == steps.Count && (days.last <= days.told || steps.Contains(1));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_draft_is_published_only_with_a_text_a_day_to_come_and_from_the_second_on_with_what_changes()
    {
        var today = Start;
        var fine = AgreementSheet.Empty with { Text = "We both agree." };
        AgreementCheck.NotReady("Terms", fine, null, today).ShouldBeEmpty();
        AgreementCheck.NotReady("Terms", fine with { Text = "" }, null, today).Keys.ShouldBe(["text"]);
        AgreementCheck.NotReady("Terms", fine with { EffectiveOn = today.AddDays(-1) }, null, today).Keys.ShouldBe(["effectiveOn"]);
        AgreementCheck.NotReady("Terms", fine with { EffectiveOn = today.AddYears(3) }, null, today).Keys.ShouldBe(["effectiveOn"]);
        var first = new VersionTerms(1, today.AddDays(10), 0, AgreementAudience.Everybody);
        AgreementCheck.NotReady("Terms", fine, first, today).Keys.ShouldBe(["note", "effectiveOn"], ignoreOrder: true);
        AgreementCheck.NotReady("Terms", fine with { Note = "Prices", EffectiveOn = today.AddDays(10) }, first, today).ShouldBeEmpty();
        AgreementCheck.Wrong("", fine with { GraceDays = 366 }).Keys.ShouldBe(["name", "graceDays"], ignoreOrder: true);
    }

    [Fact]
    public void What_no_longer_lives_asks_nobody_on_that_day_or_later() =>
        Always(w =>
        {
            var living = w with { Versions = [.. Accepting.Living(w.Versions, w.Today)] };
            return Enumerable.Range(0, 60).Select(w.Today.AddDays).All(d => w.On(d) == living.On(d));
        });

    [Fact]
    public void A_segment_narrows_beside_the_other_conditions_and_of_several_any_will_do()
    {
        var audience = new AgreementAudience([PartnerType.Reseller], []) { Segments = [.. Segments] };
        audience.Fits(new(PartnerType.Reseller, PartnerTier.Elite, new HashSet<SegmentId> { Segments[1] })).ShouldBeTrue();
        audience.Fits(new(PartnerType.Reseller, PartnerTier.Elite, new HashSet<SegmentId>())).ShouldBeFalse();
        audience.Fits(new(PartnerType.Referral, PartnerTier.Elite, Segments.ToHashSet())).ShouldBeFalse();
        audience
            .Words(s => s == Segments[0] ? "Advisory board" : null)
            .ShouldBe("Reseller partners in “Advisory board” or a segment that was removed");
    }

    [Fact]
    public void A_text_s_fingerprint_is_the_sha_256_that_anybody_can_reckon() =>
        AgreementSheet.Hash("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    private static void Always(Func<World, bool> holds) =>
        Prop.ForAll(Worlds.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private sealed record World(VersionTerms[] Versions, Addressee Who, int Accepted, DateOnly Today)
    {
        public AgreementStanding On(DateOnly day) => Accepting.Of(Versions, Who, Accepted, day);
    }
}
