using System.Text;
using Entente.AuditVerifier;
using Entente.Platform.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Audit;

/// <summary>The proof of one entry holds by itself, and no letter of it can be another one.</summary>
public sealed class ProofTest
{
    private static readonly byte[] Whole = Exports.Write(Exports.Entries(10));

    [Fact]
    public void Every_entry_has_a_proof_that_holds_and_tells_nothing_of_the_others()
    {
        for (var entry = 1; entry <= 10; entry++)
        {
            var proof = Prove(entry);
            var report = VerifierTest.Check(Encoding.UTF8.GetBytes(proof));
            report.Holds.ShouldBeTrue(report.Summary + string.Join('\n', report.Faults.Select(f => f.Sentence)));
            proof.Split("\"id\":").Length.ShouldBe(3, "the entry's and the key's");
        }
    }

    [Fact]
    public void Any_changed_byte_of_a_proof_is_found()
    {
        var proof = Encoding.UTF8.GetBytes(Prove(6));
        Prop.ForAll(
                Gen.Choose(0, proof.Length - 1).SelectMany(at => Gen.Choose(1, 255).Select(by => (at, by))).ToArbitrary(),
                change =>
                {
                    var bytes = (byte[])proof.Clone();
                    bytes[change.at] ^= (byte)change.by;
                    VerifierTest.Check(bytes).Holds.ShouldBeFalse($"byte {change.at} by {change.by}");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        for (var length = 0; length < proof.Length; length++)
            VerifierTest.Check(proof[..length]).Holds.ShouldBeFalse($"cut after {length} bytes");
    }

    [Fact]
    public void There_is_none_of_an_entry_that_is_not_there_or_stands_on_a_page_that_does_not_hold()
    {
        using var file = new MemoryStream(Whole);
        Prover.Prove(file, 11).Fault!.What.ShouldContain("entries 1 to 10");
        var broken = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Whole).Replace("\"n\":2,", "\"n\":3,", StringComparison.Ordinal));
        using var forged = new MemoryStream(broken);
        Prover.Prove(forged, 1).Fault!.Entry.ShouldBe(2);
    }

    private static string Prove(long entry)
    {
        using var file = new MemoryStream(Whole);
        return Prover.Prove(file, entry).Proof.ShouldNotBeNull();
    }
}
