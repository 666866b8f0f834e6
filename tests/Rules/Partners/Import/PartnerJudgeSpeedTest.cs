using System.Diagnostics;
using Entente.Partners.Import.Rules;
using static Entente.Rules.Partners.Import.World;

namespace Entente.Rules.Partners.Import;

/// <summary>As many rows as a file may have are judged while a person waits.</summary>
public sealed class PartnerJudgeSpeedTest
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(90);

    [Fact]
    public void Twenty_thousand_rows_beside_two_thousand_partners_are_judged_in_time()
    {
        var random = new Random(20261123);
        var world = With([.. Enumerable.Range(0, 2_000).Select(n => Known(n, Name(random), $"known{n}.example"))]);
        var rows = Enumerable
            .Range(1, 20_000)
            .Select(n => Row(n, Name(random), n % 3 == 0 ? null : $"row{n}.example", $"a{n / 2}@row{n}.example"))
            .ToList();

        var watch = Stopwatch.StartNew();
        var judged = PartnerJudge.Of(rows, world);

        TestContext.Current.SendDiagnosticMessage(
            $"{watch.Elapsed.TotalSeconds:0.0} s, {judged.Count(j => j.Verdict is PartnerVerdict.New)} new."
        );
        judged.Count.ShouldBe(rows.Count);
        watch.Elapsed.ShouldBeLessThan(Most);
    }

    private static string Name(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Word(random)))
        + (random.Next(3) == 0 ? " Solutions GmbH" : " Ltd");

    private static string Word(Random random) =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(2, 4))
                .Select(_ => "bcdfglmnprst"[random.Next(12)].ToString() + "aeiou"[random.Next(5)] + "nrls"[random.Next(4)])
        );
}
