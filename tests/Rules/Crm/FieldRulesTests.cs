using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class FieldRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(FieldOwner.Crm, nameof(FieldVerdict.Take))]
    [InlineData(FieldOwner.Entente, nameof(FieldVerdict.Push))]
    [InlineData(FieldOwner.Newest, nameof(FieldVerdict.Take))]
    [InlineData(FieldOwner.OnlyIfEmpty, nameof(FieldVerdict.Take))]
    public void What_somebody_changed_later_in_the_CRM_is_settled_by_the_owner(FieldOwner owner, string verdict) =>
        FieldRules.Of(owner, Written("won") with { Theirs = "lost", TheirsAt = At.AddMinutes(1) }).Verdict.ToString().ShouldBe(verdict);

    [Fact]
    public void The_newest_wins_whichever_side_it_is_and_the_CRM_at_the_same_instant()
    {
        var both = Written("won") with { Theirs = "lost", Confirmed = false, Agreed = "open" };
        FieldRules.Of(FieldOwner.Newest, both with { TheirsAt = At.AddSeconds(-1) }).ShouldBe(new(FieldVerdict.Push, true));
        FieldRules.Of(FieldOwner.Newest, both with { TheirsAt = At }).ShouldBe(new(FieldVerdict.Take, true));
        FieldRules.Of(FieldOwner.Newest, both with { TheirsAt = At.AddSeconds(1) }).ShouldBe(new(FieldVerdict.Take, true));
    }

    [Fact]
    public void An_emptied_field_is_filled_again_where_that_is_the_rule()
    {
        FieldRules.Of(FieldOwner.OnlyIfEmpty, Written("won") with { Theirs = null }).Verdict.ShouldBe(FieldVerdict.Push);
        FieldRules.MayWrite(FieldOwner.OnlyIfEmpty, null, At, At).ShouldBeTrue();
        FieldRules.MayWrite(FieldOwner.OnlyIfEmpty, "x", At, At).ShouldBeFalse();
    }

    [Fact]
    public void A_field_the_CRM_owns_changes_without_a_conflict_unless_our_write_was_still_on_its_way()
    {
        FieldRules.Of(FieldOwner.Crm, Written("open") with { Theirs = "won" }).ShouldBe(new(FieldVerdict.Take, false));
        FieldRules
            .Of(FieldOwner.Crm, Written("open") with { Theirs = "won", Confirmed = false, Agreed = "new" })
            .ShouldBe(new(FieldVerdict.Take, true));
    }

    [Fact]
    public void How_the_CRM_spells_what_we_wrote_is_no_change() =>
        FieldRules
            .Of(FieldOwner.Entente, Written("Northwind  Ltd") with { Agreed = "Northwind Ltd", Theirs = "Northwind Ltd" })
            .ShouldBe(FieldRuling.Agree);

    [Fact]
    public void Entente_owns_its_own_fields_and_its_notes_and_nothing_else()
    {
        FieldRules.Default(CrmObject.Deal, EntenteFields.RegistrationStatus).ShouldBe(FieldOwner.Entente);
        FieldRules.Default(CrmObject.Note, CrmFields.Body).ShouldBe(FieldOwner.Entente);
        FieldRules.Default(CrmObject.Deal, CrmFields.Amount).ShouldBe(FieldOwner.Crm);
        FieldRules.Default(CrmObject.Contact, EntenteFields.RegistrationStatus).ShouldBe(FieldOwner.Crm, "contacts have no such field");
    }

    [Fact]
    public void Whatever_happens_both_sides_agree_when_the_ruling_is_carried_out() =>
        Check(
            (owner, s) =>
            {
                var settled = FieldRules.Of(owner, s).Verdict switch
                {
                    // Taken: the CRM's value is what both agree on.
                    FieldVerdict.Take => s with { Agreed = s.Theirs, Confirmed = true },
                    // Written and read back.
                    FieldVerdict.Push => s with { Theirs = s.Ours, Agreed = s.Ours, Confirmed = true },
                    _ => s,
                };
                return FieldRules.Of(owner, settled) == FieldRuling.Agree;
            }
        );

    [Fact]
    public void Entente_never_loses_its_own_field_and_never_touches_the_CRMs() =>
        Check(
            (owner, s) =>
                FieldRules.Of(owner, s).Verdict switch
                {
                    FieldVerdict.Take => owner != FieldOwner.Entente,
                    FieldVerdict.Push => owner != FieldOwner.Crm,
                    _ => true,
                }
        );

    [Fact]
    public void Only_if_empty_never_writes_over_anything() =>
        Check((_, s) => FieldRules.Of(FieldOwner.OnlyIfEmpty, s).Verdict != FieldVerdict.Push || s.Theirs is null);

    [Fact]
    public void A_later_decision_of_ours_never_wins_less() =>
        Check(
            (_, s) =>
                FieldRules.Of(FieldOwner.Newest, s).Verdict != FieldVerdict.Push
                || FieldRules.Of(FieldOwner.Newest, s with { OursAt = s.OursAt.AddMinutes(1) }).Verdict == FieldVerdict.Push
        );

    [Fact]
    public void What_may_be_written_and_what_stands_afterwards_are_one_rule() =>
        Check(
            (owner, s) =>
            {
                var ruling = FieldRules.Of(owner, s with { Confirmed = false });
                return ruling == FieldRuling.Agree
                    || (ruling.Verdict == FieldVerdict.Push) == FieldRules.MayWrite(owner, s.Theirs, s.TheirsAt, s.OursAt);
            }
        );

    private static FieldSides Written(string? ours) => new(ours, true, ours, At, ours, At);

    private static void Check(Func<FieldOwner, FieldSides, bool> holds)
    {
        var value = Gen.Elements<string?>(null, "a", "b", "c");
        var when = Gen.Choose(-3, 3).Select(m => At.AddMinutes(m));
        var sides =
            from agreed in value
            from confirmed in Gen.Elements(true, false)
            from ours in value
            from oursAt in when
            from theirs in value
            from theirsAt in when
            select new FieldSides(agreed, confirmed, ours, oursAt, theirs, theirsAt);
        Prop.ForAll(Gen.Elements(Enum.GetValues<FieldOwner>()).ToArbitrary(), sides.ToArbitrary(), (owner, s) => holds(owner, s))
            .QuickCheckThrowOnFailure();
    }
}
