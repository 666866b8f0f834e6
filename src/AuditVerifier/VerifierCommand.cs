using System.Globalization;

namespace Entente.AuditVerifier;

/// <summary>What may be typed: <c>verify FILE</c> and <c>prove FILE ENTRY</c>. Exit codes: 0 it holds, 1 it does not, 2 not understood.</summary>
public static class VerifierCommand
{
    public const string Help = """
        verify FILE [--key FINGERPRINT]    checks an exported audit, or the proof of one entry: 0 it holds, 1 it does not
        prove FILE ENTRY [PROOF]           takes the proof of one entry out of an export (into PROOF, or to the terminal)
        """;

    private const int Holds = 0;
    private const int Broken = 1;
    private const int NotUnderstood = 2;

    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        try
        {
            switch (words)
            {
                case ["verify", var file]:
                    return Verify(file, null, output);
                case ["verify", var file, "--key", var key]:
                    return Verify(file, key, output);
                case ["prove", var file, var entry] when Number(entry) is { } n:
                    return Prove(file, n, null, output);
                case ["prove", var file, var entry, var proof] when Number(entry) is { } n:
                    return Prove(file, n, proof, output);
                default:
                    errors.WriteLine(Help);
                    return NotUnderstood;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return NotUnderstood;
        }
    }

    private static int Verify(string file, string? key, TextWriter output)
    {
        using var stream = Open(file);
        var report = Verifier.Verify(stream, key);
        foreach (var fault in report.Faults)
            output.WriteLine(fault.Sentence);
        output.WriteLine(report.Summary);
        return report.Holds ? Holds : Broken;
    }

    private static int Prove(string file, long entry, string? proof, TextWriter output)
    {
        using var stream = Open(file);
        var (text, fault) = Prover.Prove(stream, entry);
        if (text is null)
        {
            output.WriteLine(fault!.Sentence);
            return Broken;
        }
        if (proof is null)
            output.Write(text);
        else
            File.WriteAllText(proof, text);
        return Holds;
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;
}
