using System.Globalization;

namespace Entente.AuditVerifier;

/// <summary>One thing that is not as it was sealed, and where.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="Entry">Its number in the chain; the one that was expected there when something is missing. Null: not an entry's line.</param>
/// <param name="What">What was expected, and what was found.</param>
public sealed record Fault(long Line, long? Entry, string What)
{
    public string Sentence =>
        Entry is { } n
            ? string.Create(CultureInfo.InvariantCulture, $"line {Line}, entry {n}: {What}")
            : string.Create(CultureInfo.InvariantCulture, $"line {Line}: {What}");
}

/// <summary>What came of a whole file.</summary>
/// <param name="Entries">Checked entries, those that are withheld among them.</param>
/// <param name="Withheld">Entries of which only the digest is told, because the export was filtered.</param>
/// <param name="Erased">Values from which a person was erased: their commitment stands for them.</param>
/// <param name="Heads">Daily signed heads that were met.</param>
public sealed record Report(IReadOnlyList<Fault> Faults, long Entries, long Withheld, long Erased, long Heads, string Summary)
{
    public bool Holds => Faults.Count == 0;
}

/// <summary>A line that is not written as the format says; the message says what was expected.</summary>
internal sealed class MalformedException(string message) : Exception(message);
