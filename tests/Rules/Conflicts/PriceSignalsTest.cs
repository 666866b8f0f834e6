using Entente.Conflicts.Rules;
using Entente.Platform.Values;

namespace Entente.Rules.Conflicts;

/// <summary>Prices, discounts and quotes of two sides for one customer; each bound is met by the last that counts and the first that does not.</summary>
public sealed class PriceSignalsTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Closes = new(2026, 6, 30);

    [Fact]
    public void Prices_held_for_two_are_seen_while_both_are_held()
    {
        Codes(Claim(1, 1, Held(1)), Claim(2, 2, Held(30))).ShouldBe([SignalCode.PricesHeldTwice]);
        Codes(Claim(1, 1, Held(0)), Claim(2, 2, Held(30))).ShouldBeEmpty("the first instant that is not held");
        Codes(Claim(1, 1, Held(9)), Claim(2, 1, Held(30))).ShouldBeEmpty("one partner's own");
        Codes(Claim(1, 1, Held(9)), Claim(2, 2, OfferFact.None)).ShouldBeEmpty();
    }

    [Fact]
    public void Prices_that_outlast_a_protection_are_seen_while_another_partner_claims_it()
    {
        var (over, live) = (Claim(1, 1, Held(1)) with { Lapsed = true }, Claim(2, 2, OfferFact.None));

        Outlasting([live], [over]).ShouldBe([SignalCode.PricesOutlast]);
        Outlasting([live, over], []).ShouldBe([SignalCode.PricesOutlast], "bound to a deal it stands on, unprotected");
        Outlasting([live], [over with { Offer = Held(0) }]).ShouldBeEmpty("the first instant that is not held");
        Outlasting([live], [over with { Lapsed = false }]).ShouldBeEmpty("it was never protected, or is");
        Outlasting([Claim(2, 1, OfferFact.None)], [over]).ShouldBeEmpty("one partner's own");
        Outlasting([live with { Lapsed = true }], [over]).ShouldBeEmpty("the other's protection is over too");
        Outlasting([], [over]).ShouldBeEmpty("nobody else wants it");
        Outlasting([live with { Offer = Held(9) }, over], []).ShouldBeEmpty("held for two that stand: that is said already");
        Outlasting([live with { Offer = Held(9) }], [over]).ShouldBe([SignalCode.PricesOutlast]);
    }

    [Fact]
    public void Prices_that_outlast_are_one_signal_for_each_partner_that_claims_and_always_the_same()
    {
        var over = Claim(1, 1, Held(5)) with { Lapsed = true };
        var found = PriceSignals.Outlasting([Claim(2, 2, OfferFact.None), Claim(3, 3, OfferFact.None)], [over], "Aldermere", Now).ToList();

        found.Count.ShouldBe(2);
        found.Select(s => s.Key).Distinct().Count().ShouldBe(2);
        found[0]
            .Sentence.ShouldBe(
                "Partner 1 (DR-1) is protected at Aldermere no more, its prices are still held, and Partner 2 claims it with DR-2."
            );
        PriceSignals
            .Outlasting([Claim(2, 2, OfferFact.None)], [over], "Aldermere", Now.AddDays(1))
            .Single()
            .Key.ShouldBe(found[0].Key, "seen again another day it is the same");
    }

    [Fact]
    public void A_discount_five_points_above_every_rivals_is_unusual()
    {
        Codes(Claim(1, 1, Asks(1_500)), Claim(2, 2, Asks(1_000))).ShouldBe([SignalCode.UnusualDiscount]);
        Codes(Claim(1, 1, Asks(1_499)), Claim(2, 2, Asks(1_000))).ShouldBeEmpty();
        Codes(Claim(1, 1, Asks(1_500)), Claim(2, 2, Asks(500) with { Granted = 1_200 }))
            .ShouldBeEmpty("what it has counts as what it asks for");
        Codes(Claim(1, 1, Asks(1_500)), Claim(2, 2, Asks(500)), Claim(3, 3, Asks(1_400))).ShouldBeEmpty("another asks for nearly as much");
        Codes(Claim(1, 1, Asks(2_500)), Claim(2, 2, OfferFact.None)).ShouldBeEmpty("there is nothing to compare it with");
        Codes(Claim(1, 1, Asks(2_500)), Claim(2, 1, Asks(500))).ShouldBeEmpty("its own");
    }

    [Fact]
    public void One_amount_for_one_time_from_two_is_one_quote_twice()
    {
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 2, Quotes(101_00))).ShouldBe([SignalCode.DuplicateQuotes]);
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 2, Quotes(101_02))).ShouldBeEmpty("more than a hundredth");
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 2, Quotes(100_00) with { Amount = new(100_00, "GBP") }))
            .ShouldBeEmpty("another currency");
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 2, Quotes(100_00) with { Closes = Closes.AddDays(30) }))
            .ShouldBe([SignalCode.DuplicateQuotes]);
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 2, Quotes(100_00) with { Closes = Closes.AddDays(31) })).ShouldBeEmpty();
        Codes(Claim(1, 1, Quotes(0)), Claim(2, 2, Quotes(0))).ShouldBeEmpty("nothing is quoted");
        Codes(Claim(1, 1, Quotes(100_00)), Claim(2, 1, Quotes(100_00))).ShouldBeEmpty("its own");
    }

    [Fact]
    public void A_quote_beside_a_direct_deal_counts_and_the_claims_own_deal_does_not()
    {
        var claim = Claim(1, 1, Quotes(100_00));
        var direct = new DealFact(Id(7), "Plants", "Tess", [], [], Now, Now, Closes) { Amount = new(100_00, "EUR") };

        Of([claim], [direct]).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.Vertical);
        Of([claim with { Deal = Id(7) }], [direct]).ShouldBeEmpty();
        Of([claim], [direct with { Partners = [new(new(Id(1)), "One", 1, "reseller")] }]).ShouldBeEmpty();
        Of([claim], [direct with { Amount = null }]).ShouldBeEmpty();
    }

    [Fact]
    public void Asked_for_once_more_and_higher_it_is_another_signal()
    {
        var rival = Claim(2, 2, Asks(500));
        string Key(int asked) => Of([Claim(1, 1, Asks(asked)), rival], []).Single().Key;

        Key(1_500).ShouldNotBe(Key(2_000));
        Key(1_500).ShouldBe(Key(1_500));
    }

    private static OfferFact Held(int days) => OfferFact.None with { HeldUntil = Now.AddDays(days) };

    private static OfferFact Asks(int points) => OfferFact.None with { Discount = points };

    private static OfferFact Quotes(long minor) => OfferFact.None with { Amount = new(minor, "EUR"), Closes = Closes };

    private static ClaimFact Claim(int id, int partner, OfferFact offer) =>
        new(Id(id), $"DR-{id}", new(Id(partner)), $"Partner {partner}", "reseller", 1, false, true, Now, Now, Now, Now.AddDays(60), null)
        {
            Offer = offer,
        };

    private static Guid Id(int n) => new(n, 3, 0, new byte[8]);

    private static IReadOnlyList<SignalCode> Outlasting(List<ClaimFact> claims, List<ClaimFact> ended) =>
        [.. PriceSignals.Outlasting(claims, ended, "Aldermere", Now).Select(s => s.Code)];

    private static IReadOnlyList<SignalCode> Codes(params ClaimFact[] claims) => [.. Of(claims, []).Select(s => s.Code)];

    private static IReadOnlyList<Signal> Of(IReadOnlyList<ClaimFact> claims, IReadOnlyList<DealFact> deals) =>
        [.. PriceSignals.Of([.. claims], [.. deals], "Aldermere", Now)];
}
