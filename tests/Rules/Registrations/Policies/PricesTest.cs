using Entente.Platform.Time;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

/// <summary>Discount bands, and prices that are held for a partner.</summary>
public sealed class PricesTest
{
    private static readonly BusinessCalendar Calendar = new("Europe/Berlin", BusinessCalendar.MondayToFriday, []);

    private static readonly Gen<PriceTerms> Terms =
        from band in Gen.Elements<DiscountBand?>(null, new(500, 1500), new(0, 1000), new(2000, 2000))
        from days in Gen.Choose(0, 120)
        from list in Gen.Elements<string?>(null, "2026")
        select new PriceTerms(band, days == 0 ? null : new(days, list));

    [Fact]
    public void Every_percentage_is_read_as_it_is_written() =>
        Prop.ForAll(
                Gen.Choose(0, 10_000).ToArbitrary(),
                points =>
                    PercentText.Read(PercentText.Figure(points)) == points
                    && PercentText.Read(PercentText.Words(points)) == points
                    && PercentText.Read(PercentText.Figure(points).Replace('.', ',') + "%") == points
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_no_percentage_is_not_read()
    {
        foreach (var wrong in (string?[])[null, "", " ", "%", "-1", "100.01", "101", "1e1", "5 000", "12.345", "ten", "5%%5", "٥"])
            PercentText.Read(wrong).ShouldBeNull(wrong);
    }

    [Fact]
    public void Two_bands_never_read_alike()
    {
        DiscountBand[] bands = [new(0, 1000), new(1000, 1000), new(500, 1000), new(0, 0), new(0, 10_000)];
        bands.Select(b => b.Words()).ShouldBeUnique();
        bands[0].Words().ShouldBe("up to 10 %");
        bands[2].Words().ShouldBe("5 % to 10 %");
    }

    [Fact]
    public void Prices_are_held_from_the_approval_to_the_end_of_their_last_day() =>
        Prop.ForAll(
                Terms.ToArbitrary(),
                terms =>
                {
                    var grant = PriceGrant.Of(terms, Calendar, Draw.Now);
                    return terms is { Band: null, Held: null }
                        ? grant is null
                        : grant!.Band == terms.Band
                            && grant.Until == (terms.Held is { } held ? Calendar.EndOfWindow(Draw.Now, held.Days) : null)
                            && grant.Holds(Draw.Now) == (terms.Held is not null)
                            && (grant.Until is not { } end || (grant.Holds(end.AddTicks(-1)) && !grant.Holds(end)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_held_stays_as_promised_and_never_ends_earlier() =>
        Prop.ForAll(
                Terms.ToArbitrary(),
                Terms.ToArbitrary(),
                Gen.Choose(0, 130).ToArbitrary(),
                (first, second, days) =>
                {
                    var now = Draw.Now.AddDays(days);
                    var (before, fresh) = (PriceGrant.Of(first, Calendar, Draw.Now), PriceGrant.Of(second, Calendar, now));
                    var after = PriceGrant.Renewed(before, fresh, now);
                    return before is { } held && held.Holds(now)
                        ? after!.Band == held.Band && after.List == held.List && after.From == held.From && after.Until >= held.Until
                        : after == fresh;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Asking_for_more_than_the_band_warns_and_for_as_much_or_less_does_not() =>
        Prop.ForAll(
                Gen.Choose(0, 10_000).ToArbitrary(),
                Terms.ToArbitrary(),
                (asked, terms) =>
                {
                    var claim = Claims.Bare("Aldermere");
                    var found = OwnChecks.Discount(claim with { Discount = asked }, terms).Single();
                    return !OwnChecks.Discount(claim, terms).Any()
                        && found.Own
                        && (found.Severity is Severity.Warn) == (terms.Band is { } band && asked > band.To)
                        && (found.PartnerText is not null) == (found.Severity is Severity.Warn);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Bounds_the_wrong_way_round_and_prices_that_hold_nothing_are_refused()
    {
        Wrong(new PolicyRule("A", Scope.Any) { Band = new(1500, 500) }).Single().Fault.ShouldContain("the wrong way round");
        Wrong(new PolicyRule("A", Scope.Any) { Band = new(0, 10_001) }).Single().Fault.ShouldContain("between 0 % and 100 %");
        Wrong(new PolicyRule("A", Scope.Any) { Prices = new(90) }).Single().Fault.ShouldContain("nothing to hold");
        Wrong(new PolicyRule("A", Scope.Any) { Prices = new(731, "2026") }).Single().Fault.ShouldContain("between 1 and 730 days");
        Wrong(new PolicyRule("A", Scope.Any) { Prices = new(90, "2026") }).ShouldBeEmpty();
        Wrong(new PolicyRule("A", Scope.Any) { Band = new(0, 1000), Prices = new(90) }).ShouldBeEmpty();
        Wrong(
                new PolicyRule("Deals", new(RegistrationKind.Deal)) { Band = new(0, 1000) },
                new PolicyRule("All", Scope.Any) { Prices = new(90) }
            )
            .Single()
            .Key.ShouldBe("rules.1", "leads have no band");
        Wrong(
                new PolicyRule("Deals", new(RegistrationKind.Deal)) { Band = new(0, 1000) },
                new PolicyRule("Twins", new(RegistrationKind.Deal)) { Band = new(0, 2000) }
            )
            .Single()
            .Fault.ShouldContain("a discount of up to 10 %");
    }

    [Fact]
    public void Prices_are_read_in_the_rule_and_told_when_they_change()
    {
        PolicyRule rule = new("A", new(RegistrationKind.Deal)) { Band = new(500, 1500), Prices = new(90, "2026") };
        PolicyWords
            .Rule(rule)
            .ShouldBe("Every deal: a discount of 5 % to 15 %; prices held for 90 days from the approval, by the price list “2026”.");
        PolicyDiff
            .Between(Policy.Default with { Rules = [rule] }, Policy.Default with { Rules = [rule with { Band = new(500, 2000) }] })
            .Single()
            .Is!.ShouldContain("5 % to 20 %");
    }

    private static IReadOnlyList<(string Key, string Fault)> Wrong(params PolicyRule[] rules) =>
        [.. PolicyCheck.Wrong(Policy.Default with { Rules = rules }).Select(w => (w.Key, w.Value))];
}
