using System.Globalization;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>How an entry stands in its line.</summary>
internal enum Telling
{
    /// <summary>With all it says.</summary>
    Whole,

    /// <summary>By its digest: the export was filtered.</summary>
    Withheld,

    /// <summary>Not at all: the database had lost it when it was exported.</summary>
    Missing,
}

/// <summary>Reads one entry's line, in the order of the format and nothing else.</summary>
internal ref struct EntryLine
{
    public long Number;
    public Telling Telling;
    public int Erased;

    /// <param name="digest">What the line says its digest is.</param>
    /// <param name="computed">What the entry's own words give; for one that is withheld the same as <paramref name="digest"/>.</param>
    public static EntryLine Read(ReadOnlySpan<byte> line, Digester digester, Span<byte> digest, Span<byte> computed, Span<byte> seal)
    {
        var read = new EntryLine();
        var reader = new Utf8JsonReader(line);
        try
        {
            Expect(ref reader, JsonTokenType.StartObject);
            Name(ref reader, "n"u8);
            if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt64(out read.Number))
                throw new MalformedException("\"n\" should be the entry's number");
            Next(ref reader);
            if (Is(ref reader, "missing"u8))
            {
                read.Telling = Telling.Missing;
                Next(ref reader);
                Name(ref reader, "seal"u8);
            }
            else
            {
                if (Is(ref reader, "digest"u8))
                {
                    read.Telling = Telling.Withheld;
                    Next(ref reader);
                }
                else
                {
                    read.Erased = Whole(ref reader, digester);
                    digester.Digest(computed);
                    Name(ref reader, "digest"u8);
                }
                Digester.ReadHex(ref reader, digest, "digest");
                if (read.Telling is Telling.Withheld)
                    digest.CopyTo(computed);
                Name(ref reader, "seal"u8);
            }
            Digester.ReadHex(ref reader, seal, "seal");
            Expect(ref reader, JsonTokenType.EndObject);
            if (reader.Read())
                throw new MalformedException("the line should end with its entry");
        }
        catch (JsonException)
        {
            throw new MalformedException("the line should be one JSON object as the format says; it cannot be read");
        }
        return read;
    }

    // The reader stands on the first name after the number.
    private static int Whole(ref Utf8JsonReader reader, Digester digester)
    {
        digester.Begin();
        IsName(ref reader, "id"u8);
        Next(ref reader);
        digester.Text(ref reader);
        Name(ref reader, "at"u8);
        if (reader.TokenType is not JsonTokenType.String)
            throw new MalformedException("\"at\" should be an instant in UTC");
        digester.Instant(ref reader);
        Text(ref reader, digester, "actor"u8);
        Text(ref reader, digester, "person"u8);
        Text(ref reader, digester, "onBehalfOf"u8);
        Text(ref reader, digester, "partner"u8);
        Text(ref reader, digester, "channel"u8);
        Text(ref reader, digester, "action"u8);
        Text(ref reader, digester, "kind"u8);
        Text(ref reader, digester, "subject"u8);
        Text(ref reader, digester, "correlation"u8);
        Text(ref reader, digester, "reason"u8);
        Name(ref reader, "values"u8);
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new MalformedException("\"values\" should be a list");
        var erased = 0;
        for (Next(ref reader); reader.TokenType is JsonTokenType.StartObject; Next(ref reader))
            erased += Value(ref reader, digester);
        if (reader.TokenType is not JsonTokenType.EndArray)
            throw new MalformedException("\"values\" should be a list of values");
        return erased;
    }

    private static int Value(ref Utf8JsonReader reader, Digester digester)
    {
        Text(ref reader, digester, "field"u8);
        Span<byte> commitment = stackalloc byte[Digester.Hash];
        Next(ref reader);
        var erased = Is(ref reader, "erased"u8) ? 1 : 0;
        if (erased > 0)
        {
            Next(ref reader);
            Digester.ReadHex(ref reader, commitment, "erased");
            digester.CloseErased(commitment);
        }
        else
        {
            digester.BeginValue();
            IsName(ref reader, "before"u8);
            Next(ref reader);
            digester.ValueText(ref reader);
            Name(ref reader, "after"u8);
            digester.ValueText(ref reader);
            Name(ref reader, "salt"u8);
            var salt = commitment[..(Digester.Hash / 2)];
            Digester.ReadHex(ref reader, salt, "salt");
            digester.CloseValue(salt);
        }
        Expect(ref reader, JsonTokenType.EndObject);
        return erased;
    }

    private static void Text(ref Utf8JsonReader reader, Digester digester, ReadOnlySpan<byte> name)
    {
        Name(ref reader, name);
        digester.Text(ref reader);
    }

    // Reads the name, and on to its value.
    private static void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Next(ref reader);
        IsName(ref reader, name);
        Next(ref reader);
    }

    private static void IsName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!Is(ref reader, name))
            throw new MalformedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{System.Text.Encoding.ASCII.GetString(name)}\" should stand at byte {reader.TokenStartIndex + 1}"
                )
            );
    }

    // Only a name is compared: anything else would throw.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(name);

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        Next(ref reader);
        if (reader.TokenType != token)
            throw new MalformedException("the line should be one JSON object as the format says");
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new MalformedException("the line ends too early");
    }
}
