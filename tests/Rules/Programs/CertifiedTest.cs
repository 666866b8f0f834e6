using Entente.Programs.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Programs;

/// <summary>Who of a partner's people is certified today.</summary>
public sealed class CertifiedTest
{
    private static readonly DateOnly Today = new(2026, 3, 12);

    private static readonly Gen<Certificate> Certificates =
        from who in Gen.Elements("Ada Lind", "ada lind", "Ben Able", "Cy Gone")
        from what in Gen.Elements("Engineer", "Architect", "Consultant")
        from days in Gen.Choose(-3, 4)
        select new Certificate(who, what, days == 4 ? null : Today.AddDays(days));

    [Fact]
    public void A_certificate_is_valid_to_the_day_before_it_ends_and_the_one_that_lasts_longest_is_told()
    {
        Certified.Of([], Today).ShouldBeNull();
        Certified.Of([new("Ada Lind", "Engineer", Today)], Today).ShouldBeNull("it is over from this day on");
        Certified.Of([new("Ada Lind", "Engineer", Today.AddDays(1))], Today).ShouldBe(new(1, "Engineer", Today));
        Certificate[] two = [new("Ada Lind", "Engineer", Today.AddDays(9)), new("ADA LIND", "Architect", Today.AddDays(10))];
        Certified.Of(two, Today).ShouldBe(new(1, "Architect", Today.AddDays(9)), "one person with two");
        Certified
            .Of([.. two, new("Ben Able", "Consultant", null)], Today)
            .ShouldBe(new(2, "Consultant", null), "what never ends lasts longest");
    }

    [Fact]
    public void In_whatever_order_certificates_stand_the_same_is_told_and_those_that_ended_change_nothing() =>
        Prop.ForAll(
                (from all in Certificates.ListOf() from order in Gen.Shuffle(all.ToArray()) select (all, order)).ToArbitrary(),
                a =>
                {
                    var told = Certified.Of(a.all, Today);
                    return told == Certified.Of(a.order, Today)
                        && told == Certified.Of(a.all.Where(c => c.IsValid(Today)), Today)
                        && (told is null) == a.all.All(c => c.Until <= Today)
                        && (
                            told is null
                            || a.all.All(c =>
                                !c.IsValid(Today) || told.LastDay is not { } last || c.Until is { } until && until <= last.AddDays(1)
                            )
                        );
                }
            )
            .QuickCheckThrowOnFailure();
}
