using Entente.Pipeline;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Time;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Pipeline;

/// <summary>Credit is never more than the whole, never less than what was said, the same in whatever order things are told, and explains itself.</summary>
public sealed class CreditingTest
{
    private static readonly PartnerId[] Four = [.. Enumerable.Range(1, 4).Select(i => new PartnerId(new Guid(i, 0, 0, new byte[8])))];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void By_every_model_the_shares_never_go_above_the_whole_and_none_is_below_nothing() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                of =>
                    Crediting
                        .All(of.Facts, of.Rule)
                        .Values.All(c =>
                            c.Given <= Shares.Whole && c.Vendor >= 0 && c.Shares.All(s => s.Points is >= 0 and <= Shares.Whole)
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_nobody_settled_gives_away_exactly_what_the_vendor_does_not_keep() =>
        Prop.ForAll(
                Cases.Where(c => !c.Facts.Settled && c.Facts.Touches.Any(t => c.Facts.Partners.Contains(t.Partner))).ToArbitrary(),
                of =>
                    Crediting.Of(CreditModel.FirstTouch, of.Facts, of.Rule).Vendor == of.Rule.VendorPoints
                    && (
                        Crediting.Of(CreditModel.ByTouch, of.Facts, of.Rule) is var by
                        && (by.Shares.All(s => s.Weight == 0) ? by.Given == 0 : by.Vendor == of.Rule.VendorPoints)
                    )
                    && (of.Facts.Primary is null || Crediting.Of(CreditModel.Primary, of.Facts, of.Rule).Vendor == of.Rule.VendorPoints)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_things_are_told_changes_no_credit_and_the_same_thing_twice_counts_once() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                Gen.Choose(0, 100_000).ToArbitrary(),
                (of, seed) =>
                {
                    var again = of.Facts.Touches.Concat(of.Facts.Touches.Where((_, i) => (i + seed) % 2 == 0)).ToArray();
                    new System.Random(seed).Shuffle(again);
                    var other = of.Facts with { Touches = again, Partners = of.Facts.Partners.Reverse().ToHashSet() };
                    return Enum.GetValues<CreditModel>()
                            .All(m => Told(Crediting.Of(m, of.Facts, of.Rule)) == Told(Crediting.Of(m, other, of.Rule)))
                        && Crediting.Standings(of.Facts).SequenceEqual(Crediting.Standings(other));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_split_amount_sums_to_the_amount_to_the_cent_whatever_the_shares() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                Gen.Choose(-1_000_000, 1_000_000_000).ToArbitrary(),
                (of, minor) =>
                {
                    var amount = new Money(minor, "EUR");
                    var points = Crediting.Counts(of.Facts, of.Rule).Shares.Select(s => s.Points).ToList();
                    var parts = Crediting.SplitMoney(amount, points);
                    return parts.Count == points.Count + 1
                        && parts.Sum(p => p.Minor) == minor
                        && parts.Zip(points).All(p => Math.Abs(p.First.Minor - minor * (decimal)p.Second / Shares.Whole) <= 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_without_a_part_is_credited_or_takes_anything_from_those_who_have_one() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                of =>
                {
                    var inside = of.Facts with { Touches = [.. of.Facts.Touches.Where(t => of.Facts.Partners.Contains(t.Partner))] };
                    return Enum.GetValues<CreditModel>()
                        .All(m => Told(Crediting.Of(m, of.Facts, of.Rule)) == Told(Crediting.Of(m, inside, of.Rule)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deal_is_sourced_by_one_partner_at_most_until_shares_are_settled_and_everybody_else_influenced_it() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                of =>
                {
                    var all = Crediting.Standings(of.Facts);
                    return all.Count == of.Facts.Partners.Count
                        && all.All(s => s.Sourced || s.Influenced)
                        && (of.Facts.Settled || all.Count(s => s.Sourced) <= 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_share_explains_itself_and_names_nobody_else() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                of =>
                    Crediting
                        .All(of.Facts, of.Rule)
                        .Values.All(c =>
                            c.Shares.All(s =>
                                CreditWords.Why(c, s, "Kestrel Quay", _ => "4 March") is { Length: > 10 } why
                                && why.EndsWith('.')
                                && !why.Contains("Vantora", StringComparison.Ordinal)
                            )
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Who_registered_first_is_told_so()
    {
        var facts = new CreditFacts(
            Four[..2].ToHashSet(),
            Four[0],
            [
                new(Four[1], TouchKind.Registered, DealRole.Sourcing, Start.AddDays(2), "b", "DR-2"),
                new(Four[0], TouchKind.Registered, DealRole.Sourcing, Start, "a", "DR-1"),
                new(Four[1], TouchKind.Meeting, DealRole.Influence, Start.AddDays(3), "c"),
            ],
            new Dictionary<PartnerId, RoleShare>(),
            false
        );
        var first = Crediting.Of(CreditModel.FirstTouch, facts, CreditRule.Standard);

        first.Of(Four[0])!.Points.ShouldBe(Shares.Whole);
        CreditWords
            .Why(first, first.Of(Four[0])!, "Kestrel Quay", _ => "4 March")
            .ShouldBe("Kestrel Quay registered this deal on 4 March (DR-1), before anyone else.");
        CreditWords
            .Why(first, first.Of(Four[1])!, "You", _ => "6 March")
            .ShouldBe("You registered this deal on 6 March (DR-2), but were not the first.");
        var by = Crediting.Of(CreditModel.ByTouch, facts, CreditRule.Standard);
        by.Shares.Select(s => s.Points).ShouldBe([4545, 5455]);
        CreditWords.Why(by, by.Of(Four[1])!, "Vantora", _ => "6 March").ShouldEndWith("2 touches in all, which weigh 6 of 11.");
    }

    [Fact]
    public void Being_given_the_part_that_somebody_was_named_for_weighs_nothing_more()
    {
        Touch named = new(Four[0], TouchKind.SecondPartner, DealRole.Services, Start, "second");
        Touch given = new(Four[0], TouchKind.Linked, DealRole.Services, Start.AddDays(9), "part");
        long Weight(params Touch[] touches) =>
            Crediting
                .Of(
                    CreditModel.ByTouch,
                    new(Four[..1].ToHashSet(), null, touches, new Dictionary<PartnerId, RoleShare>(), false),
                    CreditRule.Standard
                )
                .Of(Four[0])!
                .Weight;

        (Weight(named), Weight(given), Weight(named, given)).ShouldBe((3, 3, 3));
    }

    [Fact]
    public void Talking_more_earns_no_more_than_three_messages_do()
    {
        IEnumerable<Touch> Messages(int n) =>
            Enumerable.Range(0, n).Select(i => new Touch(Four[0], TouchKind.Message, DealRole.Influence, Start.AddHours(i), $"m{i}"));
        CreditFacts Facts(int n) =>
            new(
                Four[..2].ToHashSet(),
                null,
                [.. Messages(n), new(Four[1], TouchKind.Registered, DealRole.Sourcing, Start, "r")],
                new Dictionary<PartnerId, RoleShare>(),
                false
            );

        Crediting.Of(CreditModel.ByTouch, Facts(3), CreditRule.Standard).Of(Four[0])!.Points.ShouldBe(3750);
        Crediting.Of(CreditModel.ByTouch, Facts(50), CreditRule.Standard).Of(Four[0])!.Points.ShouldBe(3750);
    }

    [Fact]
    public void What_is_agreed_stands_and_the_rest_is_equal_to_the_basis_point() =>
        Prop.ForAll(
                Gen.Choose(0, 2500).Select(p => p % 3 == 0 ? (int?)null : p).ArrayOf(4).ToArbitrary(),
                agreed =>
                {
                    var parts = ShareTalk.Spread(Four.Zip(agreed).ToDictionary(a => a.First, a => a.Second));
                    var open = Four.Zip(agreed).Where(a => a.Second is null).Select(a => parts[a.First]).ToList();
                    return Four.Zip(agreed).All(a => a.Second is null || parts[a.First] == a.Second)
                        && (
                            open.Count == 0
                                ? parts.Values.Sum() <= Shares.Whole
                                : parts.Values.Sum() == Shares.Whole && open.Max() - open.Min() <= 1
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_offer_fits_exactly_as_long_as_all_together_stay_within_the_whole() =>
        Prop.ForAll(
                Gen.Choose(0, Shares.Whole).ToArbitrary(),
                Gen.Choose(0, 6000).ListOf().ToArbitrary(),
                (points, others) => ShareTalk.Fits(points, others) == (points + others.Sum() <= Shares.Whole)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_asks_for_a_correction_does_not_approve_it_and_an_offer_is_answered_by_the_other_side()
    {
        var (one, other) = (new PersonId(new Guid(1, 0, 0, new byte[8])), new PersonId(new Guid(2, 0, 0, new byte[8])));
        CorrectionRules.MayDecide(one, one).ShouldBeFalse();
        CorrectionRules.MayDecide(one, other).ShouldBeTrue();
        CorrectionRules.MayDecide(one, null).ShouldBeFalse("nobody is somebody else");
        CorrectionRules.MayDecide(null, one).ShouldBeFalse();
        ShareTalk.MayAnswer(offeredByVendor: true, asVendor: true).ShouldBeFalse();
        ShareTalk.MayAnswer(offeredByVendor: false, asVendor: true).ShouldBeTrue();
        var friday = new DateTimeOffset(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);
        ShareTalk
            .AnswerBy(friday, new BusinessCalendar("UTC", BusinessCalendar.MondayToFriday))
            .ShouldBe(friday.AddDays(7), "five business days, not five days");
    }

    [Theory]
    [InlineData("Referral Partner", DealRole.Sourcing)]
    [InlineData("Value-added RESELLER", DealRole.Resale)]
    [InlineData("System Integrator", DealRole.Services)]
    [InlineData("Technology", DealRole.Technology)]
    [InlineData("Whatever", DealRole.Influence)]
    [InlineData(null, DealRole.Influence)]
    public void A_label_of_the_crm_means_a_role(string? label, DealRole role) => CrmLabels.RoleOf(label).ShouldBe(role);

    private static string Told(ModelCredit credit) =>
        string.Join('|', credit.Shares.Select(s => $"{s.Partner.Value:N} {s.Points} {s.By} {s.Touches} {s.Weight}/{s.AllWeight}"));

    private sealed record Case(CreditFacts Facts, CreditRule Rule);

    private static Gen<Touch> AnyTouch { get; } =
        from partner in Gen.Elements(Four)
        from kind in Gen.Elements(Enum.GetValues<TouchKind>())
        from role in Gen.Elements(Enum.GetValues<DealRole>())
        from day in Gen.Choose(0, 3)
        from source in Gen.Choose(1, 8)
        select new Touch(partner, kind, role, Start.AddDays(day), $"s{source}");

    private static Gen<Case> Cases { get; } =
        from touches in AnyTouch.ListOf()
        from count in Gen.Choose(1, 3)
        from primary in Gen.Choose(-1, 2)
        from settled in Gen.Elements(true, false)
        from points in Gen.Choose(0, Shares.Whole / 3).ArrayOf(3)
        from roles in Gen.Elements(Enum.GetValues<DealRole>()).ArrayOf(3)
        from vendor in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 4000))
        from weights in Gen.Choose(0, 7).ArrayOf(5)
        let equal = Shares.Equal(count)
        select new Case(
            new(
                Four[..count].ToHashSet(),
                primary < 0 || primary >= count ? null : Four[primary],
                touches,
                Enumerable.Range(0, count).ToDictionary(i => Four[i], i => new RoleShare(roles[i], settled ? points[i] : equal[i])),
                settled
            ),
            new(
                CreditModel.ByTouch,
                vendor,
                Enum.GetValues<DealRole>().Select((r, i) => (r, weights[i])).ToDictionary(r => r.r, r => r.Item2)
            )
        );
}
