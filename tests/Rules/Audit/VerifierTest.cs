using System.Text;
using Entente.AuditVerifier;
using Entente.Platform.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Audit;

/// <summary>Whatever is done to an export is found, and in which line. The verifier computes for itself what the house wrote.</summary>
public sealed class VerifierTest
{
    private static readonly byte[] Whole = Exports.Write(Exports.Entries(14));

    [Fact]
    public void What_was_exported_holds_also_from_the_middle_empty_or_signed_by_two_keys()
    {
        var entries = Exports.Entries(14);
        var report = Check(Exports.Write(entries));
        report.Holds.ShouldBeTrue(string.Join('\n', report.Faults.Select(f => f.Sentence)));
        (report.Entries, report.Heads, report.Withheld, report.Erased).ShouldBe((14, 4, 0, 0));
        Check(Exports.Write(entries, after: 6)).Entries.ShouldBe(8);
        Check(Exports.Write(entries, after: 6)).Holds.ShouldBeTrue();
        Check(Exports.Write([])).Holds.ShouldBeTrue();
        Check(Exports.Write(entries, headKey: AuditKey.Draw())).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Every_number_of_entries_closes_whole_and_what_a_filter_withholds_still_holds()
    {
        for (var count = 1; count <= 9; count++)
            Check(Exports.Write(Exports.Entries(count))).Entries.ShouldBe(count);
        var report = Check(Exports.Write(Exports.Entries(14).Select(e => e with { Told = e.Number % 2 == 0 })));
        (report.Holds, report.Withheld).ShouldBe((true, 7));
    }

    [Fact]
    public void A_seal_of_another_length_is_a_fault_of_its_line()
    {
        var lines = Exports.Lines(Whole).ToList();
        var at = lines.FindIndex(l => l.StartsWith("{\"mark\":", StringComparison.Ordinal));
        var seal = lines[at].Split("\"seal\":\"")[1].Split('"')[0];
        lines[at] = lines[at].Replace(seal, seal + seal + seal, StringComparison.Ordinal);

        FoundAt(Exports.File(lines), at + 1);
    }

    [Fact]
    public void Any_changed_byte_is_found_in_its_line() =>
        Prop.ForAll(
                Gen.Choose(0, Whole.Length - 1).SelectMany(at => Gen.Choose(1, 255).Select(by => (at, by))).ToArbitrary(),
                change =>
                {
                    var bytes = (byte[])Whole.Clone();
                    bytes[change.at] ^= (byte)change.by;
                    FoundAt(bytes, LineOf(change.at));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Whatever_byte_of_an_entry_is_changed_its_line_is_read_or_said_to_be_malformed()
    {
        Span<byte> digest = stackalloc byte[Digester.Hash];
        Span<byte> computed = stackalloc byte[Digester.Hash];
        Span<byte> seal = stackalloc byte[Digester.Hash];
        var (read, malformed) = (0, 0);
        foreach (
            var line in Exports.Lines(Whole).Where(l => l.StartsWith("{\"n\":", StringComparison.Ordinal)).DistinctBy(l => l.Length).Take(3)
        )
            for (var (at, bytes) = (0, Encoding.UTF8.GetBytes(line)); at < bytes.Length; at++)
            for (var by = 1; by < 256; by++)
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= (byte)by;
                try
                {
                    EntryLine.Read(changed, new("w"u8.ToArray()), digest, computed, seal);
                    read++;
                }
                catch (MalformedException)
                {
                    malformed++;
                }
            }
        (read, malformed).ShouldSatisfyAllConditions(c => c.read.ShouldBeGreaterThan(1000), c => c.malformed.ShouldBeGreaterThan(1000));
    }

    [Fact]
    public void A_cut_tail_is_found_wherever_it_was_cut()
    {
        for (var length = 0; length < Whole.Length; length += 7)
            Check(Whole[..length]).Holds.ShouldBeFalse($"cut after {length} bytes");
        Check(Whole[..^1]).Holds.ShouldBeFalse();
        var lines = Exports.Lines(Whole);
        for (var kept = 1; kept < lines.Count; kept++)
            FoundAt(Exports.File(lines.Take(kept)), kept + 1);
    }

    [Fact]
    public void A_dropped_a_doubled_and_a_moved_line_are_found_where_they_were()
    {
        var lines = Exports.Lines(Whole);
        for (var i = 1; i < lines.Count - 1; i++)
        {
            FoundAt(Exports.File([.. lines[..i], .. lines[(i + 1)..]]), i + 1);
            FoundAt(Exports.File([.. lines[..(i + 1)], lines[i], .. lines[(i + 1)..]]), i + 2, i + 1);
            // A mark that moved down is told where it went.
            FoundAt(Exports.File([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]), i + 1, IsMark(lines[i]) ? i + 2 : i + 1);
        }
        FoundAt(Exports.File([.. lines, lines[^1]]), lines.Count + 1);
    }

    [Fact]
    public void A_changed_entry_is_told_with_its_number_and_both_digests()
    {
        var lines = Exports.Lines(Whole);
        var at = lines.FindIndex(l => l.StartsWith("{\"n\":7,", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("\"red\"", "\"blue\"", StringComparison.Ordinal);
        var fault = Check(Exports.File(lines)).Faults[0];
        (fault.Line, fault.Entry).ShouldBe((at + 1, 7));
        fault.What.ShouldStartWith("what it says gives the digest");
    }

    [Fact]
    public void A_value_made_to_look_erased_is_found_although_the_chain_holds()
    {
        var entries = Exports.Entries(14);
        var forged = entries.ToList();
        var real = Exports.Lines(Exports.Write(entries));
        // The very bytes that the house would write, had the person been erased; but for the marks, which are of the export before.
        var erased = Exports.Lines(Exports.Write(forged.Select(e => e.Number == 7 ? Erased(e) : e)));
        var at = real.FindIndex(l => l.StartsWith("{\"n\":7,", StringComparison.Ordinal));
        Check(Exports.File(erased)).Erased.ShouldBe(2);
        real[at] = erased[at];
        var fault = Check(Exports.File(real)).Faults.ShouldHaveSingleItem();
        (fault.Line, fault.Entry).ShouldBe((at + 1, 7));
    }

    [Fact]
    public void A_chain_written_anew_is_found_at_its_first_line_and_by_the_key_when_that_was_forged_too()
    {
        var (entries, anew) = (Exports.Entries(14), Exports.Entries(14, i => i == 6 ? "forged" : null));
        var (real, forged) = (Exports.Lines(Exports.Write(entries)), Exports.Lines(Exports.Write(anew, AuditKey.Draw())));
        // Entries and seals of the forger under the marks that were really signed: salts are drawn anew, so it begins at the first.
        var mixed = real.Zip(forged, (r, f) => r.StartsWith("{\"n\"", StringComparison.Ordinal) ? f : r);
        FoundAt(Exports.File(mixed), 2);
        // All of it by the forger, under a key of their own: only who knows the real one can tell.
        using var file = new MemoryStream(Exports.File(forged));
        Verifier.Verify(file, Exports.Key.Fingerprint).Holds.ShouldBeFalse();
        // With the real heading, so that the real key is claimed: the first mark is not signed by it, nor is the first head.
        var claimed = Check(Exports.File([real[0], .. forged[1..]]));
        claimed.Holds.ShouldBeFalse();
        // A new history under the real key, but for the heads of earlier days.
        var heads = Check(
            Exports.File(
                real.Zip(Exports.Lines(Exports.Write(anew)), (r, a) => r.StartsWith("{\"head\"", StringComparison.Ordinal) ? r : a)
            )
        );
        heads.Faults[0].What.ShouldContain("was signed; the chain now gives");
        heads.Faults[0].Entry.ShouldBe(3);
    }

    [Fact]
    public void An_entry_that_the_database_had_lost_is_named()
    {
        var entries = Exports.Entries(14).Select(e => e.Number == 5 ? e with { Entry = null } : e);
        var fault = Check(Exports.Write(entries)).Faults[0];
        fault.Entry.ShouldBe(5);
        fault.What.ShouldContain("had lost this entry");
    }

    [Fact]
    public void An_entry_changed_in_the_database_before_the_export_is_found_although_the_export_is_signed()
    {
        var entries = Exports.Entries(14);
        entries[8].Entry!.Values.Clear();
        entries[9].Entry!.Values.Clear();
        var fault = Check(Exports.Write(entries)).Faults[0];
        fault.Entry.ShouldBe(10);
    }

    private static SealedEntry Erased(SealedEntry sealed_)
    {
        var e = sealed_.Entry!;
        return sealed_ with
        {
            Entry = new AuditEntry
            {
                WorkspaceId = e.WorkspaceId,
                Id = e.Id,
                At = e.At,
                ActorKind = e.ActorKind,
                Channel = e.Channel,
                Action = e.Action,
                SubjectKind = e.SubjectKind,
                SubjectId = e.SubjectId,
                Correlation = e.Correlation,
                Reason = e.Reason,
                Digest = e.Digest,
                Values = [.. e.Values.Select(v => new AuditValue { Field = v.Field, Commitment = v.Commitment })],
            },
        };
    }

    private static bool IsMark(string line) => line.StartsWith("{\"mark\"", StringComparison.Ordinal);

    private static int LineOf(int at) => Whole.AsSpan(0, at).Count((byte)'\n') + 1;

    private static void FoundAt(byte[] export, params int[] lines)
    {
        var report = Check(export);
        report.Holds.ShouldBeFalse($"nothing found in line {lines[0]}");
        lines.ShouldContain((int)report.Faults[0].Line, report.Faults[0].Sentence);
    }

    internal static Report Check(byte[] export)
    {
        using var file = new MemoryStream(export);
        return Verifier.Verify(file, null);
    }
}
