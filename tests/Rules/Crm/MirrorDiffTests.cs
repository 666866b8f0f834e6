using Entente.Crm.Port;
using Entente.Crm.Rules;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class MirrorDiffTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_not_known_is_new() => MirrorDiff.Of(null, Record(("name", "Acme")), null).Verdict.ShouldBe(MirrorVerdict.Changed);

    [Fact]
    public void The_same_content_with_a_newer_stamp_is_no_change() =>
        MirrorDiff
            .Of(Known(("name", "Acme")), Record(("name", "Acme")) with { ModifiedAt = At.AddHours(1) }, null)
            .Verdict.ShouldBe(MirrorVerdict.Same);

    [Fact]
    public void An_empty_field_and_an_absent_one_are_the_same() =>
        MirrorDiff.Of(Known(("name", "Acme")), Record(("name", "Acme"), ("city", null)), null).Verdict.ShouldBe(MirrorVerdict.Same);

    [Fact]
    public void An_older_state_never_replaces_a_newer_one()
    {
        MirrorDiff
            .Of(Known(("name", "New")), Record(("name", "Old")) with { ModifiedAt = At.AddSeconds(-1) }, null)
            .Verdict.ShouldBe(MirrorVerdict.Overtaken);
        var buried = Known(("name", "Gone")) with { Deleted = true };
        MirrorDiff
            .Of(buried, Record(("name", "Gone")) with { ModifiedAt = At.AddSeconds(-1) }, null)
            .Verdict.ShouldBe(MirrorVerdict.Overtaken);
    }

    [Fact]
    public void A_state_of_the_same_instant_counts_because_stamps_are_coarse() =>
        MirrorDiff.Of(Known(("name", "One")), Record(("name", "Two")), null).Verdict.ShouldBe(MirrorVerdict.Changed);

    [Fact]
    public void A_tombstone_keeps_what_was_known()
    {
        var change = MirrorDiff.Of(Known(("name", "Acme")), Record() with { Deleted = true, ModifiedAt = At.AddMinutes(1) }, null);
        (change.Verdict, change.Record.Deleted, change.Record["name"]).ShouldBe((MirrorVerdict.Changed, true, "Acme"));
    }

    [Fact]
    public void Coming_back_from_the_bin_is_a_change() =>
        MirrorDiff
            .Of(Known(("name", "Acme")) with { Deleted = true }, Record(("name", "Acme")) with { ModifiedAt = At.AddMinutes(1) }, null)
            .Verdict.ShouldBe(MirrorVerdict.Changed);

    [Fact]
    public void What_brings_back_just_what_we_wrote_is_our_echo()
    {
        var written = new Dictionary<string, string?> { ["stage"] = "won", ["entente_id"] = "d1" };
        MirrorDiff
            .Of(Known(("stage", "open"), ("amount", "1")), Record(("stage", "won"), ("amount", "1"), ("entente_id", "d1")), written)
            .ByEntente.ShouldBeTrue();
        MirrorDiff
            .Of(Known(("stage", "open"), ("amount", "1")), Record(("stage", "won"), ("amount", "2"), ("entente_id", "d1")), written)
            .ByEntente.ShouldBeFalse("somebody changed the amount too");
        MirrorDiff.Of(Known(("stage", "open")), Record(("stage", "lost")), written).ByEntente.ShouldBeFalse();
        MirrorDiff.Of(null, Record(("stage", "won"), ("entente_id", "d1")), written).ByEntente.ShouldBeTrue();
        MirrorDiff.Of(null, Record(("stage", "won"), ("entente_id", "d2")), written).ByEntente.ShouldBeFalse();
        MirrorDiff.Of(Known(("stage", "open")), Record(("stage", "won")), null).ByEntente.ShouldBeFalse();
    }

    [Fact]
    public void A_new_link_is_a_change_and_its_order_is_not()
    {
        CrmLink[] links = [new(CrmObject.Account, "1"), new(CrmObject.Contact, "2", "Buyer")];
        var one = Record(("name", "Acme")) with { Links = links };
        var known = new KnownRecord(RecordHash.Of(one.Fields, links), At, false, one.Fields, links);
        MirrorDiff.Of(known, one with { Links = [links[1], links[0]] }, null).Verdict.ShouldBe(MirrorVerdict.Same);
        MirrorDiff.Of(known, one with { Links = [links[0]] }, null).Verdict.ShouldBe(MirrorVerdict.Changed);
    }

    [Fact]
    public void Applying_what_came_makes_it_no_change_any_more() =>
        Prop.ForAll(
                Contents,
                Contents,
                (before, after) =>
                {
                    var first = MirrorDiff.Of(Known(before), Record(after), null);
                    var held = new KnownRecord(
                        first.Hash,
                        first.Record.ModifiedAt,
                        first.Record.Deleted,
                        first.Record.Fields,
                        first.Record.Links
                    );
                    return MirrorDiff.Of(held, Record(after), null).Verdict == MirrorVerdict.Same;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Different_contents_have_different_hashes() =>
        Prop.ForAll(
                Contents,
                Contents,
                (a, b) =>
                {
                    var (one, other) = (Record(a).Fields, Record(b).Fields);
                    var same = !MirrorDiff.ChangedFields(one, other).Any();
                    return same == RecordHash.Of(one, []).AsSpan().SequenceEqual(RecordHash.Of(other, []));
                }
            )
            .QuickCheckThrowOnFailure();

    private static Arbitrary<(string Key, string? Value)[]> Contents =>
        Gen.Elements("name", "stage", "1:a", "a")
            .Zip(Gen.Elements("", "1", "1:a", "a\n", null))
            .ArrayOf()
            .Select(a => a.DistinctBy(p => p.Item1).ToArray())
            .ToArbitrary();

    private static CrmRecord Record(params (string Key, string? Value)[] fields) =>
        new(CrmObject.Deal, "7", fields.ToDictionary(f => f.Key, f => f.Value), At, false, [], []);

    private static KnownRecord Known(params (string Key, string? Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Key, f => f.Value);
        return new KnownRecord(RecordHash.Of(values, []), At, false, values, []);
    }
}
